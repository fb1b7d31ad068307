using Workbook.Basics;

namespace Workbook.Udp;

/// <summary>
/// The UDP header (RFC 768).
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------------------------------+-------------------------------+
/// |          Source Port          |       Destination Port        |
/// +-------------------------------+-------------------------------+
/// |            Length             |           Checksum            |
/// +-------------------------------+-------------------------------+
/// </code>
/// </summary>
/// <param name="SourcePort">The sender's port; 0 if it wants no answer.</param>
/// <param name="DestinationPort">The receiver's port.</param>
/// <param name="Length">Header and data in bytes, 8 to 65,535.</param>
/// <param name="Checksum">Over pseudo-header, header and data; 0 if the sender has computed none.</param>
public readonly record struct UdpHeader(ushort SourcePort, ushort DestinationPort, ushort Length, ushort Checksum)
{
    /// <summary>The header's size in bytes.</summary>
    public const int Size = 8;

    /// <summary>Reads the fields without judging them: an ICMP error quotes a header cut off from its data, so whether
    /// <see cref="Length"/> is credible is for <see cref="UdpDatagram.TryParse"/> to say.</summary>
    /// <param name="bytes">The datagram from its header on.</param>
    /// <param name="header">The fields as they stand.</param>
    /// <param name="payload">All that follows the header.</param>
    /// <returns>False if there are fewer than 8 bytes.</returns>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out UdpHeader header, out ReadOnlySpan<byte> payload)
    {
        var reader = new WireReader(bytes);
        header = new UdpHeader(reader.UInt16(), reader.UInt16(), reader.UInt16(), reader.UInt16());
        payload = reader.Rest;
        return !reader.Failed;
    }

    /// <summary>Writes the eight bytes.</summary>
    /// <exception cref="ArgumentException">There is less room.</exception>
    public void Write(Span<byte> destination)
    {
        var writer = new WireWriter(destination);
        writer.UInt16(SourcePort);
        writer.UInt16(DestinationPort);
        writer.UInt16(Length);
        writer.UInt16(Checksum);
    }
}
