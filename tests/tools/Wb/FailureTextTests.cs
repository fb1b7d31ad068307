using Workbook.Cli.Learning;

namespace Workbook.Tools.Tests.Wb;

/// <summary>What a test says when it fails, as a terminal of 80 columns shows it.</summary>
public sealed class FailureTextTests
{
    private const int Width = 76;

    [Fact]
    public void Two_short_values_stand_one_below_the_other() =>
        Text(() => (2 + 1).ShouldBe(4))[1..].ShouldBe(["  should be  4", "  but was    3"]);

    [Theory]
    [InlineData("public void It_addsSum(1, 2)")]
    [InlineData("public void It_adds(int a) => Sum(1, 2)")]
    public void A_test_of_one_line_shows_its_expression_alone(string glued) =>
        FailureText.Lines($"{glued}\n    should be\n3\n    but was\n4", Width, "It_adds").First().ShouldBe("Sum(1, 2)");

    [Fact]
    public void A_long_label_has_its_value_beside_it() =>
        Text(() => 3.ShouldBeGreaterThan(4))[1..].ShouldBe(["  should be greater than  4", "  but was                 3"]);

    [Fact]
    public void Of_a_long_row_of_bytes_the_place_that_differs_is_shown()
    {
        byte[] expected = [.. Enumerable.Range(0, 60).Select(i => (byte)i)], actual = [.. expected];
        actual[40] = 99;
        string[] text = Text(() => actual.ShouldBe(expected));
        text.Length.ShouldBe(5);
        text[1].ShouldContain(" 39 40 41 ");
        text[2].ShouldContain(" 39 99 41 ");
        text[3].IndexOf('^').ShouldBe(text[2].IndexOf("99") + 1);
        text[4].Trim().ShouldBe("item 40, counted from 0, is the first that differs; 1 of 60 differ.");
    }

    [Fact]
    public void A_row_that_is_all_different_takes_no_more_lines()
    {
        byte[] expected = new byte[46], actual = [.. Enumerable.Repeat((byte)238, 46)];
        string[] text = Text(() => actual.ShouldBe(expected));
        text.Length.ShouldBe(5);
        text.ShouldAllBe(line => line.Length <= Width);
    }

    [Fact]
    public void Rows_of_different_lengths_tell_both_lengths() =>
        string.Join(' ', Text(() => new[] { 1, 2 }.ShouldBe([1, 2, 3]))[4..].Select(line => line.Trim())).ShouldBe("item 2, counted from 0, is the first that differs; there should be 3, and there are 2.");

    [Fact]
    public void Numbers_stand_without_the_letter_of_their_type() =>
        Text(() => new[] { 1.0, 2.5 }.ShouldBe([1.0, 3.5]))[1..3].ShouldBe(["  should be    1 3.5", "  but was      1 2.5"]);

    [Fact]
    public void Fields_of_a_record_are_compared_one_by_one()
    {
        string[] text = Text(() => new Point(1, 2).ShouldBe(new Point(1, 3)));
        text[1..].ShouldBe(["     should be  but was", "  X  1          1", "  Y  3          2        <-- differs"]);
    }

    [Fact]
    public void Fields_inside_of_lists_have_a_place() =>
        Text(() => new[] { new Point(1, 2) }.ShouldBe([new Point(1, 3)])).ShouldContain(line => line.Contains("[0].Y") && line.Contains("<-- differs"));

    [Fact]
    public void A_long_text_is_shown_where_it_differs_without_a_table_of_characters()
    {
        string expected = new('a', 200), actual = expected[..150] + "b" + expected[151..];
        string[] text = Text(() => actual.ShouldBe(expected));
        text.Length.ShouldBe(5);
        text[2].ShouldContain("ab");
        text[4].ShouldContain("character 150, counted from 0, is the first that differs");
    }

    [Fact]
    public void The_reason_that_a_test_gives_is_a_paragraph_of_its_own() =>
        Text(() => 3.ShouldBe(4, "three is not four"))[^2..].ShouldBe(["", "three is not four"]);

    [Fact]
    public void Other_messages_stay_as_they_are_but_for_lines_that_are_too_long()
    {
        string message = "line 2\n\n    1.0s  ok    " + string.Join(' ', Enumerable.Repeat("word", 30));
        string[] lines = [.. FailureText.Lines(message, Width)];
        lines[0].ShouldBe("line 2");
        lines[2].ShouldStartWith("    1.0s  ok    word word");
        lines[3].ShouldStartWith("        word");
        lines.ShouldAllBe(line => line.Length <= Width);
    }

    private static string[] Text(Action assertion) =>
        [.. FailureText.Lines(Should.Throw<ShouldAssertException>(assertion).Message, Width)];

    private sealed record Point(int X, int Y);
}
