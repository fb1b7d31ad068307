using System.Buffers.Binary;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Udp;

/// <summary>Puts the UDP header in front of a payload.</summary>
public static class UdpWriter
{
    /// <summary>Offset of the checksum in the header, in bytes.</summary>
    private const int ChecksumOffset = 6;

    /// <summary>Prepends the header to a packet.</summary>
    /// <param name="packet">Holds the payload, at most <see cref="UdpLayer.MaxPayload"/> bytes.</param>
    /// <param name="source">Who sends; the address must be the one that IP will use.</param>
    /// <param name="destination">Who shall receive.</param>
    /// <param name="offload">Leave the checksum to the link: the field then holds the pseudo-header's folded sum, and
    /// <see cref="Packet.Offload"/> says where it stands.</param>
    public static void Write(Packet packet, Endpoint source, Endpoint destination, bool offload)
    {
        Span<byte> header = packet.Prepend(UdpHeader.Size);
        int length = packet.Length;
        new UdpHeader(source.Port, destination.Port, (ushort)length, Checksum: 0).Write(header);

        ushort checksum;
        if (offload)
        {
            uint sum = PseudoHeader.Sum(source.Address, destination.Address, IpProtocol.Udp, length);
            checksum = (ushort)~InternetChecksum.Finish(sum);
            packet.Offload = new PacketOffload(length, ChecksumOffset, SegmentSize: 0);
        }
        else
        {
            checksum = UdpChecksum.Compute(source.Address, destination.Address, packet.Span);
        }
        BinaryPrimitives.WriteUInt16BigEndian(header[ChecksumOffset..], checksum);
    }
}
