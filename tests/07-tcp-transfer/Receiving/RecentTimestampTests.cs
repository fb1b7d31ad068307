using Workbook.Basics;

namespace Workbook.Tcp.Tests;

public class RecentTimestampTests
{
    private static readonly Instant Start = Instant.FromSeconds(10);
    private static readonly TimeSpan Idle = TimeSpan.FromDays(24);

    private static bool Allows(RecentTimestamp recent, uint timestamp, Instant now) =>
        recent.Allows(Arriving.Segment(0, [1], options: Arriving.Timestamp(timestamp)), now);

    private static void Update(RecentTimestamp recent, int offset, uint timestamp, Instant now, int lastAck = 0) =>
        recent.Update(Arriving.Segment(offset, [1], options: Arriving.Timestamp(timestamp)), Arriving.At(lastAck), now);

    [Theory, Exercise("7.10"), Requirement("RFC7323", "5.3")]
    [InlineData(1000u, 1000u, true)]
    [InlineData(1000u, 999u, false)]
    [InlineData(1000u, 1001u, true)]
    [InlineData(uint.MaxValue, 0u, true)]       // the clock has wrapped around
    [InlineData(0u, uint.MaxValue, false)]
    [InlineData(0u, 0x7fffffffu, true)]
    [InlineData(0u, 0x80000000u, false)]
    public void A_timestamp_older_than_the_last_is_refused(uint recent, uint timestamp, bool allowed) =>
        Allows(new RecentTimestamp(recent), timestamp, Start).ShouldBe(allowed);

    [Fact, Exercise("7.10"), Requirement("RFC7323", "3.2"), Requirement("RFC7323", "5.2")]
    public void A_segment_without_a_timestamp_is_refused_but_a_reset_is_not()
    {
        var recent = new RecentTimestamp(1000);
        recent.Allows(Arriving.Segment(0, [1]), Start).ShouldBeFalse();
        recent.Allows(Arriving.Segment(0, [], TcpFlags.Rst), Start).ShouldBeTrue();
        recent.Allows(Arriving.Segment(0, [], TcpFlags.Rst, Arriving.Timestamp(1)), Start).ShouldBeTrue();
    }

    [Fact, Exercise("7.10"), Requirement("RFC7323", "5.5")]
    public void After_24_days_of_silence_the_last_timestamp_counts_no_more()
    {
        var recent = new RecentTimestamp(1000);
        Update(recent, 0, 1001, Start);
        Allows(recent, 5, Start + Idle).ShouldBeFalse();
        Allows(recent, 5, Start + Idle + TimeSpan.FromTicks(1)).ShouldBeTrue();
        Update(recent, 0, 5, Start + Idle + TimeSpan.FromTicks(1));
        recent.Value.ShouldBe(5u);
    }

    [Fact, Exercise("7.10"), Requirement("RFC7323", "4.3")]
    public void The_timestamp_of_a_segment_that_begins_no_later_than_the_last_ack_is_echoed()
    {
        var recent = new RecentTimestamp(1000);
        Update(recent, offset: 0, 1001, Start, lastAck: 0);
        recent.Value.ShouldBe(1001u);
        Update(recent, offset: 1, 1002, Start, lastAck: 0);     // the second while an ACK is delayed, or behind a gap
        recent.Value.ShouldBe(1001u);
        Update(recent, offset: -5, 1003, Start, lastAck: 0);    // a retransmission that begins with old bytes
        recent.Value.ShouldBe(1003u);
    }

    [Fact, Exercise("7.10"), Requirement("RFC7323", "4.3")]
    public void An_older_timestamp_is_not_taken_over()
    {
        var recent = new RecentTimestamp(1000);
        Update(recent, 0, 999, Start);
        recent.Value.ShouldBe(1000u);
    }

    [Fact]
    public void A_segment_without_a_timestamp_leaves_the_last_one()
    {
        var recent = new RecentTimestamp(1000);
        recent.Update(Arriving.Segment(0, [1]), Arriving.At(0), Start);
        recent.Value.ShouldBe(1000u);
    }
}
