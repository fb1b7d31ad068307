using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>
/// The fixed part of a segment's header (RFC 9293 section 3.1).
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------------------------------+-------------------------------+
/// |          Source Port          |       Destination Port        |
/// +-------------------------------+-------------------------------+
/// |                        Sequence Number                        |
/// +---------------------------------------------------------------+
/// |                    Acknowledgment Number                      |
/// +-------+-------+---------------+-------------------------------+
/// | Offset| Rsrvd |C E U A P R S F|            Window             |
/// +-------+-------+---------------+-------------------------------+
/// |           Checksum            |         Urgent Pointer        |
/// +-------------------------------+-------------------------------+
/// |                 options, padded to whole words                |
/// +---------------------------------------------------------------+
/// </code>
/// </summary>
/// <param name="SourcePort">The sender's port.</param>
/// <param name="DestinationPort">The receiver's port.</param>
/// <param name="Sequence">SEG.SEQ: the number of the first byte of text; of the SYN if there is one.</param>
/// <param name="Acknowledgment">SEG.ACK: the number expected next; counts if the ACK bit is set.</param>
/// <param name="HeaderLength">Bytes of header with options, 20 to 60; on the wire the data offset, in words.</param>
/// <param name="Flags">The control bits.</param>
/// <param name="Window">SEG.WND as it stands in the header: unsigned, not yet scaled (MUST-1).</param>
/// <param name="Checksum">The checksum over pseudo-header, header and text.</param>
/// <param name="UrgentPointer">Where urgent data end, counted from SEG.SEQ; counts if the URG bit is set.</param>
public readonly record struct TcpHeader(
    ushort SourcePort,
    ushort DestinationPort,
    SequenceNumber Sequence,
    SequenceNumber Acknowledgment,
    int HeaderLength,
    TcpFlags Flags,
    ushort Window,
    ushort Checksum,
    ushort UrgentPointer)
{
    /// <summary>Bytes of a header without options.</summary>
    public const int MinimumSize = 20;

    /// <summary>Where the checksum stands, in bytes from the start of the header.</summary>
    public const int ChecksumOffset = 16;

    /// <summary>Reads the fixed part; <paramref name="payload"/> is what follows the options. False when the bytes end early or the
    /// data offset points before the end of the fixed part or behind the end of the bytes. Reserved bits are ignored.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out TcpHeader header, out ReadOnlySpan<byte> payload)
    {
        #region exercise 6.1: read the fixed header; the data offset must lie behind it and inside the bytes
        var reader = new WireReader(bytes);
        header = new TcpHeader(
            SourcePort: reader.UInt16(),
            DestinationPort: reader.UInt16(),
            Sequence: new SequenceNumber(reader.UInt32()),
            Acknowledgment: new SequenceNumber(reader.UInt32()),
            HeaderLength: (reader.Byte() >> 4) * 4,
            Flags: (TcpFlags)reader.Byte(),
            Window: reader.UInt16(),
            Checksum: reader.UInt16(),
            UrgentPointer: reader.UInt16());
        bool valid = !reader.Failed && header.HeaderLength >= MinimumSize && header.HeaderLength <= bytes.Length;
        payload = valid ? bytes[header.HeaderLength..] : default;
        return valid;
        #endregion
    }

    /// <summary>Writes the fixed part, 20 bytes, with <see cref="Checksum"/> as it is. Reserved bits are zero.</summary>
    /// <exception cref="ArgumentException">The span is shorter than 20 bytes.</exception>
    public void Write(Span<byte> bytes)
    {
        var writer = new WireWriter(bytes);
        writer.UInt16(SourcePort);
        writer.UInt16(DestinationPort);
        writer.UInt32(Sequence.Value);
        writer.UInt32(Acknowledgment.Value);
        writer.Byte((byte)(HeaderLength / 4 << 4));
        writer.Byte((byte)Flags);
        writer.UInt16(Window);
        writer.UInt16(Checksum);
        writer.UInt16(UrgentPointer);
    }
}
