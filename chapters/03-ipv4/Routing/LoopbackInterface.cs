using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// The way from this stack to itself. What is sent waits in a bounded queue until <see cref="Deliver"/>, so that no
/// transport is ever entered again from within its own call. Nothing can be corrupted on the way: checksums
/// need not be computed, and segments need not be cut.
/// </summary>
internal sealed class LoopbackInterface
{
    private readonly Queue<Packet> _waiting = new();
    private readonly int _capacity;
    private readonly Counters _counters;

    public LoopbackInterface(int capacity, Counters counters)
    {
        _capacity = capacity;
        _counters = counters;
        Interface = new IPv4Interface("lo", IPv4Header.MaximumDatagram, new LinkOffload(true, IPv4Header.MaximumDatagram), Enqueue)
        {
            IsLoopback = true,
        };
        Interface.AddAddress(new IPv4Prefix(IPv4Address.Loopback, 8));
    }

    public IPv4Interface Interface { get; }

    /// <summary>Due at once while anything waits.</summary>
    public Instant NextDeadline => _waiting.Count > 0 ? Instant.Zero : Instant.Never;

    /// <summary>Receives what waits now; what that causes to be sent waits for the next call, so that this one ends.</summary>
    public void Deliver(IPv4Layer layer, Instant now)
    {
        for (int count = _waiting.Count; count > 0; count--)
        {
            var datagram = _waiting.Dequeue();
            layer.Receive(Interface, datagram.Span, new Arrival(now, ChecksumVerified: true));
            datagram.Release();
        }
    }

    private void Enqueue(Packet datagram, IPv4Address nextHop, Instant now)
    {
        if (_waiting.Count < _capacity)
        {
            _waiting.Enqueue(datagram);
            return;
        }
        _counters.Drop(DropReason.LoopbackQueueFull);
        datagram.Release();
    }
}
