using Workbook.Basics;

namespace Workbook.Tcp.Close.Tests;

public class ResetsTests
{
    [Theory, Exercise("8.7"), Requirement("RFC5961", "3.2")]
    [InlineData(1000, 500, ResetVerdict.Accept)]
    [InlineData(1001, 500, ResetVerdict.Challenge)]
    [InlineData(1499, 500, ResetVerdict.Challenge)]
    [InlineData(1500, 500, ResetVerdict.Ignore)]
    [InlineData(999, 500, ResetVerdict.Ignore)]
    [InlineData(1001, 0, ResetVerdict.Ignore)]
    public void Only_the_exact_number_resets(uint sequence, uint window, ResetVerdict verdict) =>
        Resets.JudgeReset(new SequenceNumber(sequence), new SequenceNumber(1000), window).ShouldBe(verdict);

    [Fact, Exercise("8.7"), Requirement("RFC9293", "MUST-66")]
    public void A_closed_window_does_not_protect_from_the_exact_number() =>
        Resets.JudgeReset(new SequenceNumber(1000), new SequenceNumber(1000), 0).ShouldBe(ResetVerdict.Accept);

    [Theory, Exercise("8.8")]
    [InlineData(TcpState.Closed, false)]
    [InlineData(TcpState.Listen, false)]
    [InlineData(TcpState.SynSent, false)]
    [InlineData(TcpState.SynReceived, true)]
    [InlineData(TcpState.Established, true)]
    [InlineData(TcpState.FinWait1, true)]
    [InlineData(TcpState.FinWait2, true)]
    [InlineData(TcpState.CloseWait, true)]
    [InlineData(TcpState.Closing, true)]
    [InlineData(TcpState.LastAck, true)]
    [InlineData(TcpState.TimeWait, false)]
    public void An_abort_tells_a_peer_that_may_still_be_there(TcpState state, bool sends) =>
        Resets.AbortSendsReset(state).ShouldBe(sends);

    [Fact, Exercise("8.9"), Requirement("RFC5961", "7")]
    public void So_many_challenges_in_a_second_and_not_one_more()
    {
        var limit = new ChallengeAcks(perSecond: 3);
        Instant start = Instant.FromSeconds(5);
        for (int i = 0; i < 3; i++)
            limit.TryTake(start).ShouldBeTrue();
        limit.TryTake(start).ShouldBeFalse();
        limit.TryTake(start + TimeSpan.FromSeconds(1) - TimeSpan.FromTicks(1)).ShouldBeFalse();
        limit.TryTake(start + TimeSpan.FromSeconds(1)).ShouldBeTrue();
    }

    [Fact, Exercise("8.10"), Requirement("RFC9293", "MUST-29")]
    public void A_silent_peer_is_probed_at_intervals_and_given_up_after_the_last()
    {
        var options = new KeepAliveOptions(TimeSpan.FromSeconds(100), TimeSpan.FromSeconds(10), 2);
        Instant start = Instant.FromSeconds(1);
        var keepAlive = new KeepAlive(options, start);
        keepAlive.Tick(start + TimeSpan.FromSeconds(100) - TimeSpan.FromTicks(1)).ShouldBe(KeepAliveVerdict.Wait);
        keepAlive.Tick(start + TimeSpan.FromSeconds(100)).ShouldBe(KeepAliveVerdict.Probe);
        keepAlive.NextDeadline.ShouldBe(start + TimeSpan.FromSeconds(110));
        keepAlive.Tick(start + TimeSpan.FromSeconds(110)).ShouldBe(KeepAliveVerdict.Probe);
        keepAlive.Tick(start + TimeSpan.FromSeconds(120)).ShouldBe(KeepAliveVerdict.GiveUp);
    }

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
