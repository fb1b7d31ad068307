using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp.Tests;

/// <summary>What the tests of this chapter share: one connection's numbers, and segments made of them.</summary>
internal static class Wire
{
    public const uint Iss = 100, Irs = 7000;
    public const uint TimestampOffset = 5000;

    public static readonly Instant Start = Instant.FromSeconds(1000);
    public static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    public static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static readonly FourTuple Pair = new(
        new Endpoint(IPv4Address.Parse("10.0.0.2"), 80), new Endpoint(IPv4Address.Parse("10.0.0.1"), 40000));

    public static readonly HandshakeOffer Offer = new(
        InitialSequence: new SequenceNumber(Iss),
        MaximumSegmentSize: 1460,
        WindowScale: 7,
        ReceiveWindow: 20_000,
        Timestamps: true,
        Sack: true,
        TimestampOffset: TimestampOffset,
        InitialRto: TimeSpan.FromSeconds(1),
        MaxSynRetries: HandshakeOffer.DefaultSynRetries,
        UserTimeout: null);

    /// <summary>An offer of sequence numbers and nothing else.</summary>
    public static readonly HandshakeOffer Plain = Offer with { WindowScale = -1, Timestamps = false, Sack = false };

    public static readonly TcpOptions AllOptions = new()
    {
        MaximumSegmentSize = 1400,
        WindowScale = 3,
        SackPermitted = true,
        HasTimestamps = true,
        TimestampValue = 900,
    };

    public static Instant After(double seconds) => Start + TimeSpan.FromSeconds(seconds);

    public static TcpSegment Segment(
        TcpFlags flags, uint sequence, uint acknowledgment = 0, ushort window = 1000, TcpOptions options = default, string text = "")
    {
        var header = new TcpHeader(
            40000, 80, new SequenceNumber(sequence), new SequenceNumber(acknowledgment), TcpHeader.MinimumSize + options.Size, flags, window, 0, 0);
        return new TcpSegment(header, options, System.Text.Encoding.ASCII.GetBytes(text));
    }

    public static TcpSegment Syn(TcpOptions options = default, ushort window = 1000) => Segment(TcpFlags.Syn, Irs, 0, window, options);

    public static TcpSegment SynAck(TcpOptions options = default, ushort window = 1000) =>
        Segment(TcpFlags.Syn | TcpFlags.Ack, Irs, Iss + 1, window, options);

    public static TcpSegment Ack(TcpOptions options = default, ushort window = 1000) =>
        Segment(TcpFlags.Ack, Irs + 1, Iss + 1, window, options);

    public static TcpOptions Stamps(uint value, uint echo) => new() { HasTimestamps = true, TimestampValue = value, TimestampEcho = echo };

    /// <summary>What the handshake sends now, as its peer sees it.</summary>
    public static bool TryTake(Handshake from, Instant now, out TcpSegment segment)
    {
        bool any = from.TryNext(now, out var flags, out var sequence, out var acknowledgment, out ushort window, out var options);
        segment = any ? Segment(flags, sequence.Value, acknowledgment.Value, window, options) : default;
        return any;
    }

    public static TcpSegment Take(Handshake from, Instant now)
    {
        TryTake(from, now, out TcpSegment segment).ShouldBeTrue("no SYN is due");
        return segment;
    }

    /// <summary>A handshake in SYN-SENT, its SYN sent at <see cref="Start"/>.</summary>
    public static Handshake Connecting(HandshakeOffer offer)
    {
        var handshake = Handshake.Connect(offer, Start);
        Take(handshake, Start);
        return handshake;
    }

    /// <summary>A handshake in SYN-RECEIVED, its SYN-ACK sent at <see cref="Start"/>.</summary>
    public static Handshake Answering(HandshakeOffer offer, TcpOptions synOptions = default)
    {
        var handshake = Handshake.Answer(offer, Syn(synOptions), Start);
        Take(handshake, Start);
        return handshake;
    }
}
