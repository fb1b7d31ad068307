using Workbook.Basics;

namespace Workbook.Arp;

/// <summary>What is known about a neighbor's link address.</summary>
public enum NeighborState
{
    /// <summary>Asked for, not answered yet; datagrams may be waiting.</summary>
    Incomplete,

    /// <summary>Heard of within <see cref="ArpOptions.Life"/>.</summary>
    Reachable,

    /// <summary>Not heard of for longer: still used, but whoever uses it asks again.</summary>
    Stale,

    /// <summary>Asked for in vain: for a moment there is no use in trying again.</summary>
    Failed,
}

/// <summary>A station on the link, as <see cref="ArpResolver"/> knows it.</summary>
public sealed class Neighbor : Scheduled
{
    private readonly Action<Neighbor, Instant> _onDue;

    internal Neighbor(IPv4Address address, Action<Neighbor, Instant> onDue)
    {
        Address = address;
        _onDue = onDue;
        Node = new(this);
    }

    public IPv4Address Address { get; }

    /// <summary>Meaningful while <see cref="NeighborState.Reachable"/> or <see cref="NeighborState.Stale"/>.</summary>
    public MacAddress Mac { get; internal set; }

    public NeighborState State { get; internal set; }

    /// <summary>Entered by hand: never changes, expires or makes room.</summary>
    public bool IsStatic { get; internal set; }

    /// <summary>Datagrams that wait for the address.</summary>
    public int WaitingCount => Waiting.Count;

    internal Queue<Packet> Waiting { get; } = new();

    /// <summary>Requests since the address was last confirmed.</summary>
    internal int Requests { get; set; }

    /// <summary>When the next request may be sent at the earliest.</summary>
    internal Instant NextRequest { get; set; }

    /// <summary>The place in the order of use.</summary>
    internal LinkedListNode<Neighbor> Node { get; }

    protected override void OnDue(Instant now) => _onDue(this, now);
}
