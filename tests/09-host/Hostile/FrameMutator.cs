using System.Buffers.Binary;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Host.Tests;

/// <summary>Makes bad frames of good ones, and most of the time puts the checksums right again: what they would catch must
/// reach the code behind them.</summary>
internal sealed class FrameMutator(Random random)
{
    private const int Ip = 14;

    private static readonly ushort[] Interesting = [0, 1, 2, 19, 20, 21, 0x7F, 0x80, 0xFF, 0x100, 0x1FFF, 0x2000, 0x3FFF, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF];

    public byte[] Mutate(byte[] frame, byte[] other)
    {
        byte[] bytes = frame.ToArray();
        for (int i = random.Next(4); i >= 0; i--)
            bytes = Once(bytes, other);
        if (random.Next(4) > 0)
            FixChecksums(bytes);
        return bytes;
    }

    private byte[] Once(byte[] bytes, byte[] other)
    {
        switch (random.Next(10))
        {
            case 0:
                return bytes[..random.Next(bytes.Length + 1)];
            case 1:
                byte[] longer = new byte[Math.Min(bytes.Length + random.Next(1, 200), 2000)];
                random.NextBytes(longer);
                bytes.AsSpan(0, Math.Min(bytes.Length, longer.Length)).CopyTo(longer);
                return longer;
            case 2:
                int from = random.Next(bytes.Length + 1), cut = random.Next(Math.Min(from, other.Length) + 1);
                return [.. bytes.AsSpan(0, cut), .. other.AsSpan(cut)];
            case 3:
                int start = random.Next(bytes.Length + 1), end = random.Next(start, Math.Min(bytes.Length, start + 40) + 1);
                return [.. bytes.AsSpan(0, end), .. bytes.AsSpan(start)];
            case 4 or 5:
                MutateTransport(bytes);
                return bytes;
            default:
                MutateField(bytes);
                return bytes;
        }
    }

    /// <summary>Any field, rarely one of the Ethernet header, which would only be refused.</summary>
    private void MutateField(byte[] bytes)
    {
        int first = random.Next(50) == 0 ? 0 : Ip;
        if (bytes.Length < first + 2)
            return;
        // Headers are where it matters.
        int last = random.Next(3) == 0 ? bytes.Length - 1 : Math.Min(bytes.Length - 1, first + 60);
        int at = random.Next(first, last);
        switch (random.Next(3))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            default:
                BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(at), Interesting[random.Next(Interesting.Length)]);
                break;
        }
    }

    /// <summary>Sequence and acknowledgment numbers near the real ones, flags, window, header length, options.</summary>
    private void MutateTransport(byte[] bytes)
    {
        if (bytes.Length < Ip + 40 || bytes[Ip] != 0x45)
            return;
        Span<byte> tcp = bytes.AsSpan(Ip + 20);
        switch (random.Next(6))
        {
            case 0 or 1:
                Span<byte> number = tcp[(random.Next(2) == 0 ? 4 : 8)..];
                int distance = random.Next(3) == 0 ? random.Next() : random.Next(-70_000, 70_000);
                BinaryPrimitives.WriteUInt32BigEndian(number, BinaryPrimitives.ReadUInt32BigEndian(number) + (uint)distance);
                break;
            case 2:
                tcp[13] = (byte)random.Next(256);
                break;
            case 3:
                BinaryPrimitives.WriteUInt16BigEndian(tcp[14..], Interesting[random.Next(Interesting.Length)]);
                break;
            case 4:
                tcp[12] = (byte)(random.Next(16) << 4 | tcp[12] & 0xF);
                break;
            default:
                int header = Math.Min(tcp[12] >> 4 << 2, tcp.Length);
                if (header > 20)
                    random.NextBytes(tcp[20..header]);
                break;
        }
    }

    /// <summary>Makes IPv4 header and transport checksum right, as far as the lengths allow.</summary>
    public static void FixChecksums(byte[] bytes)
    {
        if (bytes.Length < Ip + 20 || bytes[12] != 8 || bytes[13] != 0)
            return;
        Span<byte> ip = bytes.AsSpan(Ip);
        int header = (ip[0] & 0xF) * 4, total = BinaryPrimitives.ReadUInt16BigEndian(ip[2..]);
        if (header < 20 || header > ip.Length)
            return;
        Put(ip[..header], 10, 0);
        bool isFragment = (BinaryPrimitives.ReadUInt16BigEndian(ip[6..]) & 0x3FFF) != 0;
        if (isFragment || total <= header || total > ip.Length)
            return;
        Span<byte> payload = ip[header..total];
        var protocol = (IpProtocol)ip[9];
        int field = protocol switch { IpProtocol.Tcp => 16, IpProtocol.Udp => 6, IpProtocol.Icmp => 2, _ => int.MaxValue - 2 };
        if (payload.Length >= field + 2)
            Put(payload, field, protocol == IpProtocol.Icmp ? 0
                : PseudoHeader.Sum(IPv4Address.ReadFrom(ip[12..]), IPv4Address.ReadFrom(ip[16..]), protocol, payload.Length));
    }

    private static void Put(Span<byte> covered, int field, uint sum)
    {
        covered.Slice(field, 2).Clear();
        BinaryPrimitives.WriteUInt16BigEndian(covered[field..], InternetChecksum.Finish(InternetChecksum.Add(sum, covered)));
    }
}
