using Workbook.Basics;
using static Workbook.Tcp.Tests.Wire;

namespace Workbook.Tcp.Tests;

/// <summary>Two handshakes against each other.</summary>
public class TwoEndsTests
{
    private static readonly HandshakeOffer Theirs = Offer with
    {
        InitialSequence = new SequenceNumber(Irs), MaximumSegmentSize = 1200, WindowScale = 3, ReceiveWindow = 80_000, TimestampOffset = 77,
    };

    [Fact, Exercise("6.6"), Exercise("6.7")]
    public void Both_ends_agree_on_the_same_things()
    {
        var client = Handshake.Connect(Offer, Start);
        var server = Handshake.Answer(Theirs, Take(client, Start), After(0.01));
        client.Receive(Take(server, After(0.01)), After(0.02)).ShouldBe(HandshakeVerdict.Established);
        TcpSegment third = Segment(TcpFlags.Ack, Iss + 1, Irs + 1, 300, Stamps(TimestampClock.TSval(After(0.02), TimestampOffset), client.Agreement.RecentTimestamp));
        server.Receive(third, After(0.03)).ShouldBe(HandshakeVerdict.Established);

        Agreement ours = client.Agreement, theirs = server.Agreement;
        (ours.Iss, ours.Irs).ShouldBe((theirs.Irs, theirs.Iss));
        (ours.SendScale, ours.ReceiveScale).ShouldBe((theirs.ReceiveScale, theirs.SendScale));
        (ours.Timestamps, ours.Sack, ours.SendMss).ShouldBe((theirs.Timestamps, theirs.Sack, theirs.SendMss));
        ours.SendMss.ShouldBe(1200);
        ours.SendWindow.ShouldBe(65_535u);
        theirs.SendWindow.ShouldBe(300u << 7);
        ours.RoundTrip.ShouldBe(TimeSpan.FromMilliseconds(20));
        theirs.RoundTrip.ShouldBe(TimeSpan.FromMilliseconds(20));
    }

    [Fact, Exercise("6.6"), Exercise("6.9"), Requirement("RFC9293", "MUST-18"), Requirement("RFC6298", "3")]
    public void A_syn_ack_is_sent_again_as_a_syn_is_and_then_measures_no_round_trip()
    {
        var server = Answering(Plain);
        server.Tick(After(1) - Tick);
        TryTake(server, After(1) - Tick, out _).ShouldBeFalse();
        server.Tick(After(1));
        Take(server, After(1)).Header.Flags.ShouldBe(TcpFlags.Syn | TcpFlags.Ack);
        server.Receive(Ack(), After(1.1)).ShouldBe(HandshakeVerdict.Established);
        server.Agreement.RoundTrip.ShouldBeNull();
    }

    [Fact, Exercise("6.7"), Exercise("6.9"), Requirement("RFC9293", "MUST-18"), Requirement("RFC6298", "3")]
    public void No_round_trip_is_measured_when_the_syn_was_sent_twice()
    {
        var client = Connecting(Plain);
        client.Tick(After(1));
        Take(client, After(1));
        client.Receive(SynAck(), After(1.1)).ShouldBe(HandshakeVerdict.Established);
        client.Agreement.RoundTrip.ShouldBeNull();
    }

    [Fact, Exercise("6.7"), Exercise("6.8")]
    public void A_closed_port_refuses_a_connection_at_once()
    {
        var client = Handshake.Connect(Plain, Start);
        ClosedPort.TryAnswer(Take(client, Start), out var flags, out var sequence, out var acknowledgment).ShouldBeTrue();
        client.Receive(Segment(flags, sequence.Value, acknowledgment.Value), Start).ShouldBe(HandshakeVerdict.Refused);
    }

    [Fact, Exercise("6.6"), Exercise("6.7"), Exercise("6.9")]
    public void They_find_each_other_over_a_wire_that_loses_half() =>
        Gen.Bool.Array[5].Select(Gen.Bool.Array[5]).Sample((lostThere, lostBack) =>
        {
            var client = Handshake.Connect(Offer, Start);
            Handshake? server = null;
            Instant now = Start;
            int there = 0, back = 0;
            for (int steps = 0; steps < 100 && client.State == TcpState.SynSent; steps++)
            {
                client.Tick(now);
                server?.Tick(now);
                if (TryTake(client, now, out TcpSegment syn) && !(there < 5 && lostThere[there++]))
                {
                    if (server is null)
                        server = Handshake.Answer(Theirs, syn, now);
                    else
                        server.Receive(syn, now);
                }

                if (server is not null && TryTake(server, now, out TcpSegment answer) && !(back < 5 && lostBack[back++]))
                    client.Receive(answer, now);
                now = Instant.Min(client.NextDeadline, server?.NextDeadline ?? Instant.Never);
            }

            return client.State == TcpState.Established && client.Agreement.Irs == Theirs.InitialSequence;
        });
}
