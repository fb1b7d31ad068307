using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using Workbook.Basics;

namespace Workbook.Harness;

/// <summary>
/// The harness's own IPv4, small and separate from chapter 03 on purpose: it works while that chapter is still empty,
/// and a mistake there cannot hide behind the same mistake here.
/// </summary>
public static class IPv4Wire
{
    private const int HeaderSize = 20;
    private const byte Tcp = 6;

    /// <summary>Puts an IPv4 header (TTL 64, do not fragment) in front of a transport segment.</summary>
    /// <param name="options">IP options; a multiple of 4 octets, at most 40.</param>
    public static byte[] Wrap(IPv4Address source, IPv4Address destination, ReadOnlySpan<byte> payload,
        byte protocol = Tcp, ReadOnlySpan<byte> options = default)
    {
        int headerLength = HeaderSize + options.Length;
        byte[] datagram = new byte[headerLength + payload.Length];
        datagram[0] = (byte)(0x40 | headerLength / 4);
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(2), (ushort)datagram.Length);
        datagram[6] = 0x40;
        datagram[8] = 64;
        datagram[9] = protocol;
        source.WriteTo(datagram.AsSpan(12));
        destination.WriteTo(datagram.AsSpan(16));
        options.CopyTo(datagram.AsSpan(HeaderSize));
        payload.CopyTo(datagram.AsSpan(headerLength));
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(10), Checksum(datagram.AsSpan(0, headerLength)));
        return datagram;
    }

    /// <summary>Takes the header off; <paramref name="fault"/> says what is wrong if that cannot be done.</summary>
    public static bool TryUnwrap(ReadOnlySpan<byte> datagram, out IPv4Address source, out IPv4Address destination,
        out ReadOnlySpan<byte> payload, [NotNullWhen(false)] out string? fault)
    {
        source = destination = default;
        payload = default;
        fault = Fault(datagram);
        if (fault is not null)
            return false;
        source = IPv4Address.ReadFrom(datagram[12..]);
        destination = IPv4Address.ReadFrom(datagram[16..]);
        payload = datagram[((datagram[0] & 0xF) * 4)..];
        return true;
    }

    /// <summary>The Internet checksum (RFC 1071) of some octets after <paramref name="sum"/>, folded and complemented.</summary>
    internal static ushort Checksum(ReadOnlySpan<byte> bytes, uint sum = 0)
    {
        ulong total = sum;
        for (int i = 0; i < bytes.Length; i++)
            total += i % 2 == 0 ? (uint)bytes[i] << 8 : bytes[i];
        while (total > 0xFFFF)
            total = (total >> 16) + (total & 0xFFFF);
        return (ushort)~total;
    }

    private static string? Fault(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length < HeaderSize)
            return $"{datagram.Length} octets are too few for an IPv4 header";
        if (datagram[0] >> 4 != 4)
            return $"the IP version is {datagram[0] >> 4} instead of 4";
        int headerLength = (datagram[0] & 0xF) * 4;
        if (headerLength < HeaderSize || headerLength > datagram.Length)
            return $"the IP header length {headerLength} is impossible";
        int total = BinaryPrimitives.ReadUInt16BigEndian(datagram[2..]);
        if (total != datagram.Length)
            return $"the IP total length says {total}, but {datagram.Length} octets left";
        if (Checksum(datagram[..headerLength]) != 0)
            return "the IP header checksum is wrong";
        return datagram[9] == Tcp ? null : $"the IP protocol is {datagram[9]} instead of 6 (TCP)";
    }
}
