using System.Buffers.Binary;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Tcp;

/// <summary>Puts the TCP header in front of text. The packet stays the caller's.</summary>
public static class TcpWriter
{
    /// <summary>Prepends header and options to a packet that holds the text, and fills in the checksum (MUST-2). A link that
    /// offloads checksums gets the sum of the pseudo-header instead and adds the rest itself.</summary>
    /// <param name="packet">Holds the text, which may be empty; afterwards the whole segment.</param>
    /// <param name="fields">The header; its HeaderLength and Checksum are ignored.</param>
    /// <param name="options">The options.</param>
    /// <param name="source">The source address of the pseudo-header.</param>
    /// <param name="destination">The destination address of the pseudo-header.</param>
    /// <param name="offload">What the link takes over.</param>
    /// <param name="segmentSize">Text bytes per segment where the link is to cut this one into several; 0 when it is not. Only for
    /// a link that offloads checksums too, since nobody else could compute those of the pieces.</param>
    public static void Write(
        Packet packet, in TcpHeader fields, in TcpOptions options, IPv4Address source, IPv4Address destination, LinkOffload offload, int segmentSize)
    {
        int textLength = packet.Length;
        int headerLength = TcpHeader.MinimumSize + options.Size;
        Span<byte> header = packet.Prepend(headerLength);
        (fields with { HeaderLength = headerLength, Checksum = 0 }).Write(header);
        options.Write(header[TcpHeader.MinimumSize..]);

        uint sum = PseudoHeader.Sum(source, destination, IpProtocol.Tcp, packet.Length);
        ushort checksum;
        if (offload.Checksum)
        {
            checksum = (ushort)~InternetChecksum.Finish(sum);
            packet.Offload = new PacketOffload(packet.Length, TcpHeader.ChecksumOffset, textLength > segmentSize ? segmentSize : 0);
        }
        else
        {
            checksum = InternetChecksum.Finish(InternetChecksum.Add(sum, packet.Span));
        }

        BinaryPrimitives.WriteUInt16BigEndian(header[TcpHeader.ChecksumOffset..], checksum);
    }
}
