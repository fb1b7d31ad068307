using Workbook.Basics;

namespace Workbook.IPv4.Tests;

/// <summary>Builds datagrams byte by byte, without the code under test.</summary>
internal static class Wire
{
    public static readonly IPv4Address Us = IPv4Address.Parse("10.0.0.1");
    public static readonly IPv4Address Peer = IPv4Address.Parse("10.0.0.2");
    public static readonly IPv4Address Gateway = IPv4Address.Parse("10.0.0.254");
    public static readonly IPv4Address Far = IPv4Address.Parse("192.0.2.7");

    public static byte[] Datagram(
        byte[] payload, IPv4Address? from = null, IPv4Address? to = null, IpProtocol protocol = IpProtocol.Udp, byte ttl = 64,
        ushort id = 1, bool df = false, bool more = false, int offset = 0, byte tos = 0, byte[]? options = null)
    {
        options ??= [];
        int headerLength = 20 + options.Length;
        byte[] bytes = new byte[headerLength + payload.Length];
        bytes[0] = (byte)(0x40 | headerLength / 4);
        bytes[1] = tos;
        BigEndian.WriteUInt16(bytes.AsSpan(2), (ushort)bytes.Length);
        BigEndian.WriteUInt16(bytes.AsSpan(4), id);
        BigEndian.WriteUInt16(bytes.AsSpan(6), (ushort)((df ? 0x4000 : 0) | (more ? 0x2000 : 0) | offset / 8));
        bytes[8] = ttl;
        bytes[9] = (byte)protocol;
        (from ?? Peer).WriteTo(bytes.AsSpan(12));
        (to ?? Us).WriteTo(bytes.AsSpan(16));
        options.CopyTo(bytes, 20);
        payload.CopyTo(bytes, headerLength);
        return Sealed(bytes);
    }

    /// <summary>Makes the header checksum right again.</summary>
    public static byte[] Sealed(byte[] datagram)
    {
        BigEndian.WriteUInt16(datagram.AsSpan(10), 0);
        BigEndian.WriteUInt16(datagram.AsSpan(10), InternetChecksum.Of(datagram.AsSpan(0, (datagram[0] & 0xf) * 4)));
        return datagram;
    }

    public static byte[] Icmp(int type, int code, uint rest, byte[] data)
    {
        byte[] message = new byte[8 + data.Length];
        message[0] = (byte)type;
        message[1] = (byte)code;
        BigEndian.WriteUInt32(message.AsSpan(4), rest);
        data.CopyTo(message, 8);
        BigEndian.WriteUInt16(message.AsSpan(2), InternetChecksum.Of(message));
        return message;
    }

    public static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) bytes[i] = (byte)(i * 7 + i / 256);
        return bytes;
    }

    /// <summary>Reads a header without judging it.</summary>
    public static IPv4Header Header(byte[] datagram)
    {
        IPv4Header.TryParseQuoted(datagram, out IPv4Header header, out _).ShouldBeTrue();
        return header;
    }

    public static byte[] Payload(byte[] datagram) => datagram[((datagram[0] & 0xf) * 4)..];
}
