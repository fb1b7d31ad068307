using Workbook.Basics;

namespace Workbook.Tcp.Close.Tests;

public class ResetsTests
{
    private static readonly Instant Start = Instant.FromSeconds(5);

    [Theory, Exercise("8.7"), Requirement("RFC5961", "3.2")]
    [InlineData(1000, ResetVerdict.Accept)]
    [InlineData(1001, ResetVerdict.Challenge)]
    [InlineData(1499, ResetVerdict.Challenge)]
    public void Only_the_exact_number_resets(uint sequence, ResetVerdict verdict) =>
        Resets.JudgeReset(new SequenceNumber(sequence), new SequenceNumber(1000), 500).ShouldBe(verdict);

    [Theory, Exercise("8.7"), Requirement("RFC5961", "3.2")]
    [InlineData(999, 500)]
    [InlineData(1500, 500)]
    [InlineData(1001, 0)]
    public void A_reset_outside_the_window_is_ignored(uint sequence, uint window) =>
        Resets.JudgeReset(new SequenceNumber(sequence), new SequenceNumber(1000), window).ShouldBe(ResetVerdict.Ignore);

    [Fact, Exercise("8.7"), Requirement("RFC5961", "3.2")]
    public void A_window_that_wraps_around_is_still_a_window() =>
        Resets.JudgeReset(new SequenceNumber(5), new SequenceNumber(uint.MaxValue), 500).ShouldBe(ResetVerdict.Challenge);

    [Fact, Exercise("8.7"), Requirement("RFC9293", "MUST-66")]
    public void A_closed_window_does_not_protect_from_the_exact_number() =>
        Resets.JudgeReset(new SequenceNumber(1000), new SequenceNumber(1000), 0).ShouldBe(ResetVerdict.Accept);

    [Theory, Exercise("8.8")]
    [InlineData(TcpState.Closed)]
    [InlineData(TcpState.Listen)]
    [InlineData(TcpState.SynSent)]
    public void Before_there_is_a_peer_an_abort_tells_nobody(TcpState state) =>
        Resets.AbortSendsReset(state).ShouldBeFalse();

    [Fact, Exercise("8.8")]
    public void After_all_is_said_an_abort_tells_nobody() =>
        Resets.AbortSendsReset(TcpState.TimeWait).ShouldBeFalse();

    [Theory, Exercise("8.8")]
    [InlineData(TcpState.SynReceived)]
    [InlineData(TcpState.Established)]
    [InlineData(TcpState.FinWait1)]
    [InlineData(TcpState.FinWait2)]
    [InlineData(TcpState.CloseWait)]
    public void An_abort_tells_a_peer_that_may_still_be_there(TcpState state) =>
        Resets.AbortSendsReset(state).ShouldBeTrue();

    [Theory, Exercise("8.8")]
    [InlineData(TcpState.Closing)]
    [InlineData(TcpState.LastAck)]
    public void While_our_FIN_may_be_lost_an_abort_tells_the_peer(TcpState state) =>
        Resets.AbortSendsReset(state).ShouldBeTrue();

    [Fact, Exercise("8.9"), Requirement("RFC5961", "7")]
    public void So_many_challenges_in_a_second_and_not_one_more()
    {
        ChallengeAcks limit = Exhausted();
        limit.TryTake(Start).ShouldBeFalse();
        limit.TryTake(Start + TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1)).ShouldBeFalse();
    }

    [Fact, Exercise("8.9"), Requirement("RFC5961", "7")]
    public void After_a_second_there_are_as_many_again()
    {
        ChallengeAcks limit = Exhausted();
        Instant next = Start + TimeSpan.FromSeconds(1);
        for (int i = 0; i < 3; i++)
            limit.TryTake(next).ShouldBeTrue();
        limit.TryTake(next).ShouldBeFalse();
    }

    [Fact, Exercise("8.9")]
    public void Who_goes_on_asking_does_not_prolong_the_second()
    {
        ChallengeAcks limit = Exhausted();
        for (int tenth = 1; tenth < 10; tenth++)
            limit.TryTake(Start + TimeSpan.FromMilliseconds(100 * tenth)).ShouldBeFalse();
        limit.TryTake(Start + TimeSpan.FromSeconds(1)).ShouldBeTrue();
    }

    /// <summary>Three a second, and the three of this second are taken.</summary>
    private static ChallengeAcks Exhausted()
    {
        var limit = new ChallengeAcks(perSecond: 3);
        for (int i = 0; i < 3; i++)
            limit.TryTake(Start).ShouldBeTrue();
        return limit;
    }

    [Fact, Exercise("8.10"), Requirement("RFC9293", "MUST-26")]
    public void The_first_probe_leaves_when_the_idle_time_is_over_and_not_before()
    {
        KeepAlive keepAlive = AskingUpTo(probes: 9);
        keepAlive.Tick(new Instant(Instant.FromSeconds(100).Ticks - 1)).ShouldBe(KeepAliveVerdict.Wait);
        keepAlive.Tick(Instant.FromSeconds(100)).ShouldBe(KeepAliveVerdict.Probe);
    }

    [Fact, Exercise("8.10")]
    public void Further_probes_follow_at_the_interval()
    {
        KeepAlive keepAlive = AskingUpTo(probes: 9);
        keepAlive.Tick(Instant.FromSeconds(100));
        keepAlive.NextDeadline.ShouldBe(Instant.FromSeconds(110));
        keepAlive.Tick(new Instant(Instant.FromSeconds(110).Ticks - 1)).ShouldBe(KeepAliveVerdict.Wait);
        keepAlive.Tick(Instant.FromSeconds(110)).ShouldBe(KeepAliveVerdict.Probe);
        keepAlive.NextDeadline.ShouldBe(Instant.FromSeconds(120));
    }

    [Fact, Exercise("8.10"), Requirement("RFC9293", "MUST-29")]
    public void All_probes_leave_before_the_peer_counts_as_dead()
    {
        KeepAlive keepAlive = AskingUpTo(probes: 2);
        keepAlive.Tick(Instant.FromSeconds(100)).ShouldBe(KeepAliveVerdict.Probe);
        keepAlive.Tick(Instant.FromSeconds(110)).ShouldBe(KeepAliveVerdict.Probe);
    }

    [Fact, Exercise("8.10")]
    public void The_last_probe_gets_an_interval_too_and_then_the_peer_is_given_up()
    {
        KeepAlive keepAlive = AskingUpTo(probes: 2);
        keepAlive.Tick(Instant.FromSeconds(100));
        keepAlive.Tick(Instant.FromSeconds(110));
        keepAlive.Tick(new Instant(Instant.FromSeconds(120).Ticks - 1)).ShouldBe(KeepAliveVerdict.Wait);
        keepAlive.Tick(Instant.FromSeconds(120)).ShouldBe(KeepAliveVerdict.GiveUp);
    }

    /// <summary>After 100 s of silence, and then every 10 s.</summary>
    private static KeepAlive AskingUpTo(int probes) =>
        new(new KeepAliveOptions(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(10), probes), Instant.Zero);

    [Fact, Exercise("8.10"), Requirement("RFC9293", "MUST-26")]
    public void A_word_from_the_peer_starts_it_over()
    {
        var keepAlive = new KeepAlive(new KeepAliveOptions(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(10), 1), Instant.Zero);
        keepAlive.Tick(Instant.FromSeconds(100)).ShouldBe(KeepAliveVerdict.Probe);
        keepAlive.Heard(Instant.FromSeconds(105));
        keepAlive.Tick(Instant.FromSeconds(204)).ShouldBe(KeepAliveVerdict.Wait);
        keepAlive.Tick(Instant.FromSeconds(205)).ShouldBe(KeepAliveVerdict.Probe);
    }

    [Fact]
    [Requirement("RFC9293", "MUST-28")]
    public void Two_hours_pass_before_the_first_probe() => KeepAliveOptions.Default.Idle.ShouldBe(TimeSpan.FromHours(2));
}
