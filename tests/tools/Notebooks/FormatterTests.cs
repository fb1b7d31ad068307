using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class FormatterTests
{
    [Theory]
    [InlineData(null, "null")]
    [InlineData("a\nb", "a\nb")]
    [InlineData(1.5, "1.5")]
    [InlineData(true, "True")]
    [InlineData('x', "x")]
    [InlineData(DayOfWeek.Friday, "Friday")]
    [InlineData(new byte[] { 0x45, 0, 0xff }, "45 00 ff")]
    [InlineData(new[] { 1, 2, 3 }, "[1, 2, 3]")]
    [InlineData(new string[0], "[]")]
    public void Simple_values_are_plain_text(object? value, string expected)
    {
        MimeBundle data = Formatter.Format(value);
        data.Text.ShouldBe(expected);
        data.Parts.Keys.ShouldBe([MimeBundle.Plain]);
    }

    [Fact]
    public void Many_bytes_are_a_dump_with_offsets()
    {
        string text = Formatter.Format(Enumerable.Range(0, 20).Select(i => (byte)i).ToArray()).Text;
        text.ShouldBe("0000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f\n0010  10 11 12 13");
        Formatter.Format(new ReadOnlyMemory<byte>([1, 2])).Text.ShouldBe("01 02");
    }

    [Fact]
    public void Records_in_a_row_are_a_table_with_numbers_to_the_right()
    {
        MimeBundle data = Formatter.Format(new[] { new Reading("a<b", 5, null), new Reading("second", 12345, 0.5) });
        data.Text.ShouldBe(
            """
            Name    Count  Ratio
            ------  -----  -----
            a<b         5   null
            second  12345    0.5
            """);
        data.Parts[MimeBundle.Html].ShouldBe(
            "<table><thead><tr><th>Name</th><th>Count</th><th>Ratio</th></tr></thead><tbody>"
            + "<tr><td>a&lt;b</td><td>5</td><td>null</td></tr><tr><td>second</td><td>12345</td><td>0.5</td></tr></tbody></table>");
    }

    [Fact]
    public void Tuples_anonymous_objects_and_pairs_are_rows_too()
    {
        Formatter.Format(new[] { (1, "x") }).Text.ShouldStartWith("Item1  Item2");
        Formatter.Format(new[] { new { Left = 1, Right = 2 } }).Text.ShouldStartWith("Left  Right");
        Formatter.Format(new Dictionary<string, int> { ["a"] = 1 }).Text.ShouldStartWith("Key  Value");
    }

    [Fact]
    public void A_type_with_its_own_ToString_speaks_for_itself()
    {
        MimeBundle data = Formatter.Format(new[] { new Named("x") });
        data.Text.ShouldBe("[<x>]");
        data.Parts.Keys.ShouldBe([MimeBundle.Plain]);
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void A_table_is_bounded(int rows, bool isCut)
    {
        string text = Formatter.Format(Enumerable.Range(0, rows).Select(i => new { i }).ToList()).Text;
        text.EndsWith("... 1 more").ShouldBe(isCut);
        text.Split('\n').Length.ShouldBe(isCut ? 103 : 102);
    }

    [Fact]
    public void An_endless_sequence_is_cut() => Formatter.Format(Forever()).Text.ShouldEndWith("7, ... and more]");

    [Fact]
    public void A_formatter_is_found_by_its_attributes_name_on_the_type_a_base_or_an_interface()
    {
        foreach (object value in (object[])[new Shape(), new Square(), new Round()])
        {
            MimeBundle data = Formatter.Format(value);
            data.Parts[MimeBundle.Html].ShouldBe($"<b>{value.GetType().Name}</b>");
            data.Text.ShouldBe(value.GetType().Name);
        }
    }

    [Fact]
    public void A_formatter_that_declines_leaves_the_value_to_us() => Formatter.Format(new Shy()).Parts.ShouldBe(new Dictionary<string, string> { [MimeBundle.Plain] = "shy" });

    private static IEnumerable<int> Forever()
    {
        while (true)
            yield return 7;
    }

    private sealed record Reading(string Name, int Count, double? Ratio);

    private sealed record Named(string Name)
    {
        public override string ToString() => $"<{Name}>";
    }

    [AttributeUsage(AttributeTargets.All)]
    private sealed class TypeFormatterSourceAttribute(Type type) : Attribute
    {
        public Type FormatterSourceType { get; } = type;
    }

    [TypeFormatterSource(typeof(Source))]
    private class Shape;

    private sealed class Square : Shape;

    [TypeFormatterSource(typeof(Source))]
    private interface IRound;

    private sealed class Round : IRound;

    [TypeFormatterSource(typeof(Source))]
    private sealed class Shy
    {
        public override string ToString() => "shy";
    }

    private sealed class Source
    {
        public IEnumerable<object> CreateTypeFormatters() => [new TypeName(MimeBundle.Html, "<b>{0}</b>"), new TypeName(MimeBundle.Plain, "{0}")];
    }

    private sealed class TypeName(string mimeType, string format)
    {
        public string MimeType { get; } = mimeType;

        public bool Format(object instance, TextWriter writer)
        {
            if (instance is Shy)
                return false;
            writer.Write(format, instance.GetType().Name);
            return true;
        }
    }
}
