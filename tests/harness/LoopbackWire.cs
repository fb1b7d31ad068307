using System.Runtime.CompilerServices;
using Workbook.Basics;

namespace Workbook.Harness;

/// <summary>What a <see cref="LoopbackWire"/> does to datagrams; probabilities from 0 to 1, each drawn by itself.</summary>
public sealed record WireFaults
{
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Up to this much more, drawn for each datagram: later ones overtake earlier ones.</summary>
    public TimeSpan Jitter { get; init; }

    public double Loss { get; init; }
    public double Duplicate { get; init; }

    /// <summary>One bit, somewhere behind the IPv4 header, arrives inverted.</summary>
    public double Corrupt { get; init; }
}

/// <summary>
/// Joins two ends without links, routes or ARP between them: what one sends arrives at the other, late or never as
/// <see cref="WireFaults"/> says, the same way every time for the same <see cref="Random"/>.
/// </summary>
public sealed class LoopbackWire
{
    private const int MinimumHeader = 20;

    private readonly VirtualTime _time;
    private readonly WireFaults _faults;
    private readonly Random _random;
    private readonly PriorityQueue<(IWireEnd To, byte[] Datagram), (long Due, long Order)> _flying = new();
    private long _order;

    public LoopbackWire(VirtualTime time, IWireEnd a, IWireEnd b, WireFaults faults, Random random)
    {
        (_time, _faults, _random) = (time, faults, random);
        Join(a, b);
        Join(b, a);
        // Asked last, when both ends have handed over what they sent since.
        time.Add(NextArrival, Deliver);
    }

    /// <summary>Decides beyond chance: whether a datagram is lost. Called for each that leaves.</summary>
    public Func<byte[], bool>? Drop { get; set; }

    public int Carried { get; private set; }
    public int Lost { get; private set; }

    /// <summary>All that left, lost or not.</summary>
    public CaptureFile Capture { get; } = new();

    /// <summary>As <see cref="VirtualTime.RunUntil(Func{bool}, TimeSpan, string)"/>; on failure says where the packets lie.</summary>
    /// <exception cref="TimeoutException">The condition does not hold within <paramref name="limit"/> of virtual time.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan limit, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        try
        {
            _time.RunUntil(condition, limit, what);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message}\n{Carried} datagrams left, {Lost} of them were lost\npackets:  {Capture.Write()}", e);
        }
    }

    private void Join(IWireEnd from, IWireEnd to) => _time.Add(
        () =>
        {
            Collect(from, to);
            return from.NextDeadline;
        },
        now =>
        {
            from.Tick(now);
            Collect(from, to);
        });

    private void Collect(IWireEnd from, IWireEnd to)
    {
        while (from.TryTakeSent(out byte[]? datagram))
        {
            Capture.Add(_time.Now, datagram);
            Carried++;
            if (_random.NextDouble() < _faults.Loss || Drop?.Invoke(datagram) == true)
            {
                Lost++;
                continue;
            }
            Launch(to, datagram);
            if (_random.NextDouble() < _faults.Duplicate)
                Launch(to, [.. datagram]);
        }
    }

    private void Launch(IWireEnd to, byte[] datagram)
    {
        if (datagram.Length > MinimumHeader && _random.NextDouble() < _faults.Corrupt)
            datagram[_random.Next(MinimumHeader, datagram.Length)] ^= (byte)(1 << _random.Next(8));
        Instant due = _time.Now + _faults.Delay + _faults.Jitter * _random.NextDouble();
        _flying.Enqueue((to, datagram), (due.Ticks, _order++));
    }

    private Instant NextArrival() => _flying.TryPeek(out _, out var at) ? new Instant(at.Due) : Instant.Never;

    private void Deliver(Instant now)
    {
        while (NextArrival() <= now)
        {
            var (to, datagram) = _flying.Dequeue();
            to.Arrive(datagram, now);
        }
    }
}
