using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Arp;

/// <content>The way out: datagrams to neighbors known, unknown and silent.</content>
public sealed partial class ArpResolver
{
    private int _waiting;

    /// <summary>Sends a datagram to a neighbor, at once or as soon as its address is known; takes the packet.</summary>
    /// <param name="nextHop">A neighbor, 255.255.255.255 for everybody on the link, or a multicast group.</param>
    public void Send(Packet datagram, IPv4Address nextHop, Instant now)
    {
        Neighbor? neighbor = Cache.Use(nextHop);
        if (neighbor is { State: NeighborState.Reachable })
            _send(datagram, neighbor.Mac, EtherType.IPv4, now);
        else if (nextHop.IsBroadcast || nextHop.IsMulticast)
            _send(datagram, GroupAddress(nextHop), EtherType.IPv4, now);
        else if (neighbor is { State: NeighborState.Stale })
        {
            if (neighbor.Requests == 0)
                Resolve(neighbor, null, now);
            _send(datagram, neighbor.Mac, EtherType.IPv4, now);
        }
        else if (neighbor is { State: NeighborState.Failed })
            HandUp(datagram, now);
        else
            Resolve(neighbor ?? Cache.Add(nextHop), datagram, now);
    }

    /// <summary>Enters a neighbor by hand, for good: ARP neither asks for it nor changes it.</summary>
    /// <exception cref="InvalidOperationException">The cache holds as many static neighbors as it may.</exception>
    public void AddStatic(IPv4Address address, MacAddress mac, Instant now)
    {
        Neighbor neighbor = Cache.Find(address) ?? Cache.Add(address);
        Cache.MakeStatic(neighbor);
        Confirm(neighbor, mac, now);
        _deadlines.Cancel(neighbor);
    }

    /// <summary>Moves on a neighbor whose address is asked for.</summary>
    /// <remarks>
    /// RFC 1122 section 2.3.2: at most one request a second for one address, and of the datagrams that wait keep at least the
    /// latest. A stale neighbor is asked for in the same way while its old address is still used; nothing waits then.
    /// </remarks>
    /// <param name="datagram">One that is to wait; null if only time has passed.</param>
    internal void Resolve(Neighbor neighbor, Packet? datagram, Instant now)
    {
        #region exercise 2.5: let a datagram wait, the oldest making room; ask once a second; give up after three requests
        if (datagram is not null)
        {
            while (MustMakeRoom(neighbor) && TryTake(neighbor, out Packet oldest))
                Drop(oldest, DropReason.ArpQueueFull);
            neighbor.Waiting.Enqueue(datagram);
            _waiting++;
        }
        if (now < neighbor.NextRequest)
            return;
        if (neighbor.Requests == _options.Tries)
        {
            GiveUp(neighbor, now);
            return;
        }
        Ask(neighbor, now);
        neighbor.Requests++;
        neighbor.NextRequest = now + _options.Retry;
        _deadlines.Schedule(neighbor, neighbor.NextRequest);
        #endregion
    }

    /// <summary>Lets a neighbor grow older whose time is up and who is not being asked for.</summary>
    /// <remarks>RFC 1122 section 2.3.2.1: entries that are out of date must be flushed.</remarks>
    internal void Expire(Neighbor neighbor, Instant now)
    {
        #region exercise 2.4: a reachable neighbor becomes stale for another life; any other is forgotten
        if (neighbor.State == NeighborState.Reachable)
        {
            neighbor.State = NeighborState.Stale;
            _deadlines.Schedule(neighbor, now + _options.Life);
        }
        else
            Cache.Remove(neighbor.Address);
        #endregion
    }

    /// <summary>Takes an address as right from now on, and sends what waited for it, in order.</summary>
    internal void Confirm(Neighbor neighbor, MacAddress mac, Instant now)
    {
        neighbor.Mac = mac;
        neighbor.State = NeighborState.Reachable;
        neighbor.Requests = 0;
        _deadlines.Schedule(neighbor, now + _options.Life);
        while (TryTake(neighbor, out Packet datagram))
            _send(datagram, mac, EtherType.IPv4, now);
    }

    private void OnDue(Neighbor neighbor, Instant now)
    {
        bool asking = neighbor.State == NeighborState.Incomplete || neighbor.State == NeighborState.Stale && neighbor.Requests > 0;
        if (asking)
            Resolve(neighbor, null, now);
        else
            Expire(neighbor, now);
    }

    /// <summary>Sends a request. The first for a stale address goes to its owner alone (RFC 1122 section 2.3.2.1 (2)); the
    /// next go to everybody, since the owner may have a new address.</summary>
    private void Ask(Neighbor neighbor, Instant now)
    {
        bool alone = neighbor.State == NeighborState.Stale && neighbor.Requests == 0;
        var request = new ArpPacket(ArpOperation.Request, _own, _primaryAddress(), MacAddress.Zero, neighbor.Address);
        Send(request, alone ? neighbor.Mac : MacAddress.Broadcast, now);
        _counters.Add(Counter.ArpRequestsSent);
    }

    /// <summary>Hands up what waited. The failure is remembered for a moment only: who answers later must not be shut out.</summary>
    private void GiveUp(Neighbor neighbor, Instant now)
    {
        neighbor.State = NeighborState.Failed;
        _deadlines.Schedule(neighbor, now + _options.FailureHold);
        while (TryTake(neighbor, out Packet datagram))
            HandUp(datagram, now);
    }

    private void HandUp(Packet datagram, Instant now)
    {
        if (Unreachable is null)
        {
            Drop(datagram, DropReason.ArpUnresolved);
            return;
        }
        _counters.Drop(DropReason.ArpUnresolved);
        Unreachable(datagram, now);
    }

    private bool MustMakeRoom(Neighbor neighbor) =>
        neighbor.Waiting.Count >= _options.QueueLength || _waiting >= _options.TotalQueueLength;

    private bool TryTake(Neighbor neighbor, out Packet datagram)
    {
        bool taken = neighbor.Waiting.TryDequeue(out datagram!);
        if (taken)
            _waiting--;
        return taken;
    }

    /// <summary>A neighbor has left the cache.</summary>
    private void Discard(Neighbor neighbor)
    {
        _deadlines.Cancel(neighbor);
        while (TryTake(neighbor, out Packet datagram))
            Drop(datagram, DropReason.ArpUnresolved);
    }

    private void Drop(Packet datagram, DropReason reason)
    {
        _counters.Drop(reason);
        datagram.Release();
    }

    /// <summary>RFC 1112 section 6.4: the low 23 bits of a multicast group behind 01-00-5E.</summary>
    private static MacAddress GroupAddress(IPv4Address group) =>
        group.IsBroadcast ? MacAddress.Broadcast : new MacAddress(0x01_00_5E_00_00_00UL | group.Value & 0x7F_FFFF);
}
