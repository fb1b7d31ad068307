using System.Runtime.CompilerServices;
using Workbook.Basics;

namespace Workbook.Link.Tests;

public class VirtioNetHeaderTests
{
    private const int Ethernet = 14, IPv4 = 20, Tcp = 32;
    private const byte NeedsChecksum = 1, Tcp4 = 1;

    /// <summary>A TCP frame whose transport header has a length of 32 bytes.</summary>
    private static Packet Frame(int payload, int segmentSize)
    {
        Packet frame = new PacketPool().Rent(60_000);
        frame.Append(Ethernet + IPv4 + Tcp + payload).Clear();
        frame.Span[Ethernet + IPv4 + 12] = Tcp / 4 << 4;
        frame.Offload = new PacketOffload(Tcp + payload, ChecksumOffset: 16, segmentSize);
        return frame;
    }

    [Fact]
    public void It_is_the_header_of_the_kernel_in_size() => Unsafe.SizeOf<VirtioNetHeader>().ShouldBe(VirtioNetHeader.Size);

    [Fact]
    public void A_frame_that_asks_for_nothing_gets_zeros()
    {
        Packet frame = Frame(100, 1448);
        frame.Offload = default;
        VirtioNetHeader.For(frame).ShouldBe(default);
    }

    [Fact]
    public void A_checksum_to_be_finished_is_found_from_the_start_of_the_frame() =>
        VirtioNetHeader.For(Frame(100, 0)).ShouldBe(new VirtioNetHeader(NeedsChecksum, 0, 0, 0, Ethernet + IPv4, 16));

    [Theory]
    [InlineData(1448, 0)]
    [InlineData(1449, Tcp4)]
    public void A_payload_of_more_than_one_segment_is_to_be_cut(int payload, byte segmentation)
    {
        VirtioNetHeader header = VirtioNetHeader.For(Frame(payload, 1448));
        header.Segmentation.ShouldBe(segmentation);
        if (segmentation != 0)
            header.ShouldBe(new VirtioNetHeader(NeedsChecksum, Tcp4, Ethernet + IPv4 + Tcp, 1448, Ethernet + IPv4, 16));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    public void The_kernel_vouches_for_what_it_left_out_or_looked_at(byte flags, bool verified) =>
        new VirtioNetHeader(flags, 0, 0, 0, 0, 0).ChecksumVerified.ShouldBe(verified);
}
