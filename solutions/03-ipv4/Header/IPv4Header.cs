using System.Buffers.Binary;
using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// The header of an IPv4 datagram (RFC 791 section 3.1). Lengths and the fragment offset are in bytes here; on the wire
/// the header length counts 4-byte words and the offset counts 8-byte blocks.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------+-------+---------------+-------------------------------+
/// |Version|  IHL  |Type of Service|          Total Length         |
/// +-------+-------+---------------+-----+-------------------------+
/// |         Identification        |0 D M|     Fragment Offset     |
/// +---------------+---------------+-----+-------------------------+
/// |  Time to Live |    Protocol   |        Header Checksum        |
/// +---------------+---------------+-------------------------------+
/// |                         Source Address                        |
/// +---------------------------------------------------------------+
/// |                      Destination Address                      |
/// +-----------------------------------------------+---------------+
/// |                    Options                    |    Padding    |
/// +-----------------------------------------------+---------------+
/// </code>
/// </summary>
/// <param name="HeaderLength">Bytes of the header with its options: 20 to 60, a multiple of 4.</param>
/// <param name="TotalLength">Bytes of the datagram with its header: up to 65,535.</param>
/// <param name="FragmentOffset">Where this fragment's payload begins in the whole one, in bytes: a multiple of 8.</param>
/// <param name="Checksum">As found on the wire; <see cref="Write"/> computes its own.</param>
public readonly record struct IPv4Header(
    int HeaderLength,
    byte TypeOfService,
    int TotalLength,
    ushort Identification,
    bool DontFragment,
    bool MoreFragments,
    int FragmentOffset,
    byte TimeToLive,
    IpProtocol Protocol,
    ushort Checksum,
    IPv4Address Source,
    IPv4Address Destination)
{
    /// <summary>Bytes of a header without options.</summary>
    public const int MinimumSize = 20;

    /// <summary>Bytes of the largest datagram: what the total length field can say.</summary>
    public const int MaximumDatagram = 65_535;

    private const int Version = 4;
    private const int DontFragmentFlag = 0x4000, MoreFragmentsFlag = 0x2000, OffsetMask = 0x1fff;

    /// <summary>Bytes after the header.</summary>
    public int PayloadLength => TotalLength - HeaderLength;

    /// <summary>Is this a piece of a datagram rather than a whole one?</summary>
    public bool IsFragment => MoreFragments || FragmentOffset > 0;

    /// <summary>
    /// Reads and checks the header of a received datagram. <paramref name="payload"/> ends where the total length says,
    /// so that the padding of a short Ethernet frame is left out.
    /// </summary>
    /// <param name="bytes">The datagram, perhaps followed by padding.</param>
    /// <param name="reason">Why it was refused: too short, version, header length, total length or checksum.</param>
    /// <returns>False if the datagram must be discarded (RFC 1122 section 3.2.1).</returns>
    public static bool TryParse(
        ReadOnlySpan<byte> bytes, out IPv4Header header, out ReadOnlySpan<byte> payload, out DropReason reason)
    {
        #region exercise 3.1: parse a header; refuse an impossible one and say why
        payload = default;
        if (!TryReadFields(bytes, out header)) reason = DropReason.IpTooShort;
        else if (bytes[0] >> 4 != Version) reason = DropReason.IpBadVersion;
        else if (header.HeaderLength < MinimumSize || header.HeaderLength > bytes.Length)
            reason = DropReason.IpBadHeaderLength;
        else if (header.TotalLength < header.HeaderLength || header.TotalLength > bytes.Length)
            reason = DropReason.IpBadTotalLength;
        else if (InternetChecksum.Of(bytes[..header.HeaderLength]) != 0) reason = DropReason.IpBadChecksum;
        else
        {
            payload = bytes[header.HeaderLength..header.TotalLength];
            reason = default;
            return true;
        }
        return false;
        #endregion
    }

    /// <summary>
    /// Reads a header without judging it, as that of a datagram which this stack made itself, or which an ICMP error
    /// quotes: cut short, its time to live changed by routers of which not all mended the checksum. Only version and
    /// header length can be held against it.
    /// </summary>
    public static bool TryParseQuoted(ReadOnlySpan<byte> bytes, out IPv4Header header, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        if (!TryReadFields(bytes, out header) || bytes[0] >> 4 != Version) return false;
        if (header.HeaderLength < MinimumSize || header.HeaderLength > bytes.Length) return false;
        payload = bytes[header.HeaderLength..];
        return true;
    }

    /// <summary>
    /// Writes the first 20 bytes and computes the checksum over <see cref="HeaderLength"/> bytes: options, if there are
    /// any, must stand in <paramref name="destination"/> already.
    /// </summary>
    /// <exception cref="ArgumentException">The destination is shorter than the header.</exception>
    public void Write(Span<byte> destination)
    {
        #region exercise 3.2: build a header with its checksum
        int flags = (DontFragment ? DontFragmentFlag : 0) | (MoreFragments ? MoreFragmentsFlag : 0);
        var writer = new WireWriter(destination);
        writer.Byte((byte)(Version << 4 | HeaderLength / 4));
        writer.Byte(TypeOfService);
        writer.UInt16((ushort)TotalLength);
        writer.UInt16(Identification);
        writer.UInt16((ushort)(flags | FragmentOffset / 8));
        writer.Byte(TimeToLive);
        writer.Byte((byte)Protocol);
        writer.UInt16(0);
        writer.IPv4(Source);
        writer.IPv4(Destination);
        BinaryPrimitives.WriteUInt16BigEndian(destination[10..], InternetChecksum.Of(destination[..HeaderLength]));
        #endregion
    }

    private static bool TryReadFields(ReadOnlySpan<byte> bytes, out IPv4Header header)
    {
        var reader = new WireReader(bytes);
        int headerLength = (reader.Byte() & 0xf) * 4;
        byte typeOfService = reader.Byte();
        ushort totalLength = reader.UInt16();
        ushort identification = reader.UInt16();
        ushort flags = reader.UInt16();
        header = new IPv4Header(
            headerLength, typeOfService, totalLength, identification,
            (flags & DontFragmentFlag) != 0, (flags & MoreFragmentsFlag) != 0, (flags & OffsetMask) * 8,
            reader.Byte(), (IpProtocol)reader.Byte(), reader.UInt16(), reader.IPv4(), reader.IPv4());
        return !reader.Failed;
    }
}
