using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Workbook.Pictures;

namespace Workbook.Tools.Tests.Pictures;

public sealed partial class PictureTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData(PictureSamples.Nasty)]
    [InlineData("")]
    public void Every_picture_is_an_svg_that_a_parser_takes_whatever_the_texts_say(string text)
    {
        foreach (Picture picture in PictureSamples.Pictures(text))
        {
            XDocument svg = XDocument.Parse(picture.ToSvg());
            svg.Root!.Name.LocalName.ShouldBe("svg");
            svg.Root.Elements().Select(element => element.Name.LocalName).Take(2).ShouldBe(["title", "desc"]);
            svg.Descendants().Select(element => element.Name.LocalName).ShouldNotContain("b");
        }
    }

    [Fact]
    public void What_a_notebook_gets_is_an_image_that_carries_the_svg()
    {
        foreach (Picture picture in PictureSamples.Pictures(PictureSamples.Nasty))
        {
            XElement image = XElement.Parse(picture.ToHtml().TrimEnd('>') + "/>");
            image.Attribute("width")!.Value.ShouldBe("800");
            string[] source = image.Attribute("src")!.Value.Split(',');
            source[0].ShouldBe("data:image/svg+xml;base64");
            Encoding.UTF8.GetString(Convert.FromBase64String(source[1])).ShouldBe(picture.ToSvg());
        }
    }

    [Fact]
    public void The_same_data_give_the_same_picture_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        string[] expected = [.. PictureSamples.All("x").Select(drawing => drawing.ToHtml() + drawing.ToText())];
        try
        {
            CultureInfo odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat = new NumberFormatInfo { NumberDecimalSeparator = "!", NegativeSign = "~", NumberGroupSeparator = "_" };
            CultureInfo.CurrentCulture = odd;
            PictureSamples.All("x").Select(drawing => drawing.ToHtml() + drawing.ToText()).ShouldBe(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void No_text_is_smaller_than_14_and_no_coordinate_has_more_than_one_decimal()
    {
        foreach (Picture picture in PictureSamples.Pictures("x"))
        {
            string svg = picture.ToSvg();
            foreach (Match size in FontSize().Matches(svg))
                int.Parse(size.Groups[1].Value, CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(14);
            string body = svg[svg.IndexOf("</defs>", StringComparison.Ordinal)..];
            TwoDecimals().IsMatch(body).ShouldBeFalse(picture.Title);
        }
    }

    [Fact]
    public void Bars_that_are_too_short_for_words_are_explained_once_beneath()
    {
        BarLane Lane(string name) => new(name, new Bar(0, 1, "SYN-SENT", Tone.Green), new Bar(1, 99, "ESTABLISHED"), new Bar(99, 100, "FIN-WAIT-1", Tone.Purple), new Bar(100, 200, "TIME-WAIT"));
        string svg = new BarsPicture("", "seconds", [Lane("a"), Lane("b")]).ToSvg();
        svg = svg[svg.IndexOf("</defs>", StringComparison.Ordinal)..];
        foreach (string once in (string[])[">SYN-SENT<", ">FIN-WAIT-1<", ">seconds<"])
            svg.Split(once).Length.ShouldBe(2, once);
        svg.Split(">ESTABLISHED<").Length.ShouldBe(3);
    }

    [Fact]
    public void A_short_bar_at_the_end_has_its_text_before_it() =>
        new BarsPicture("", "", [new("a", new Bar(0, 960)), new("b", new Bar(960, 1000, "40 bytes"))]).ToSvg().ShouldMatch("class=\"small halo end\">40 bytes<");

    [Fact]
    public void Marks_without_words_are_all_of_a_height()
    {
        string svg = new ChartPicture("", "", "", [new("", [(0, 0), (100, 1)])], [.. Enumerable.Range(0, 9).Select(i => new ChartMark(50 + i / 10.0, ""))]).ToSvg();
        MarkTop().Matches(svg).Select(match => match.Groups[1].Value).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public void Every_colour_is_there_for_dark_pages_too()
    {
        string[] sheet = PictureSamples.Header().ToSvg().Split("@media(prefers-color-scheme:dark)");
        foreach (Tone tone in Enum.GetValues<Tone>())
            foreach (string side in sheet)
                side.ShouldContain($".t-{tone.ToString().ToLowerInvariant()}{{");
    }

    [Fact]
    public void Text_drawings_fit_into_a_terminal_and_have_no_control_characters()
    {
        foreach (string text in (string[])["x", PictureSamples.Nasty, new string('w', 300)])
            foreach (Drawing drawing in PictureSamples.All(text).Where(drawing => drawing is Picture))
                foreach (string line in drawing.ToText().Split('\n'))
                {
                    line.Any(char.IsControl).ShouldBeFalse();
                    line.ShouldBe(line.TrimEnd());
                    if (text.Length < 100)
                        line.Length.ShouldBeLessThanOrEqualTo(100);
                }
    }

    [GeneratedRegex("class=\"[^\"]*dash2[^\"]*\" d=\"M[\\d.]+ ([\\d.]+)L")]
    private static partial Regex MarkTop();

    [GeneratedRegex("font-size:(\\d+)px")]
    private static partial Regex FontSize();

    [GeneratedRegex("[=\" ,][xyrd1-2]*=\"[^\"]*\\d\\.\\d\\d")]
    private static partial Regex TwoDecimals();
}
