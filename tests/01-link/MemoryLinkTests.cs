using Workbook.Basics;
using Workbook.Harness;
using static Workbook.Link.Tests.Frames;

namespace Workbook.Link.Tests;

public class MemoryLinkTests
{
    private readonly PacketPool _pool = new();
    private readonly Counters _counters = new();

    [Fact]
    public void What_goes_in_at_one_end_of_a_cable_comes_out_at_the_other()
    {
        (ILink a, ILink b) = Cable.Create();
        a.Send(_pool.Packet(1), Instant.Zero);
        a.Send(_pool.Packet(2), Instant.Zero);
        b.Send(_pool.Packet(3), Instant.Zero);
        b.Drain().ShouldBe<byte>([1, 2]);
        a.Drain().ShouldBe<byte>([3]);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_cable_holds_so_many_frames_and_no_more()
    {
        (ILink a, ILink b) = Cable.Create(new CableOptions { Capacity = 2 }, _counters);
        for (byte i = 1; i <= 3; i++)
            a.Send(_pool.Packet(i), Instant.Zero);
        _counters[DropReason.LinkQueueFull].ShouldBe(1);
        b.Drain().ShouldBe<byte>([1, 2]);
        _pool.Outstanding.ShouldBe(0);
    }

    [Theory]
    [InlineData(1514, 0)]
    [InlineData(1515, 1)]
    public void A_cable_takes_frames_up_to_its_mtu(int length, int dropped)
    {
        (ILink a, _) = Cable.Create(counters: _counters);
        a.Send(_pool.Packet(new byte[length]), Instant.Zero);
        _counters[DropReason.FrameTooLong].ShouldBe(dropped);
    }

    [Fact]
    public void A_cable_tells_its_end_that_a_frame_has_come()
    {
        (ILink a, ILink b) = Cable.Create(new CableOptions { Capacity = 1 });
        int told = 0;
        b.Readable = () => told++;
        a.Send(_pool.Packet(1), Instant.Zero);
        a.Send(_pool.Packet(2), Instant.Zero);
        told.ShouldBe(1);
    }

    [Fact]
    public void Only_a_cable_that_offloads_vouches_for_checksums_and_takes_large_segments()
    {
        (ILink plain, _) = Cable.Create();
        plain.Offload.ShouldBe(default);

        (ILink a, ILink b) = Cable.Create(new CableOptions { Offload = true }, _counters);
        a.Offload.ShouldBe(new LinkOffload(true, 65_535));
        Packet large = _pool.Packet(new byte[60_000]);
        large.Offload = new PacketOffload(59_966, 16, 1460);
        a.Send(large, Instant.Zero);
        a.Send(_pool.Packet(1), Instant.Zero);
        byte[] buffer = new byte[ILink.LargestFrame];
        b.TryReceive(Instant.Zero, buffer, out FrameInfo frame).ShouldBeTrue();
        frame.ShouldBe(new FrameInfo(60_000, ChecksumVerified: true));
        b.TryReceive(Instant.Zero, buffer, out frame).ShouldBeTrue();
        frame.ShouldBe(new FrameInfo(1, ChecksumVerified: false));
    }

    [Fact]
    public void A_pulled_cable_drops_what_is_sent_and_releases_what_waits()
    {
        (ILink a, ILink b) = Cable.Create(counters: _counters);
        a.Send(_pool.Packet(1), Instant.Zero);
        b.Dispose();
        a.Send(_pool.Packet(2), Instant.Zero);
        b.Send(_pool.Packet(3), Instant.Zero);
        b.Next().ShouldBeNull();
        _counters[DropReason.LinkDown].ShouldBe(2);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_frame_over_the_cable_allocates_nothing()
    {
        (ILink a, ILink b) = Cable.Create();
        byte[] buffer = new byte[ILink.LargestFrame];
        void Exchange()
        {
            Packet packet = _pool.Rent(1500);
            packet.Append(1500);
            a.Send(packet, Instant.Zero);
            b.TryReceive(Instant.Zero, buffer, out _);
        }
        Allocation.During(() =>
        {
            for (int i = 0; i < 1000; i++)
                Exchange();
        }).ShouldBe(0);
    }

    [Fact]
    public void A_loopback_gives_back_what_it_is_sent()
    {
        using var link = new LoopbackLink(_counters, capacity: 1);
        link.Send(_pool.Packet(1), Instant.Zero);
        link.Send(_pool.Packet(2), Instant.Zero);
        link.Drain().ShouldBe<byte>([1]);
        _counters[DropReason.LinkQueueFull].ShouldBe(1);
    }

    [Fact]
    public void A_switch_floods_until_it_knows_where_a_station_is()
    {
        IReadOnlyList<ILink> ports = new EthernetSwitch(3, _pool).Ports;
        ports[0].Send(_pool.Packet(Of(Theirs, Ours, 0x0800)), Instant.Zero);
        ports.Select(p => p.Drain().Count).ShouldBe([0, 1, 1]);

        ports[1].Send(_pool.Packet(Of(Ours, Theirs, 0x0800)), Instant.Zero);
        ports.Select(p => p.Drain().Count).ShouldBe([1, 0, 0]);

        ports[0].Send(_pool.Packet(Of(Theirs, Ours, 0x0800)), Instant.Zero);
        ports.Select(p => p.Drain().Count).ShouldBe([0, 1, 0]);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_switch_sends_a_broadcast_to_everyone_else()
    {
        IReadOnlyList<ILink> ports = new EthernetSwitch(3, _pool).Ports;
        ports[0].Send(_pool.Packet(Of(MacAddress.Broadcast, MacAddress.Broadcast, 0x0806)), Instant.Zero);
        ports[1].Send(_pool.Packet(Of(MacAddress.Broadcast, Theirs, 0x0806)), Instant.Zero);
        ports.Select(p => p.Drain().Count).ShouldBe([1, 1, 2]);
    }

    [Theory]
    [InlineData(299.9, 0)]
    [InlineData(300, 1)]
    public void A_switch_forgets_a_station_that_is_silent_for_300_seconds(double seconds, int flooded)
    {
        IReadOnlyList<ILink> ports = new EthernetSwitch(3, _pool).Ports;
        ports[1].Send(_pool.Packet(Of(MacAddress.Broadcast, Theirs, 0x0806)), Instant.Zero);
        ports[2].Drain();
        ports[0].Send(_pool.Packet(Of(Theirs, Ours, 0x0800)), Instant.FromSeconds(seconds));
        ports[1].Drain().Count.ShouldBe(1);
        ports[2].Drain().Count.ShouldBe(flooded);
    }

    [Fact]
    public void A_switch_remembers_a_bounded_number_of_stations()
    {
        IReadOnlyList<ILink> ports = new EthernetSwitch(3, _pool, new SwitchOptions { TableSize = 2 }).Ports;
        for (ulong i = 1; i <= 3; i++)
            ports[1].Send(_pool.Packet(Of(MacAddress.Broadcast, new MacAddress(i << 8), 0x0806)), Instant.Zero);
        ports[2].Drain();
        ports[0].Send(_pool.Packet(Of(new MacAddress(1 << 8), Ours, 0x0800)), Instant.Zero);
        ports[2].Drain().Count.ShouldBe(1, "the first station was forgotten when the table was full");
    }

    [Fact]
    public void A_switch_drops_what_is_too_short_or_comes_from_where_it_should_go()
    {
        IReadOnlyList<ILink> ports = new EthernetSwitch(2, _pool, counters: _counters).Ports;
        ports[0].Send(_pool.Packet(new byte[13]), Instant.Zero);
        ports[0].Send(_pool.Packet(Of(Ours, Ours, 0x0800)), Instant.Zero);
        ports[1].Next().ShouldBeNull();
        _counters[DropReason.FrameTooShort].ShouldBe(1);
        _counters[DropReason.NotForThisPort].ShouldBe(1);
        _pool.Outstanding.ShouldBe(0);
    }
}
