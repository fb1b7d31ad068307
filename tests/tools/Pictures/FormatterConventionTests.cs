using System.Reflection;
using Workbook.Pictures;

namespace Workbook.Tools.Tests.Pictures;

public sealed class FormatterConventionTests
{
    [Fact]
    public void An_engine_finds_the_formatters_by_the_name_of_an_attribute()
    {
        Drawing picture = PictureSamples.Chart();
        object attribute = Attribute.GetCustomAttributes(picture.GetType(), inherit: true)
            .Single(candidate => candidate.GetType().Name == "TypeFormatterSourceAttribute");
        Type source = (Type)attribute.GetType().GetProperty("FormatterSourceType")!.GetValue(attribute)!;
        object formatters = source.GetMethod("CreateTypeFormatters")!.Invoke(Activator.CreateInstance(source, nonPublic: true), null)!;

        Dictionary<string, string> shown = [];
        foreach (object formatter in (IEnumerable<object>)formatters)
        {
            string mime = (string)formatter.GetType().GetProperty("MimeType")!.GetValue(formatter)!;
            StringWriter writer = new();
            Format(formatter, picture, writer).ShouldBeTrue();
            Format(formatter, "a text", TextWriter.Null).ShouldBeFalse();
            shown[mime] = writer.ToString();
        }

        shown.ShouldBe(new Dictionary<string, string> { ["text/html"] = picture.ToHtml(), ["text/plain"] = picture.ToText() });
        ((string[])attribute.GetType().GetProperty("PreferredMimeTypes")!.GetValue(attribute)!).ShouldBe(["text/html", "text/plain"]);
    }

    private static bool Format(object formatter, object value, TextWriter writer) =>
        (bool)formatter.GetType().GetMethod("Format", BindingFlags.Public | BindingFlags.Instance)!.Invoke(formatter, [value, writer])!;
}
