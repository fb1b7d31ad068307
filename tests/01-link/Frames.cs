using Workbook.Basics;

namespace Workbook.Link.Tests;

/// <summary>Frames written byte by byte, so that a test of one exercise does not lean on another.</summary>
internal static class Frames
{
    public static readonly MacAddress Ours = MacAddress.Parse("02:00:00:00:00:01");
    public static readonly MacAddress Theirs = MacAddress.Parse("02:00:00:00:00:02");
    public static readonly MacAddress Stranger = MacAddress.Parse("02:00:00:00:00:03");

    public static byte[] Of(MacAddress destination, MacAddress source, ushort type, params byte[] payload)
    {
        byte[] frame = new byte[14 + payload.Length];
        destination.WriteTo(frame);
        source.WriteTo(frame.AsSpan(6));
        frame[12] = (byte)(type >> 8);
        frame[13] = (byte)type;
        payload.CopyTo(frame, 14);
        return frame;
    }

    public static Packet Packet(this PacketPool pool, params byte[] bytes)
    {
        Packet packet = pool.Rent(bytes.Length);
        bytes.CopyTo(packet.Append(bytes.Length));
        return packet;
    }

    /// <summary>The next frame that waits, or null.</summary>
    public static byte[]? Next(this ILink link, Instant now = default)
    {
        byte[] buffer = new byte[ILink.LargestFrame];
        return link.TryReceive(now, buffer, out FrameInfo frame) ? buffer[..frame.Length] : null;
    }

    /// <summary>First bytes of all frames that wait: enough to tell numbered frames apart.</summary>
    public static List<byte> Drain(this ILink link, Instant now = default)
    {
        var numbers = new List<byte>();
        while (link.Next(now) is { } frame)
            numbers.Add(frame[0]);
        return numbers;
    }
}
