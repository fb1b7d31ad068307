using Workbook.Loop;

namespace Workbook.Tools.Tests.Loop;

public class LineDiffTests
{
    [Theory]
    [InlineData("a b c", "a b c", "=a =b =c")]
    [InlineData("a b c", "a c", "=a -b =c")]
    [InlineData("a c", "a b c", "=a +b =c")]
    [InlineData("a x c", "a y c", "=a -x +y =c")]
    [InlineData("", "a", "+a")]
    [InlineData("a", "", "-a")]
    public void Common_lines_are_found(string left, string right, string expected) =>
        string.Join(' ', LineDiff.Compare(Lines(left), Lines(right)).Select(line => Sign(line.Change) + line.Line)).ShouldBe(expected);

    [Fact]
    public void Indentation_does_not_count() => LineDiff.Compare(["  a"], ["a"]).ShouldBe([(Change.Same, "  a")]);

    private static string[] Lines(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static char Sign(Change change) => change switch { Change.Same => '=', Change.OnlyLeft => '-', _ => '+' };
}
