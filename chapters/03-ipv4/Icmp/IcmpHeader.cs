using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>The ICMP messages that this stack knows (RFC 792).</summary>
public enum IcmpType : byte
{
    EchoReply = 0,
    DestinationUnreachable = 3,
    SourceQuench = 4,
    Redirect = 5,
    Echo = 8,
    TimeExceeded = 11,
    ParameterProblem = 12,
}

/// <summary>Codes of <see cref="IcmpType.DestinationUnreachable"/> (RFC 792, RFC 1122 section 3.2.2.1).</summary>
public static class UnreachableCode
{
    public const byte Net = 0, Host = 1, Protocol = 2, Port = 3, FragmentationNeeded = 4;
}

/// <summary>Codes of <see cref="IcmpType.TimeExceeded"/> (RFC 792).</summary>
public static class TimeExceededCode
{
    public const byte InTransit = 0, Reassembly = 1;
}

/// <summary>
/// The eight octets in front of every ICMP message (RFC 792). The checksum covers the whole message.
/// <code>
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +---------------+---------------+-------------------------------+
/// |     Type      |     Code      |           Checksum            |
/// +---------------+---------------+-------------------------------+
/// |        Depends on the type: identifier and sequence,          |
/// |        pointer, next-hop MTU, or nothing                      |
/// +---------------------------------------------------------------+
/// </code>
/// </summary>
/// <param name="Checksum">As found on the wire; <see cref="Write"/> computes its own.</param>
/// <param name="Rest">The second word.</param>
public readonly record struct IcmpHeader(IcmpType Type, byte Code, ushort Checksum, uint Rest)
{
    public const int Size = 8;

    /// <summary>Echo: which pinger. High half of <see cref="Rest"/>.</summary>
    public ushort Identifier => (ushort)(Rest >> 16);

    /// <summary>Echo: which ping. Low half of <see cref="Rest"/>.</summary>
    public ushort Sequence => (ushort)Rest;

    /// <summary>Fragmentation needed: bytes that would pass, 0 from routers older than RFC 1191.</summary>
    public ushort NextHopMtu => (ushort)Rest;

    /// <summary>Parameter problem: the octet of the quoted datagram that was at fault.</summary>
    public byte Pointer => (byte)(Rest >> 24);

    /// <summary>False if the message is too short or its checksum is wrong; <paramref name="reason"/> says which.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> message, out IcmpHeader header, out ReadOnlySpan<byte> data, out DropReason reason)
    {
        var reader = new WireReader(message);
        header = new IcmpHeader((IcmpType)reader.Byte(), reader.Byte(), reader.UInt16(), reader.UInt32());
        data = reader.Rest;
        reason = reader.Failed ? DropReason.IcmpTooShort : DropReason.IcmpBadChecksum;
        return !reader.Failed && InternetChecksum.Of(message) == 0;
    }

    /// <summary>Writes the first eight bytes; the rest of <paramref name="message"/> must hold the data already.</summary>
    /// <exception cref="ArgumentException">The message is shorter than the header.</exception>
    public void Write(Span<byte> message)
    {
        var writer = new WireWriter(message);
        writer.Byte((byte)Type);
        writer.Byte(Code);
        writer.UInt16(0);
        writer.UInt32(Rest);
        BigEndian.WriteUInt16(message[2..], InternetChecksum.Of(message));
    }
}
