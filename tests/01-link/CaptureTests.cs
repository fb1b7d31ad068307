using System.Buffers.Binary;
using Workbook.Basics;

namespace Workbook.Link.Tests;

public class CaptureTests
{
    private readonly PacketPool _pool = new();

    [Fact]
    public void A_capture_file_begins_with_magic_version_and_link_type()
    {
        var file = new MemoryStream();
        using var writer = new PcapWriter(file);
        file.ToArray().ShouldBe(Convert.FromHexString("4D3CB2A1" + "0200" + "0400" + "00000000" + "00000000" + "00000400" + "01000000"));
    }

    [Fact]
    public void Each_frame_is_written_with_its_time_in_nanoseconds()
    {
        var file = new MemoryStream();
        using var writer = new PcapWriter(file, origin: TimeSpan.FromSeconds(100));
        writer.Write([7, 8, 9], Instant.FromSeconds(1.0000005));
        file.ToArray()[24..].ShouldBe(Convert.FromHexString("65000000" + "F4010000" + "03000000" + "03000000" + "070809"));
    }

    [Fact]
    public void A_capture_holds_both_directions()
    {
        var file = new MemoryStream();
        (ILink a, ILink b) = Cable.Create();
        using var writer = new PcapWriter(file);
        using var link = new CaptureLink(a, writer);
        link.Send(_pool.Packet(1), Instant.FromSeconds(1));
        b.Send(_pool.Packet(2), Instant.FromSeconds(2));
        link.Next(Instant.FromSeconds(3)).ShouldBe([2]);
        link.Next(Instant.FromSeconds(4)).ShouldBeNull();

        byte[] records = file.ToArray()[24..];
        records.Length.ShouldBe(2 * 17);
        (BinaryPrimitives.ReadUInt32LittleEndian(records), records[16]).ShouldBe((1u, (byte)1));
        (BinaryPrimitives.ReadUInt32LittleEndian(records.AsSpan(17)), records[33]).ShouldBe((3u, (byte)2));
    }

    [Fact]
    public void A_trace_shows_each_frame_with_its_direction()
    {
        var seen = new List<(FrameDirection, byte, Instant)>();
        (ILink a, ILink b) = Cable.Create();
        using var link = new TraceLink(a, (direction, frame, now) => seen.Add((direction, frame[0], now)));
        link.Send(_pool.Packet(1), Instant.FromSeconds(1));
        b.Send(_pool.Packet(2), Instant.FromSeconds(1));
        link.Next(Instant.FromSeconds(2));
        link.Next(Instant.FromSeconds(3));
        seen.ShouldBe([(FrameDirection.Out, 1, Instant.FromSeconds(1)), (FrameDirection.In, 2, Instant.FromSeconds(2))]);
    }

    [Fact]
    public void A_wrapper_is_otherwise_the_link_inside()
    {
        (ILink a, ILink b) = Cable.Create(new CableOptions { Mtu = 1400 });
        using var link = new TraceLink(a, (_, _, _) => { });
        bool told = false;
        link.Readable = () => told = true;
        b.Send(_pool.Packet(1), Instant.Zero);
        told.ShouldBeTrue();
        (link.Name, link.Address, link.Mtu, link.PollDescriptor).ShouldBe((a.Name, a.Address, 1400, -1));
    }
}
