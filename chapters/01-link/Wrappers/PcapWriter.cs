using System.Buffers.Binary;
using Workbook.Basics;

namespace Workbook.Link;

/// <summary>
/// Writes a capture file that tcpdump and Wireshark open: the classic pcap format with nanoseconds
/// (draft-ietf-opsawg-pcap, sections 4 and 5), little-endian.
/// </summary>
public sealed class PcapWriter : IDisposable
{
    /// <summary>Ethernet frames (LINKTYPE_ETHERNET).</summary>
    public const uint Ethernet = 1;

    /// <summary>Bare IP datagrams (LINKTYPE_RAW), as a <see cref="LoopbackLink"/> carries them.</summary>
    public const uint RawIp = 101;

    private const uint NanosecondMagic = 0xA1B2_3C4D;
    private const uint SnapLength = 262_144;
    private const int RecordHeaderSize = 16;

    private readonly Stream _output;
    private readonly TimeSpan _origin;

    /// <param name="output">Is closed with the writer.</param>
    /// <param name="origin">Since 1970 until <see cref="Instant.Zero"/>; leave it out for times that start at 0.</param>
    public PcapWriter(Stream output, TimeSpan origin = default, uint linkType = Ethernet)
    {
        _output = output;
        _origin = origin;
        Span<byte> header = stackalloc byte[24];
        header.Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(header, NanosecondMagic);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2); // version 2.4
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], SnapLength);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], linkType);
        output.Write(header);
    }

    /// <summary>Appends a frame with the time it passed at.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void Write(ReadOnlySpan<byte> frame, Instant time)
    {
        (long seconds, long ticks) = Math.DivRem(_origin.Ticks + time.Ticks, TimeSpan.TicksPerSecond);
        Span<byte> header = stackalloc byte[RecordHeaderSize];
        BinaryPrimitives.WriteUInt32LittleEndian(header, (uint)seconds);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], (uint)(ticks * TimeSpan.NanosecondsPerTick));
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], (uint)frame.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[12..], (uint)frame.Length);
        _output.Write(header);
        _output.Write(frame);
    }

    public void Flush() => _output.Flush();

    public void Dispose() => _output.Dispose();
}
