using Workbook.Basics;
using static Workbook.Tcp.Tests.Wire;

namespace Workbook.Tcp.Tests;

[Exercise("6.9")]
public class SynRetransmissionTests
{
    [Fact, Requirement("RFC9293", "MUST-22")]
    public void The_syn_is_sent_again_after_one_second_and_not_a_tick_sooner()
    {
        var client = Connecting(Offer);
        client.NextDeadline.ShouldBe(After(1));
        client.Tick(After(1) - Tick);
        TryTake(client, After(1) - Tick, out _).ShouldBeFalse();
        client.Tick(After(1));
        TcpSegment again = Take(client, After(1));
        again.Header.Flags.ShouldBe(TcpFlags.Syn);
        again.Sequence.ShouldBe(new SequenceNumber(Iss));
        again.Options.TimestampValue.ShouldBe(1_006_000u);
        TryTake(client, After(1), out _).ShouldBeFalse();
    }

    [Fact, Requirement("RFC9293", "MUST-19"), Requirement("RFC9293", "MUST-22")]
    public void Six_retransmissions_follow_at_intervals_that_double() =>
        TimesOfSyns(Connecting(Offer)).ShouldBe([1, 3, 7, 15, 31, 63]);

    [Fact, Requirement("RFC9293", "MUST-23"), Requirement("RFC9293", "MUST-20")]
    public void It_gives_up_after_three_minutes_and_not_a_tick_sooner()
    {
        var client = Connecting(Offer);
        foreach (double second in (double[])[1, 3, 7, 15, 31, 63])
            client.Tick(After(second));
        client.NextDeadline.ShouldBe(After(180));
        client.Tick(After(180) - Tick);
        client.State.ShouldBe(TcpState.SynSent);
        client.TimedOut.ShouldBeFalse();
        client.Tick(After(180));
        client.State.ShouldBe(TcpState.Closed);
        client.TimedOut.ShouldBeTrue();
        client.NextDeadline.ShouldBe(Instant.Never);
        TryTake(client, After(181), out _).ShouldBeFalse();
    }

    [Fact, Exercise("6.7")]
    public void A_handshake_that_is_over_neither_tries_again_nor_times_out()
    {
        var client = Connecting(Plain);
        client.Receive(SynAck(), After(0.5)).ShouldBe(HandshakeVerdict.Established);
        client.Tick(After(1));
        client.Tick(After(180));
        client.State.ShouldBe(TcpState.Established);
        client.TimedOut.ShouldBeFalse();
        TryTake(client, After(180), out _).ShouldBeFalse();
    }

    [Theory, Requirement("RFC9293", "MUST-21"), Requirement("RFC5482", "3")]
    [InlineData(0.5)]
    [InlineData(60)]
    [InlineData(3600)]
    public void The_application_may_choose_when_to_give_up(double seconds)
    {
        var client = Connecting(Offer with { UserTimeout = TimeSpan.FromSeconds(seconds) });
        client.Tick(After(seconds) - Tick);
        client.TimedOut.ShouldBeFalse();
        client.Tick(After(seconds));
        client.TimedOut.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, new double[0])]
    [InlineData(1, new double[] { 1 })]
    [InlineData(2, new double[] { 1, 3 })]
    public void The_application_may_choose_how_often_to_try(int retries, double[] times) =>
        TimesOfSyns(Connecting(Offer with { MaxSynRetries = retries })).ShouldBe(times);

    [Fact]
    public void The_interval_ends_growing_at_a_minute() =>
        TimesOfSyns(Connecting(Offer with { MaxSynRetries = 9, UserTimeout = TimeSpan.FromMinutes(10) }))
            .ShouldBe([1, 3, 7, 15, 31, 63, 123, 183, 243]);

    [Fact]
    public void A_first_interval_of_another_length_doubles_as_well() =>
        TimesOfSyns(Connecting(Offer with { InitialRto = TimeSpan.FromSeconds(3), MaxSynRetries = 3 })).ShouldBe([3, 9, 21]);

    /// <summary>Lives through the handshake from deadline to deadline: the seconds at which a SYN leaves.</summary>
    private static List<double> TimesOfSyns(Handshake handshake)
    {
        var times = new List<double>();
        for (int steps = 0; steps < 50 && handshake.NextDeadline is var deadline && deadline != Instant.Never; steps++)
        {
            handshake.Tick(deadline - Tick);
            TryTake(handshake, deadline - Tick, out _).ShouldBeFalse();
            handshake.Tick(deadline);
            if (TryTake(handshake, deadline, out _))
                times.Add((deadline - Start).TotalSeconds);
        }

        return times;
    }
}
