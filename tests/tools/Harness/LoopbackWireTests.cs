using System.Diagnostics.CodeAnalysis;
using Workbook.Basics;

namespace Workbook.Tools.Tests.Harness;

public class LoopbackWireTests
{
    private readonly VirtualTime _time = new();
    private readonly End _a = new(), _b = new();

    private sealed class End : IWireEnd
    {
        public List<(Instant Time, byte[] Datagram)> Arrived { get; } = [];
        public Queue<byte[]> Waiting { get; } = new();

        public void Arrive(ReadOnlySpan<byte> ipv4Datagram, Instant now) => Arrived.Add((now, ipv4Datagram.ToArray()));
        public void Tick(Instant now) { }
        public Instant NextDeadline => Instant.Never;
        public bool TryTakeSent([NotNullWhen(true)] out byte[]? ipv4Datagram) => Waiting.TryDequeue(out ipv4Datagram);
    }

    private LoopbackWire Wire(WireFaults faults, int seed = 1) => new(_time, _a, _b, faults, new Random(seed));

    private void Send(int count)
    {
        for (int i = 0; i < count; i++)
            _a.Waiting.Enqueue([.. Pattern.Bytes(0, 30), (byte)i]);
        _time.RunFor(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void What_leaves_arrives_in_order_after_the_delay()
    {
        Wire(new WireFaults { Delay = TimeSpan.FromSeconds(0.25) });
        Send(3);
        _b.Arrived.Select(a => (int)a.Datagram[^1]).ShouldBe([0, 1, 2]);
        _b.Arrived[0].Time.ShouldBe(Instant.FromSeconds(0.25));
        _a.Arrived.ShouldBeEmpty();
    }

    [Fact]
    public void Loss_duplication_reordering_and_corruption_come_as_often_as_asked()
    {
        LoopbackWire wire = Wire(new WireFaults { Loss = 0.25, Duplicate = 0.5, Corrupt = 0.5, Jitter = TimeSpan.FromSeconds(0.1) });
        Send(200);
        wire.Lost.ShouldBeInRange(30, 70);
        _b.Arrived.Count.ShouldBeInRange(200, 250);
        _b.Arrived.Count(a => !a.Datagram[..30].SequenceEqual(Pattern.Bytes(0, 30))).ShouldBeInRange(80, 140);
        _b.Arrived.Select(a => a.Datagram[^1]).SequenceEqual(_b.Arrived.Select(a => a.Datagram[^1]).Order()).ShouldBeFalse();
    }

    [Fact]
    public void The_headers_of_ip_are_never_corrupted()
    {
        Wire(new WireFaults { Corrupt = 1 });
        Send(100);
        _b.Arrived.Count(a => a.Datagram.AsSpan(0, 20).SequenceEqual(Pattern.Bytes(0, 20))).ShouldBe(100);
    }

    [Fact]
    public void A_test_may_choose_what_is_lost()
    {
        Wire(new WireFaults()).Drop = datagram => datagram[^1] == 1;
        Send(3);
        _b.Arrived.Select(a => (int)a.Datagram[^1]).ShouldBe([0, 2]);
    }

    [Fact]
    public void Waiting_in_vain_says_where_the_packets_lie()
    {
        LoopbackWire wire = Wire(new WireFaults { Loss = 1 });
        _a.Waiting.Enqueue(Pattern.Bytes(0, 40));
        string message = Should.Throw<TimeoutException>(() => wire.RunUntil(() => _b.Arrived.Count == 1, TimeSpan.FromSeconds(5))).Message;
        message.ShouldContain("not within 5 s of virtual time");
        message.ShouldContain("1 datagrams left, 1 of them were lost");
        File.Exists(message.Split("packets:  ")[1]).ShouldBeTrue();
    }
}
