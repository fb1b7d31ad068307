using Workbook.Basics;

namespace Workbook.Tcp.Tests;

public class AckPolicyTests
{
    private static readonly Instant Start = Instant.FromSeconds(10);
    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private readonly AckPolicy _acks = new(Delay, largestSegment: 1000, sack: true);

    [Fact, Exercise("7.7"), Requirement("RFC9293", "SHLD-18")]
    public void One_segment_is_acknowledged_after_the_delay_and_not_before()
    {
        _acks.Deadline.ShouldBe(Instant.Never);
        _acks.InOrder(1000, Start);
        _acks.Deadline.ShouldBe(Start + Delay);
        _acks.IsDue(Start).ShouldBeFalse();
        _acks.IsDue(Start + Delay - Tick).ShouldBeFalse();
        _acks.IsDue(Start + Delay).ShouldBeTrue();
    }

    [Fact, Exercise("7.7"), Requirement("RFC9293", "MUST-40")]
    public void The_delay_counts_from_the_first_segment_that_waits()
    {
        _acks.InOrder(10, Start);
        _acks.InOrder(10, Start + Delay - Tick);
        _acks.IsDue(Start + Delay).ShouldBeTrue();
    }

    [Fact, Exercise("7.7"), Requirement("RFC9293", "SHLD-19"), Requirement("RFC5681", "4.2")]
    public void Every_second_full_sized_segment_is_acknowledged_at_once()
    {
        for (int i = 0; i < 3; i++)
        {
            _acks.InOrder(1000, Start);
            _acks.IsDue(Start).ShouldBeFalse();
            _acks.InOrder(1000, Start);
            _acks.IsDue(Start).ShouldBeTrue();
            _acks.Sent();
        }
    }

    [Fact, Exercise("7.7")]
    public void Small_segments_wait_until_they_make_two_full_ones()
    {
        _acks.InOrder(1000, Start);
        _acks.Sent();
        _acks.InOrder(999, Start);
        _acks.InOrder(999, Start);
        _acks.InOrder(1, Start);
        _acks.IsDue(Start).ShouldBeFalse();
        _acks.InOrder(1, Start);
        _acks.IsDue(Start).ShouldBeTrue();
    }

    [Fact, Exercise("7.7"), Requirement("RFC9293", "SHLD-19")]
    public void Full_sized_is_what_the_path_carries()
    {
        _acks.InOrder(700, Start);
        _acks.IsDue(Start).ShouldBeFalse();
        _acks.InOrder(700, Start);
        _acks.IsDue(Start).ShouldBeTrue();
    }

    [Theory, Exercise("7.7")]
    [InlineData(1999, false)]
    [InlineData(2000, true)]
    public void A_merged_segment_counts_by_its_length(int length, bool due)
    {
        _acks.InOrder(length, Start);
        _acks.IsDue(Start).ShouldBe(due);
    }

    [Fact, Exercise("7.7"), Requirement("RFC9293", "MUST-58"), Requirement("RFC9293", "MUST-59")]
    public void One_ack_answers_a_whole_batch()
    {
        for (int i = 0; i < 100; i++) _acks.InOrder(1000, Start);
        _acks.OutOfOrder();
        _acks.OutOfOrder();
        _acks.IsDue(Start).ShouldBeTrue();
        _acks.Sent();
        _acks.IsDue(Start + TimeSpan.FromDays(1)).ShouldBeFalse();
        _acks.Deadline.ShouldBe(Instant.Never);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    [InlineData(7, 3)]
    public void Without_sack_every_segment_behind_a_gap_is_owed_a_duplicate_up_to_three(int segments, int acks)
    {
        var policy = new AckPolicy(Delay, largestSegment: 1000, sack: false);
        for (int i = 0; i < segments; i++) policy.OutOfOrder();
        for (int i = 0; i < acks; i++)
        {
            policy.IsDue(Start).ShouldBeTrue();
            policy.Sent();
        }
        policy.IsDue(Start).ShouldBeFalse();
    }

    [Theory, Requirement("RFC9293", "MUST-40")]
    [InlineData(499.9999, true)]
    [InlineData(500, false)]
    [InlineData(-1, false)]
    public void A_delay_must_be_less_than_half_a_second(double milliseconds, bool allowed)
    {
        TimeSpan delay = TimeSpan.FromMilliseconds(milliseconds);
        Func<TransferOptions> options = () => new TransferOptions { DelayedAck = delay };
        if (allowed)
            options().DelayedAck.ShouldBe(delay);
        else
            Should.Throw<ArgumentOutOfRangeException>(options);
    }
}
