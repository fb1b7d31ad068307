using Workbook.Playground;

namespace Workbook.Tools.Tests.Playground;

public sealed class FrameQuizTests
{
    private static readonly byte[] Frame = Forge.Segment(new(new(0x0A000001), 40000), new(new(0x0A000002), 80), default, 1);

    [Fact]
    public void What_is_not_answered_is_the_readers_turn()
    {
        FrameQuiz quiz = new(Frame) { { "IPv4 source", null, null } };
        quiz.IsSolved.ShouldBeFalse();
        quiz.ToText().ShouldContain("your turn");
        quiz.ToText().ShouldEndWith("1 to go.");
    }

    [Theory]
    [InlineData("Ethernet EtherType", 12, 0x0800)]
    [InlineData("Ethernet EtherType", 12, "0x0800")]
    [InlineData("IPv4 source", 26, "10.0.0.1")]
    [InlineData("TCP source port", 34, 40000)]
    [InlineData("Ethernet destination", 0, "00:00:00:00:00:00")]
    public void A_right_answer_may_be_a_number_or_a_text(string field, int offset, object value) =>
        new FrameQuiz(Frame) { { field, offset, value } }.IsSolved.ShouldBeTrue();

    [Theory]
    [InlineData(12, 0x0008, "backwards")]
    [InlineData(12, 0x0806, "the bytes are 08 00")]
    [InlineData(12, "IPv4", "IPv4 is no number")]
    [InlineData(12, null, "and what does it say?")]
    [InlineData(null, 0x0800, "where?")]
    [InlineData(6, 0x0800, "at 6 begins Ethernet source")]
    [InlineData(13, 0x0800, "you are in it already")]
    [InlineData(-1, 0x0800, "the offsets 0 to 53")]
    public void A_wrong_answer_is_told_what_is_wrong_with_it(int? offset, object? value, string judgement)
    {
        FrameQuiz quiz = new(Frame) { { "Ethernet EtherType", offset, value } };
        quiz.IsSolved.ShouldBeFalse();
        quiz.ToText().ShouldContain(judgement);
        quiz.ToHtml().ShouldContain(judgement);
    }

    [Fact]
    public void A_field_that_is_not_there_is_refused_with_those_that_are() =>
        Should.Throw<ArgumentException>(() => new FrameQuiz(Frame) { { "UDP length", 0, 0 } }).Message.ShouldContain("TCP source port");
}
