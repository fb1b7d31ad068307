using Workbook.Basics;
using Workbook.Tcp;

namespace Workbook.Tcp.Close.Tests;

public class TimeWaitTests
{
    private static readonly Instant Start = Instant.FromSeconds(1000);
    private static readonly TimeSpan TwiceMsl = TimeSpan.FromSeconds(60);
    private readonly TimeWait _plain = new(new SequenceNumber(500), timestamps: false, 0, TwiceMsl, Start);
    private readonly TimeWait _stamped = new(new SequenceNumber(500), timestamps: true, 7000, TwiceMsl, Start);

    private static TcpSegment Segment(TcpFlags flags, uint sequence, uint? timestamp = null, int payload = 0) => new(
        new TcpHeader(1, 2, new SequenceNumber(sequence), new SequenceNumber(1), 20, flags, 1000, 0, 0),
        timestamp is { } value ? TcpOptions.None with { HasTimestamps = true, TimestampValue = value } : TcpOptions.None,
        new byte[payload]);

    [Fact]
    [Requirement("RFC9293", "MUST-13")]
    public void It_lasts_two_MSL() => _plain.Ends.ShouldBe(Start + TwiceMsl);

    [Fact, Exercise("8.5")]
    public void A_repeated_FIN_is_acknowledged_and_starts_the_wait_again()
    {
        _plain.Receive(Segment(TcpFlags.Fin | TcpFlags.Ack, 499), Start + TimeSpan.FromSeconds(20)).ShouldBeTrue();
        _plain.Ends.ShouldBe(Start + TimeSpan.FromSeconds(80));
    }

    [Fact, Exercise("8.5")]
    public void Old_data_is_acknowledged_too() =>
        _plain.Receive(Segment(TcpFlags.Ack, 400, payload: 10), Start + TimeSpan.FromSeconds(20)).ShouldBeTrue();

    [Fact, Exercise("8.5")]
    public void Old_data_does_not_prolong_the_wait()
    {
        _plain.Receive(Segment(TcpFlags.Ack, 400, payload: 10), Start + TimeSpan.FromSeconds(20));
        _plain.Ends.ShouldBe(Start + TwiceMsl);
    }

    [Fact, Exercise("8.5")]
    public void An_empty_segment_is_not_answered() =>
        _plain.Receive(Segment(TcpFlags.Ack, 500), Start).ShouldBeFalse();

    [Fact, Exercise("8.5"), Requirement("RFC1337", "3")]
    public void A_RST_does_not_assassinate_the_wait()
    {
        _plain.Receive(Segment(TcpFlags.Rst, 500), Start + TimeSpan.FromSeconds(1)).ShouldBeFalse();
        _plain.Ends.ShouldBe(Start + TwiceMsl);
    }

    [Theory, Exercise("8.5")]
    [InlineData(TcpFlags.Rst, 10)]
    [InlineData(TcpFlags.Rst | TcpFlags.Fin, 0)]
    public void A_RST_is_never_answered_whatever_else_is_in_it(TcpFlags flags, int payload)
    {
        _plain.Receive(Segment(flags, 500, payload: payload), Start + TimeSpan.FromSeconds(1)).ShouldBeFalse();
        _plain.Ends.ShouldBe(Start + TwiceMsl);
    }

    [Theory, Exercise("8.6"), Requirement("RFC9293", "MAY-2")]
    [InlineData(501, true)]
    [InlineData(500, false)]
    [InlineData(499, false)]
    public void A_SYN_above_the_last_number_may_reopen(uint sequence, bool may) =>
        _plain.MayReopen(Segment(TcpFlags.Syn, sequence)).ShouldBe(may);

    [Fact, Exercise("8.6"), Requirement("RFC9293", "SHLD-4"), Requirement("RFC6191", "2")]
    public void A_later_timestamp_reopens_whatever_the_number() =>
        _stamped.MayReopen(Segment(TcpFlags.Syn, 1, 7001)).ShouldBeTrue();

    [Fact, Exercise("8.6"), Requirement("RFC6191", "2")]
    public void An_earlier_timestamp_refuses_even_a_higher_number() =>
        _stamped.MayReopen(Segment(TcpFlags.Syn, 1000, 6999)).ShouldBeFalse();

    [Theory, Exercise("8.6"), Requirement("RFC6191", "2")]
    [InlineData(501, true)]
    [InlineData(499, false)]
    public void With_the_same_timestamp_the_number_decides(uint sequence, bool may) =>
        _stamped.MayReopen(Segment(TcpFlags.Syn, sequence, 7000)).ShouldBe(may);

    [Theory, Exercise("8.6"), Requirement("RFC6191", "2")]
    [InlineData(501, true)]
    [InlineData(499, false)]
    public void Without_a_timestamp_in_the_SYN_the_number_decides(uint sequence, bool may) =>
        _stamped.MayReopen(Segment(TcpFlags.Syn, sequence)).ShouldBe(may);

    [Fact, Exercise("8.6")]
    public void Later_and_higher_hold_across_the_wrap()
    {
        var wait = new TimeWait(new SequenceNumber(uint.MaxValue), timestamps: true, uint.MaxValue, TwiceMsl, Start);
        wait.MayReopen(Segment(TcpFlags.Syn, 10)).ShouldBeTrue();
        wait.MayReopen(Segment(TcpFlags.Syn, 10, timestamp: 10)).ShouldBeTrue();
    }

    [Theory, Exercise("8.6")]
    [InlineData(TcpFlags.Ack)]
    [InlineData(TcpFlags.Syn | TcpFlags.Ack)]
    [InlineData(TcpFlags.Syn | TcpFlags.Rst)]
    public void Only_a_bare_SYN_reopens(TcpFlags flags) => _plain.MayReopen(Segment(flags, 501)).ShouldBeFalse();
}
