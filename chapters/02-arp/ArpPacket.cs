using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Arp;

/// <summary>What an ARP packet is about. There are other values; we do not speak them.</summary>
public enum ArpOperation : ushort
{
    Request = 1,
    Reply = 2,
}

/// <summary>
/// An ARP packet for IPv4 over Ethernet (RFC 826).
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+-+
/// |       Hardware type (1)       |    Protocol type (0x0800)     |
/// +---------------+---------------+-------------------------------+
/// | HW length (6) | Pr length (4) |           Operation           |
/// +---------------+---------------+-------------------------------+
/// |                  Sender hardware address                      |
/// +                               +-------------------------------+
/// |                               |    Sender protocol address    |
/// +-------------------------------+-------------------------------+
/// |  (continued)                  |    Target hardware address    |
/// +-------------------------------+                               +
/// |                                                               |
/// +---------------------------------------------------------------+
/// |                    Target protocol address                    |
/// +---------------------------------------------------------------+
/// </code>
/// </summary>
public readonly record struct ArpPacket(
    ArpOperation Operation, MacAddress SenderMac, IPv4Address SenderAddress, MacAddress TargetMac, IPv4Address TargetAddress)
{
    /// <summary>Bytes on the wire; what follows in the frame is padding.</summary>
    public const int Size = 28;

    private const ushort EthernetHardware = 1;

    /// <summary>The first four fields, which are the same in every packet.</summary>
    private static ReadOnlySpan<byte> EthernetAndIPv4 => [0x00, 0x01, 0x08, 0x00, MacAddress.Size, IPv4Address.Size];

    /// <summary>No station has a group address or none at all, neither on the link nor in IP; but a probe says
    /// "nobody yet" by the address 0.0.0.0 (RFC 5227 section 1.1).</summary>
    private bool HasPossibleSender =>
        !SenderMac.IsMulticast && SenderMac != MacAddress.Zero
        && !SenderAddress.IsMulticast && !SenderAddress.IsBroadcast && !SenderAddress.IsLoopback;

    /// <summary>Reads and judges a packet.</summary>
    /// <param name="bytes">The payload of a frame, padding included.</param>
    /// <param name="reason">If false: <see cref="DropReason.ArpMalformed"/> (too short),
    /// <see cref="DropReason.ArpUnsupported"/> (not IPv4 over Ethernet), <see cref="DropReason.ArpUnknownOperation"/>
    /// or <see cref="DropReason.ArpBadSender"/>, in this order.</param>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out ArpPacket packet, out DropReason reason)
    {
        #region exercise 2.1: parse an ARP packet; refuse what is short, not IPv4 over Ethernet, unknown or from nobody
        throw new NotImplementedException("exercise 2.1");
        #endregion
    }

    /// <summary>Writes <see cref="Size"/> bytes.</summary>
    public void Write(Span<byte> destination)
    {
        EthernetAndIPv4.CopyTo(destination);
        destination[6] = (byte)((ushort)Operation >> 8);
        destination[7] = (byte)Operation;
        SenderMac.WriteTo(destination[8..]);
        SenderAddress.WriteTo(destination[14..]);
        TargetMac.WriteTo(destination[18..]);
        TargetAddress.WriteTo(destination[24..]);
    }
}
