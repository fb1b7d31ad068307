using static Workbook.Tcp.Tests.Wire;

namespace Workbook.Tcp.Tests;

[Exercise("6.8")]
public class ClosedPortTests
{
    [Fact]
    public void A_syn_is_refused_with_a_reset_that_acknowledges_it()
    {
        ClosedPort.TryAnswer(Syn(), out var flags, out var sequence, out var acknowledgment).ShouldBeTrue();
        flags.ShouldBe(TcpFlags.Rst | TcpFlags.Ack);
        sequence.ShouldBe(new SequenceNumber(0));
        acknowledgment.ShouldBe(new SequenceNumber(Irs + 1));
    }

    [Theory]
    [InlineData(TcpFlags.None, "", 7000u)]
    [InlineData(TcpFlags.None, "abc", 7003u)]
    [InlineData(TcpFlags.Fin, "abc", 7004u)]
    [InlineData(TcpFlags.Syn, "abc", 7004u)]
    [InlineData(TcpFlags.Syn | TcpFlags.Fin, "", 7002u)]
    public void The_acknowledgment_counts_text_syn_and_fin(TcpFlags arrived, string text, uint expected)
    {
        ClosedPort.TryAnswer(Segment(arrived, Irs, text: text), out var flags, out _, out var acknowledgment).ShouldBeTrue();
        flags.ShouldBe(TcpFlags.Rst | TcpFlags.Ack);
        acknowledgment.ShouldBe(new SequenceNumber(expected));
    }

    [Theory]
    [InlineData(TcpFlags.Ack)]
    [InlineData(TcpFlags.Ack | TcpFlags.Syn)]
    [InlineData(TcpFlags.Ack | TcpFlags.Fin | TcpFlags.Psh)]
    public void What_acknowledges_is_refused_with_the_number_it_expects_next(TcpFlags arrived)
    {
        ClosedPort.TryAnswer(Segment(arrived, Irs, 4711, text: "abc"), out var flags, out var sequence, out _).ShouldBeTrue();
        flags.ShouldBe(TcpFlags.Rst);
        sequence.ShouldBe(new SequenceNumber(4711));
    }

    [Theory]
    [InlineData(TcpFlags.Rst)]
    [InlineData(TcpFlags.Rst | TcpFlags.Ack)]
    [InlineData(TcpFlags.Rst | TcpFlags.Syn)]
    public void A_reset_is_never_answered(TcpFlags arrived) =>
        ClosedPort.TryAnswer(Segment(arrived, Irs, 4711), out _, out _, out _).ShouldBeFalse();
}
