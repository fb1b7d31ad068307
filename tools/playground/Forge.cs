using System.Buffers.Binary;
using System.Text;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Playground;

/// <summary>Segments that no stack has sent, for experiments with strangers and forgers. Written byte by byte, without the
/// chapters' help: what is wrong in them is wrong on purpose.</summary>
public static class Forge
{
    private const int EthernetSize = 14, IPv4Size = 20, TcpSize = 20;

    /// <summary>A frame with a TCP segment; of the Ethernet header only the type matters where it is delivered by
    /// <see cref="Station.Hear(byte[])"/>.</summary>
    public static byte[] Segment(Endpoint from, Endpoint to, TcpFlags flags, uint sequence, uint acknowledgment = 0, ushort window = 65535, string text = "")
    {
        byte[] payload = Encoding.ASCII.GetBytes(text);
        byte[] frame = new byte[EthernetSize + IPv4Size + TcpSize + payload.Length];
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(12), 0x0800);
        Span<byte> datagram = frame.AsSpan(EthernetSize);
        WriteDatagram(datagram, from.Address, to.Address);
        Span<byte> segment = datagram[IPv4Size..];
        BinaryPrimitives.WriteUInt16BigEndian(segment, from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], sequence);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], acknowledgment);
        segment[12] = TcpSize / 4 << 4;
        segment[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], window);
        payload.CopyTo(segment[TcpSize..]);
        uint pseudo = Sum(datagram[12..20]) + 6 + (uint)segment.Length;
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], Checksum(pseudo + Sum(segment)));
        return frame;
    }

    private static void WriteDatagram(Span<byte> datagram, IPv4Address from, IPv4Address to)
    {
        datagram[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(datagram[2..], (ushort)datagram.Length);
        datagram[8] = 64;
        datagram[9] = 6;
        BinaryPrimitives.WriteUInt32BigEndian(datagram[12..], from.Value);
        BinaryPrimitives.WriteUInt32BigEndian(datagram[16..], to.Value);
        BinaryPrimitives.WriteUInt16BigEndian(datagram[10..], Checksum(Sum(datagram[..IPv4Size])));
    }

    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        uint sum = 0;
        for (int i = 0; i < bytes.Length; i++)
            sum += (uint)(bytes[i] << (i % 2 == 0 ? 8 : 0));
        return sum;
    }

    private static ushort Checksum(uint sum)
    {
        sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~((sum & 0xFFFF) + (sum >> 16));
    }
}
