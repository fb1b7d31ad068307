using Workbook.Basics;

namespace Workbook.Tcp.Tests;

/// <summary>What a test lets arrive. Sequence numbers are counted from the peer's first byte, as in packetdrill; the
/// real ones wrap around after 200 bytes.</summary>
internal static class Arriving
{
    public static readonly SequenceNumber FirstByte = new(uint.MaxValue - 199);

    public static SequenceNumber At(int offset) => FirstByte + offset;

    public static SackBlock Block(int start, int end) => new(At(start), At(end));

    public static TcpSegment Segment(
        int offset, ReadOnlySpan<byte> text, TcpFlags flags = TcpFlags.Ack, TcpOptions options = default)
    {
        var header = new TcpHeader(1000, 2000, At(offset), default, TcpHeader.MinimumSize, flags, 1000, 0, 0);
        return new TcpSegment(header, options, text);
    }

    public static TcpOptions Timestamp(uint value) => new() { HasTimestamps = true, TimestampValue = value };

    public static Agreement Agreement(int scale = 0, bool sack = false, uint? timestamp = null) => new(
        Iss: new SequenceNumber(1), Irs: At(-1), SendWindow: 1000, WindowSequence: At(0), WindowAck: default,
        SendMss: 1000, SendScale: scale, ReceiveScale: scale,
        Timestamps: timestamp is not null, RecentTimestamp: timestamp ?? 0, Sack: sack, RoundTrip: null);

    /// <summary>Bytes of a stream that repeats itself only after 251 * 256 bytes.</summary>
    public static byte[] Stream(int offset, int length)
    {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) bytes[i] = (byte)((offset + i) % 251 + (offset + i) / 251);
        return bytes;
    }

    public static byte[] ReadAll(this Receiver receiver, Instant now = default)
    {
        var bytes = new byte[receiver.Available];
        receiver.Read(bytes, now).ShouldBe(bytes.Length);
        return bytes;
    }
}
