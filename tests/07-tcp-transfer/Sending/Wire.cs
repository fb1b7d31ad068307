using Workbook.Basics;

namespace Workbook.Tcp.Tests.Sending;

/// <summary>Makes what a sender meets: agreements and segments of the peer. Text begins at 1000, the peer's at
/// 500.</summary>
internal static class Wire
{
    public const int Mss = 1000;

    public static Agreement Agreement(
        uint window = 60_000, int scale = 0, bool sack = false, bool timestamps = false, double? roundTrip = 0.1) => new(
        Iss: new SequenceNumber(999), Irs: new SequenceNumber(499), SendWindow: window,
        WindowSequence: new SequenceNumber(500), WindowAck: new SequenceNumber(1000),
        SendMss: timestamps ? Mss + 12 : Mss, SendScale: scale, ReceiveScale: 0,
        Timestamps: timestamps, RecentTimestamp: 1, Sack: sack,
        RoundTrip: roundTrip is { } seconds ? TimeSpan.FromSeconds(seconds) : null);

    public static TcpSegment Ack(
        long ack, int window, uint sequence = 500, TcpOptions options = default, int text = 0, TcpFlags flags = TcpFlags.Ack) => new(
        new TcpHeader(80, 4000, new SequenceNumber(sequence), new SequenceNumber(unchecked((uint)ack)), 20, flags, (ushort)window, 0, 0),
        options, text == 0 ? default : new byte[text]);

    public static SackBlocks Sack(params (uint Start, uint End)[] blocks)
    {
        var sack = new SackBlocks();
        foreach ((uint start, uint end) in blocks)
            sack.Add(new SackBlock(new SequenceNumber(start), new SequenceNumber(end)));
        return sack;
    }

    public static Instant At(double seconds) => Instant.FromSeconds(seconds);

    public static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);

    /// <summary>The last moment before a time.</summary>
    public static Instant Before(Instant time) => new(time.Ticks - 1);
}
