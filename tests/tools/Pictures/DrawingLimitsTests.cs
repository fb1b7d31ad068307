using Workbook.Pictures;
using static Workbook.Tools.Tests.Pictures.PictureSamples;

namespace Workbook.Tools.Tests.Pictures;

/// <summary>What is too much is thinned or cut with a word; what makes no sense is refused with one.</summary>
public sealed class DrawingLimitsTests
{
    [Fact]
    public void A_chart_of_100_000_points_is_thinned_and_keeps_its_peak()
    {
        (double X, double Y)[] points = [.. Enumerable.Range(0, 100_000).Select(i => ((double)i, i == 77_777 ? 1000.0 : Math.Sin(i)))];
        string svg = new ChartPicture("", "", "", [new("", points)]).ToSvg();
        svg.Length.ShouldBeLessThan(60_000);
        // The peak is the upper end of the axis: the line comes up to the chart's upper edge.
        svg.ShouldContain(">1,000</text>");
        svg.Split('\n').Single(line => line.Contains("l-blue wide\" d=\"M76")).ShouldContain(" 80L");
    }

    [Fact]
    public void A_ladder_of_10_000_rungs_shows_60_and_says_how_many_it_does_not()
    {
        LadderPicture ladder = new("", "a", "b", [.. Enumerable.Range(0, 10_000).Select(i => new Rung(Ms(i), Ms(i + 5), true, $"number {i}"))],
            [.. Enumerable.Range(0, 10_000).Select(i => new LadderRemark(Ms(i), false, "ok"))]);
        ladder.ToSvg().ShouldContain("number 59<");
        ladder.ToSvg().ShouldNotContain("number 60<");
        ladder.ToSvg().ShouldContain("and 9940 more");
        ladder.ToText().ShouldContain("and 9940 more");
        ladder.ToSvg().Length.ShouldBeLessThan(60_000);
    }

    [Fact]
    public void Lanes_rows_bytes_and_table_rows_are_cut_with_a_word()
    {
        BarsPicture bars = new("", "", [.. Enumerable.Range(0, 1000).Select(i => new BarLane($"lane {i}", [.. Enumerable.Range(0, 500).Select(k => new Bar(k, k + 1))]))]);
        bars.ToSvg().ShouldContain("and 960 more");
        bars.ToText().ShouldContain("and 960 more");
        WindowPicture window = new("", [.. Enumerable.Range(0, 1000).Select(i => new WindowRow($"{i}", [new(i, i + 1, "")]))]);
        window.ToSvg().ShouldContain("and 976 more");
        window.ToText().ShouldContain("and 976 more");
        BytesPicture bytes = new("", new byte[5000]);
        bytes.ToSvg().ShouldContain("and 4,744 more bytes");
        bytes.ToText().ShouldContain("and 4,744 more bytes");
        TablePicture table = new(["n"], [.. Enumerable.Range(0, 1000).Select(i => (IReadOnlyList<object?>)[i])]);
        table.ToHtml().ShouldContain("and 900 more rows");
        table.ToText().ShouldContain("and 900 more rows");
    }

    [Fact]
    public void Rows_paths_and_descriptions_do_not_grow_without_end()
    {
        WindowRow row = new("", [.. Enumerable.Range(0, 5000).Select(i => new WindowPart(i, i + 1, "part"))], [.. Enumerable.Range(0, 5000).Select(i => new WindowMark(i, "mark"))]);
        StatesPicture states = new("", [new("A", 0, 0), new("B", 4, 0)], [], [.. Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? "A" : "B")]);
        BarsPicture bars = new("", "", [new BarLane("", [.. Enumerable.Range(0, 5000).Select(i => new Bar(i, i + 1, "bar"))])]);
        foreach (Picture picture in (Picture[])[new WindowPicture("", row), states, bars])
        {
            picture.ToSvg().Length.ShouldBeLessThan(60_000);
            picture.ToText().Length.ShouldBeLessThan(20_000);
        }
    }

    [Fact]
    public void Numbers_that_are_none_and_ranges_that_run_backwards_are_refused()
    {
        Refused(() => new ChartPicture("", "", "", [new("", [(0, double.NaN)])]), "NaN cannot be drawn");
        Refused(() => new ChartPicture("", "", "", [new("", [(double.PositiveInfinity, 0)])]), "cannot be drawn");
        Refused(() => new ChartPicture("", "", "", [new("s", [(2, 0), (1, 0)])]), "points of s must be in order of X: 1 follows 2");
        Refused(() => new ChartPicture("", "", "", [new("", [(0, 0)])], [new(double.NaN, "")]), "NaN");
        Refused(() => new ChartPicture("", "", "", [new("", [])]), "no series has a point");
        Refused(() => new BarsPicture("", "", [new("", new Bar(5, 4))]), "the range 5 to 4 runs backwards");
        Refused(() => new BarsPicture("", "", []), "at least one lane");
        Refused(() => new WindowPicture("", new WindowRow("", [new(5, 4, "")])), "runs backwards");
        Refused(() => new WindowPicture("", new WindowRow("", [])), "at least one part");
        Refused(() => new LadderPicture("", "", "", [new(Ms(5), Ms(4), true, "SYN")]), "\"SYN\" arrives before it was sent");
        Refused(() => new LadderPicture("", "", "", []), "nothing was sent");
    }

    [Fact]
    public void Fields_parts_and_states_that_cannot_be_are_refused()
    {
        Refused(() => new HeaderPicture("", [], new HeaderField("a", 0)), "a has 0 bits");
        Refused(() => new HeaderPicture("", []), "at least one field");
        Refused(() => new BytesPicture("", [1, 2], new BytesPart("two", 1, 2)), "two: 2 bytes from offset 1 are not within 2");
        Refused(() => new BytesPicture("", [1, 2], new BytesPart("two", int.MaxValue, int.MaxValue)), "are not within 2");
        Refused(() => new StatesPicture("", [new("A", 0, 0)], [new("A", "B")]), "there is no state B");
        Refused(() => new StatesPicture("", [new("A", 0, 0)], [], ["C"]), "there is no state C");
        Refused(() => new StatesPicture("", [new("A", 0, 0), new("A", 1, 0)], []), "two states are called A");
        Refused(() => new StatesPicture("", [new("A", double.NaN, 0)], []), "beyond the edge");
        Refused(() => new TablePicture(["a", "b"], ["only one"]), "a row has 1 cells");
        Refused(() => new LookupPicture("", "", []), "at least one look-up");
    }

    [Fact]
    public void A_picture_keeps_what_it_was_given_when_the_giver_changes_it()
    {
        byte[] bytes = [1, 2, 3, 4];
        List<BarLane> lanes = [new("one", new Bar(0, 1))];
        HeaderPicture header = new("", bytes, new HeaderField("a", 32));
        BarsPicture bars = new("", "", lanes);
        (string before, string barsBefore) = (header.ToText(), bars.ToText());
        bytes[0] = 99;
        lanes.Clear();
        header.ToText().ShouldBe(before);
        bars.ToText().ShouldBe(barsBefore);
    }

    private static void Refused(Func<Drawing> draw, string why) => Should.Throw<ArgumentException>(draw).Message.ShouldContain(why);
}
