using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>Finishes transport checksums that were left to a link, when the datagram goes another way than meant.</summary>
internal static class TransportChecksum
{
    /// <summary>Computes what <see cref="Packet.Offload"/> asks for and clears it. The pseudo-header's sum is in the field.</summary>
    public static void Complete(Packet packet)
    {
        PacketOffload offload = packet.Offload;
        if (offload.TransportLength == 0) return;
        Span<byte> transport = packet.Span[^offload.TransportLength..];
        Store(transport, offload.ChecksumOffset, InternetChecksum.Of(transport));
        packet.Offload = default;
    }

    /// <summary>
    /// Computes the checksum of a received datagram anew. A link that vouches for it may never have computed it: what
    /// one machine hands itself through virtio has only the pseudo-header's sum in the field.
    /// </summary>
    public static void Recompute(in IPv4Header header, Span<byte> datagram)
    {
        Span<byte> transport = datagram[header.HeaderLength..];
        int offset = header.Protocol == IpProtocol.Tcp ? 16 : 6;
        if (header.IsFragment || transport.Length < offset + 2 || header.Protocol is not (IpProtocol.Tcp or IpProtocol.Udp)) return;
        // UDP without a checksum stays without (RFC 768).
        if (header.Protocol == IpProtocol.Udp && BigEndian.ReadUInt16(transport[offset..]) == 0) return;
        BigEndian.WriteUInt16(transport[offset..], 0);
        uint sum = InternetChecksum.Add((uint)header.Protocol + (uint)transport.Length, datagram.Slice(12, 2 * IPv4Address.Size));
        Store(transport, offset, InternetChecksum.Finish(InternetChecksum.Add(sum, transport)));
    }

    /// <summary>0 would mean "no checksum" to UDP; to everybody else 0xffff is the same number (RFC 768).</summary>
    private static void Store(Span<byte> transport, int offset, ushort checksum) =>
        BigEndian.WriteUInt16(transport[offset..], checksum == 0 ? (ushort)0xFFFF : checksum);
}
