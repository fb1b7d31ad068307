namespace Workbook.Tcp.Tests.Sending;

public class LossRecoveryTests
{
    private const int Mss = 1000;

    private static SequenceNumber N(uint value) => new(value);

    // Ten segments, 1000 to 11000, are in flight.
    private static LossRecovery Make(bool sack = false) => new(N(999), sack);

    private static bool Duplicate(LossRecovery recovery, uint unacknowledged = 1000, uint next = 11_000, bool lossSeen = false) =>
        recovery.OnDuplicate(N(unacknowledged), N(next), Mss, lossSeen);

    private static LossRecovery Entered(bool sack = false)
    {
        LossRecovery recovery = Make(sack);
        Duplicate(recovery).ShouldBeFalse();
        Duplicate(recovery).ShouldBeFalse();
        Duplicate(recovery).ShouldBeTrue();
        return recovery;
    }

    [Fact, Exercise("7.16"), Requirement("RFC5681", "3.2")]
    public void The_third_duplicate_starts_fast_recovery_with_the_first_segment()
    {
        LossRecovery recovery = Entered();
        recovery.Phase.ShouldBe(RecoveryPhase.FastRecovery);
        (recovery.Recover, recovery.Retransmitted, recovery.LostBelow).ShouldBe((N(11_000), N(1000), N(2000)));
        recovery.Urgent.ShouldBeTrue();
        recovery.Inflation.ShouldBe(3 * Mss);
    }

    [Fact, Exercise("7.16"), Requirement("RFC3042", "2")]
    public void The_first_two_duplicates_let_a_new_segment_go_each()
    {
        LossRecovery recovery = Make();
        Duplicate(recovery);
        recovery.Inflation.ShouldBe(Mss);
        Duplicate(recovery);
        recovery.Inflation.ShouldBe(2 * Mss);
        (recovery.Phase, recovery.Urgent).ShouldBe((RecoveryPhase.Open, false));
    }

    [Fact, Exercise("7.16"), Requirement("RFC5681", "3.2")]
    public void Further_duplicates_inflate_by_a_segment_each()
    {
        LossRecovery recovery = Entered();
        Duplicate(recovery).ShouldBeFalse();
        Duplicate(recovery).ShouldBeFalse();
        recovery.Inflation.ShouldBe(5 * Mss);
    }

    [Fact, Exercise("7.16")]
    public void Only_duplicates_in_a_row_count()
    {
        LossRecovery recovery = Make();
        Duplicate(recovery);
        Duplicate(recovery);
        recovery.OnAdvance(N(2000), Mss, Mss);
        (recovery.DuplicateAcks, recovery.Inflation).ShouldBe((0, 0));
        Duplicate(recovery, 2000).ShouldBeFalse();
        Duplicate(recovery, 2000).ShouldBeFalse();
        Duplicate(recovery, 2000).ShouldBeTrue();
    }

    [Theory, Exercise("7.16"), Exercise("7.20"), Requirement("RFC6582", "3.2 step 2")]
    [InlineData(11_000, false)]
    [InlineData(11_001, true)]
    public void Duplicates_for_what_a_timeout_sent_again_start_nothing(uint unacknowledged, bool expected)
    {
        LossRecovery recovery = Make();
        recovery.LoseAll(N(1000), N(11_000));
        for (int i = 0; i < 3; i++)
            Duplicate(recovery).ShouldBeFalse();
        recovery.OnAdvance(N(unacknowledged), 10_000, Mss);
        recovery.Phase.ShouldBe(RecoveryPhase.Open);
        Duplicate(recovery, unacknowledged, 20_000);
        Duplicate(recovery, unacknowledged, 20_000);
        Duplicate(recovery, unacknowledged, 20_000).ShouldBe(expected);
    }

    [Fact, Exercise("7.16"), Requirement("RFC6675", "5")]
    public void With_sack_a_loss_that_is_seen_needs_no_third_duplicate_and_no_inflation()
    {
        LossRecovery recovery = Make(sack: true);
        Duplicate(recovery).ShouldBeFalse();
        recovery.Inflation.ShouldBe(0);
        Duplicate(recovery, lossSeen: true).ShouldBeTrue();
        recovery.Inflation.ShouldBe(0);
        Duplicate(recovery, lossSeen: true).ShouldBeFalse();
        recovery.Inflation.ShouldBe(0);
        recovery.Urgent.ShouldBeTrue();
    }

    [Fact, Exercise("7.16")]
    public void With_sack_three_duplicates_are_enough_as_well() => Entered(sack: true).Phase.ShouldBe(RecoveryPhase.FastRecovery);

    [Fact, Exercise("7.16")]
    public void What_is_taken_for_lost_ends_with_what_was_sent()
    {
        LossRecovery recovery = Make();
        for (int i = 0; i < 3; i++)
            Duplicate(recovery, next: 1300);
        recovery.LostBelow.ShouldBe(N(1300));
    }

    [Fact, Exercise("7.16"), Exercise("7.20"), Requirement("RFC6582", "3.2 step 5")]
    public void A_partial_acknowledgement_sends_the_next_segment_and_deflates()
    {
        LossRecovery recovery = Entered();
        recovery.Resent(N(2000));
        recovery.Urgent.ShouldBeFalse();
        Duplicate(recovery);
        Duplicate(recovery);
        recovery.OnAdvance(N(4000), 3000, Mss);
        recovery.Phase.ShouldBe(RecoveryPhase.FastRecovery);
        (recovery.Retransmitted, recovery.LostBelow, recovery.Urgent).ShouldBe((N(4000), N(5000), true));
        recovery.Inflation.ShouldBe(5 * Mss - 3 * Mss + Mss);
        recovery.OnAdvance(N(4500), 500, Mss);
        recovery.Inflation.ShouldBe(2500);
        recovery.OnAdvance(N(10_500), 6000, Mss);
        recovery.Inflation.ShouldBe(0);
        recovery.LostBelow.ShouldBe(N(11_000));
    }

    [Theory, Exercise("7.16"), Exercise("7.20"), Requirement("RFC6582", "3.2 step 5")]
    [InlineData(10_999, RecoveryPhase.FastRecovery)]
    [InlineData(11_000, RecoveryPhase.Open)]
    [InlineData(12_000, RecoveryPhase.Open)]
    public void Recovery_ends_when_all_that_was_in_flight_is_acknowledged(uint unacknowledged, RecoveryPhase expected)
    {
        LossRecovery recovery = Entered();
        recovery.OnAdvance(N(unacknowledged), (int)unacknowledged - 1000, Mss);
        recovery.Phase.ShouldBe(expected);
        if (expected == RecoveryPhase.Open)
            (recovery.Inflation, recovery.Urgent, recovery.LostBelow).ShouldBe((0, false, N(unacknowledged)));
    }

    [Fact, Exercise("7.20")]
    public void After_a_timeout_a_partial_acknowledgement_changes_nothing_about_what_is_lost()
    {
        LossRecovery recovery = Make();
        recovery.LoseAll(N(1000), N(11_000));
        recovery.Resent(N(3000));
        recovery.OnAdvance(N(2000), Mss, Mss);
        recovery.Phase.ShouldBe(RecoveryPhase.AfterTimeout);
        (recovery.Retransmitted, recovery.LostBelow, recovery.Urgent).ShouldBe((N(3000), N(11_000), false));
        recovery.OnAdvance(N(11_000), 9000, Mss);
        recovery.Phase.ShouldBe(RecoveryPhase.Open);
    }

    [Fact, Exercise("7.16"), Exercise("7.20"), Requirement("RFC6675", "5")]
    public void With_sack_a_partial_acknowledgement_leaves_it_to_the_scoreboard()
    {
        LossRecovery recovery = Entered(sack: true);
        recovery.Resent(N(2000));
        recovery.OnAdvance(N(4000), 3000, Mss);
        recovery.Phase.ShouldBe(RecoveryPhase.FastRecovery);
        (recovery.LostBelow, recovery.Urgent, recovery.Inflation).ShouldBe((N(4000), false, 0));
    }

    [Fact, Exercise("7.16")]
    public void Three_gigabytes_later_losses_are_still_noticed()
    {
        LossRecovery recovery = Make();
        uint at = 1000;
        for (int i = 0; i < 30; i++)
        {
            at += 100_000_000;
            recovery.OnAdvance(N(at), 100_000_000, Mss);
        }
        Duplicate(recovery, at, at + 10_000);
        Duplicate(recovery, at, at + 10_000);
        Duplicate(recovery, at, at + 10_000).ShouldBeTrue();
    }
}
