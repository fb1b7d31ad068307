using Workbook.Cli.Terminal;

namespace Workbook.Tools.Tests.Wb;

public sealed class ProseTests
{
    [Fact]
    public void A_line_is_folded_at_a_word_and_goes_on_further_in() =>
        Prose.Fold("  ok    one two three four", 16).ShouldBe(["  ok    one two", "      three four"]);

    [Fact]
    public void A_line_that_fits_keeps_its_blanks() => Prose.Fold("  a   b", 7).ShouldBe(["  a   b"]);

    [Fact]
    public void Code_without_blanks_is_broken_at_a_bracket() =>
        Prose.Fold("(await Some.Call(Another.Call(third)))", 25).ShouldBe(["(await", "    Some.Call(", "    Another.Call(third)))"]);

    [Fact]
    public void A_word_that_is_too_long_is_not_broken() =>
        Prose.Fold("see chapters/06-tcp-handshake/Handshake.cs", 20).ShouldBe(["see chapters/06-tcp-handshake/Handshake.cs"]);

    [Theory]
    [InlineData("count, and drop the rest", 24, "count, and drop the rest")]
    [InlineData("count, and drop the rest", 23, "count, and drop the ...")]
    [InlineData("count, and drop the rest", 13, "count ...")]
    public void A_clipped_text_ends_at_a_word(string text, int width, string clipped) => Prose.Clip(text, width).ShouldBe(clipped);
}
