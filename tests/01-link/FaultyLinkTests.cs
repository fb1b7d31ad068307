using Workbook.Basics;

namespace Workbook.Link.Tests;

public class FaultyLinkTests
{
    private readonly PacketPool _pool = new();
    private readonly Counters _counters = new();

    private (FaultyLink Faulty, ILink Other) Make(FaultOptions options, int seed = 1, CableOptions? cable = null)
    {
        (ILink a, ILink b) = Cable.Create(cable ?? new CableOptions { Capacity = 100_000 });
        return (new FaultyLink(a, options, new Random(seed), _pool, _counters), b);
    }

    private void Send(ILink link, int count, Instant now = default)
    {
        for (int i = 1; i <= count; i++)
            link.Send(_pool.Packet((byte)i), now);
    }

    /// <summary>Lets time pass until the link holds nothing back; returns when each frame came.</summary>
    private static List<(byte Frame, double Seconds)> Run(FaultyLink faulty, ILink other)
    {
        var arrived = new List<(byte, double)>();
        byte[] buffer = new byte[ILink.LargestFrame];
        for (Instant now = Instant.Zero; now != Instant.Never; now = faulty.NextDeadline)
        {
            faulty.TryReceive(now, buffer, out _);
            arrived.AddRange(other.Drain().Select(frame => (frame, Math.Round((now - Instant.Zero).TotalSeconds, 6))));
        }
        return arrived;
    }

    [Fact]
    public void Without_options_nothing_happens_to_a_frame()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions());
        Send(faulty, 5);
        other.Drain().ShouldBe<byte>([1, 2, 3, 4, 5]);
        faulty.NextDeadline.ShouldBe(Instant.Never);
    }

    [Fact]
    public void Frames_are_lost_by_number()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions { LoseFrames = new HashSet<long> { 1, 3 } });
        Send(faulty, 4);
        other.Drain().ShouldBe<byte>([2, 4]);
        _counters[DropReason.SimulatedLoss].ShouldBe(2);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void Loss_comes_as_often_as_asked_for()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions { Loss = 0.1 });
        Send(faulty, 10_000);
        other.Drain().Count.ShouldBeInRange(8_850, 9_150);
    }

    [Fact]
    public void The_same_seed_makes_the_same_faults()
    {
        List<byte> Once()
        {
            (FaultyLink faulty, ILink other) = Make(new FaultOptions { Loss = 0.3, Duplicate = 0.3, Corrupt = 0.3 }, seed: 7);
            Send(faulty, 200);
            return other.Drain();
        }
        Once().ShouldBe(Once());
    }

    [Fact]
    public void A_duplicate_is_a_packet_of_its_own()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions { Duplicate = 1 });
        Send(faulty, 2);
        other.Drain().ShouldBe<byte>([1, 1, 2, 2]);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void Corruption_turns_one_bit()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions { Corrupt = 1 });
        for (int i = 0; i < 50; i++)
        {
            faulty.Send(_pool.Packet(new byte[20]), Instant.Zero);
            other.Next()!.Sum(b => int.PopCount(b)).ShouldBe(1);
        }
    }

    [Fact]
    public void A_delayed_frame_leaves_when_its_time_has_come_and_not_before()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions { Delay = TimeSpan.FromMilliseconds(20) });
        Send(faulty, 1, Instant.FromSeconds(1));
        faulty.NextDeadline.ShouldBe(Instant.FromSeconds(1.02));
        faulty.Next(new Instant(Instant.FromSeconds(1.02).Ticks - 1));
        other.Next().ShouldBeNull();
        faulty.Next(Instant.FromSeconds(1.02));
        other.Next().ShouldNotBeNull();
        faulty.NextDeadline.ShouldBe(Instant.Never);
    }

    [Fact]
    public void Jitter_delays_without_changing_the_order()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions { Delay = TimeSpan.FromMilliseconds(10), Jitter = TimeSpan.FromMilliseconds(10) });
        Send(faulty, 100);
        var arrived = Run(faulty, other);
        arrived.Select(a => (int)a.Frame).ShouldBe(Enumerable.Range(1, 100));
        arrived.ShouldAllBe(a => a.Seconds >= 0.01 && a.Seconds <= 0.02);
    }

    [Fact]
    public void A_reordered_frame_is_overtaken_but_not_for_long()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions { Reorder = 0.2 });
        Send(faulty, 100);
        var arrived = Run(faulty, other);
        arrived.Select(a => (int)a.Frame).ShouldNotBe(Enumerable.Range(1, 100));
        arrived.Select(a => (int)a.Frame).Order().ShouldBe(Enumerable.Range(1, 100));
        arrived.Max(a => a.Seconds).ShouldBeInRange(0.0000001, 0.002);
    }

    [Fact]
    public void A_rate_sends_one_frame_after_the_other()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions { RateBitsPerSecond = 8_000, Delay = TimeSpan.FromSeconds(1) });
        Send(faulty, 3);
        Run(faulty, other).ShouldBe([(1, 1.001), (2, 1.002), (3, 1.003)]);
    }

    [Fact]
    public void So_many_frames_are_held_back_and_no_more()
    {
        (FaultyLink faulty, ILink other) = Make(new FaultOptions { Delay = TimeSpan.FromSeconds(1), QueueLimit = 2 });
        Send(faulty, 3);
        _counters[DropReason.LinkQueueFull].ShouldBe(1);
        Run(faulty, other).Count.ShouldBe(2);
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_link_that_damages_frames_offloads_nothing()
    {
        (FaultyLink faulty, _) = Make(new FaultOptions { Corrupt = 0.1 }, cable: new CableOptions { Offload = true });
        faulty.Offload.ShouldBe(default);
    }

    [Fact]
    public void Frames_that_are_held_back_are_released_with_the_link()
    {
        (FaultyLink faulty, _) = Make(new FaultOptions { Delay = TimeSpan.FromSeconds(1) });
        Send(faulty, 3);
        _pool.Outstanding.ShouldBe(3);
        faulty.Dispose();
        _pool.Outstanding.ShouldBe(0);
    }
}
