using System.Runtime.InteropServices;
using Workbook.Basics;

namespace Workbook.Link;

/// <summary>
/// What the kernel and we tell each other about a frame: the <c>virtio_net_hdr</c> of linux/virtio_net.h, in native byte
/// order. With it one system call carries a datagram of up to 64 KiB that is cut into frames only where a real wire begins.
/// </summary>
/// <param name="ChecksumStart">Where the transport header begins, from the start of the frame.</param>
/// <param name="ChecksumOffset">Where in the transport header its checksum stands.</param>
[StructLayout(LayoutKind.Sequential, Pack = 1)]
internal readonly record struct VirtioNetHeader(
    byte Flags, byte Segmentation, ushort HeaderLength, ushort SegmentSize, ushort ChecksumStart, ushort ChecksumOffset)
{
    public const int Size = 10;

    private const byte NeedsChecksum = 1;   // VIRTIO_NET_HDR_F_NEEDS_CSUM
    private const byte DataValid = 2;       // VIRTIO_NET_HDR_F_DATA_VALID
    private const byte Tcp4 = 1;            // VIRTIO_NET_HDR_GSO_TCPV4

    /// <summary>The kernel has checked the checksum, or never computed it because the frame has not left the machine.</summary>
    public bool ChecksumVerified => (Flags & (NeedsChecksum | DataValid)) != 0;

    /// <summary>Says of a frame what its <see cref="Packet.Offload"/> asks for.</summary>
    public static VirtioNetHeader For(Packet frame)
    {
        PacketOffload wanted = frame.Offload;
        if (wanted.TransportLength == 0)
            return default;

        int start = frame.Length - wanted.TransportLength;
        var checksum = new VirtioNetHeader(NeedsChecksum, 0, 0, 0, (ushort)start, (ushort)wanted.ChecksumOffset);
        if (wanted.SegmentSize == 0)
            return checksum;

        int tcpHeader = (frame.Span[start + 12] >> 4) * 4;
        if (wanted.TransportLength - tcpHeader <= wanted.SegmentSize)
            return checksum;
        return checksum with
        {
            Segmentation = Tcp4,
            HeaderLength = (ushort)(start + tcpHeader),
            SegmentSize = (ushort)wanted.SegmentSize,
        };
    }
}
