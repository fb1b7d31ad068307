using Workbook.Basics;

namespace Workbook.Arp;

/// <summary>
/// The neighbors of one link, a bounded number of them: when it is full, the least recently used makes room. Every
/// operation takes constant time.
/// </summary>
public sealed class NeighborCache
{
    private readonly Dictionary<IPv4Address, Neighbor> _neighbors = [];
    private readonly LinkedList<Neighbor> _byUse = []; // latest first; static ones stay out of it
    private readonly Action<Neighbor, Instant> _onDue;
    private readonly Action<Neighbor> _onRemoved;
    private Neighbor? _latest;

    internal NeighborCache(int capacity, Action<Neighbor, Instant> onDue, Action<Neighbor> onRemoved)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 2);
        Capacity = capacity;
        _onDue = onDue;
        _onRemoved = onRemoved;
    }

    public int Capacity { get; }

    public int Count => _neighbors.Count;

    public IReadOnlyCollection<Neighbor> All => _neighbors.Values;

    /// <summary>Looks without touching the order of use.</summary>
    public Neighbor? Find(IPv4Address address) => _neighbors.GetValueOrDefault(address);

    /// <summary>Forgets a neighbor; what waits for it is dropped.</summary>
    /// <returns>False if there is none of that address.</returns>
    public bool Remove(IPv4Address address)
    {
        if (!_neighbors.Remove(address, out Neighbor? neighbor))
            return false;
        if (!neighbor.IsStatic)
            _byUse.Remove(neighbor.Node);
        if (_latest == neighbor)
            _latest = null;
        _onRemoved(neighbor);
        return true;
    }

    /// <summary>Looks up for sending. Datagrams in a row mostly go to the same neighbor, which costs a comparison.</summary>
    internal Neighbor? Use(IPv4Address address)
    {
        if (_latest is { } latest && latest.Address == address)
            return latest;
        if (!_neighbors.TryGetValue(address, out Neighbor? neighbor))
            return null;
        if (!neighbor.IsStatic)
        {
            _byUse.Remove(neighbor.Node);
            _byUse.AddFirst(neighbor.Node);
        }
        return _latest = neighbor;
    }

    /// <summary>Makes a neighbor that is not there yet, <see cref="NeighborState.Incomplete"/>, at the cost of
    /// another if need be.</summary>
    internal Neighbor Add(IPv4Address address)
    {
        if (Count == Capacity)
            Remove(_byUse.Last!.Value.Address);
        var neighbor = new Neighbor(address, _onDue);
        _neighbors.Add(address, neighbor);
        _byUse.AddFirst(neighbor.Node);
        return _latest = neighbor;
    }

    /// <summary>Takes a neighbor out of the order of use, so that it never makes room.</summary>
    /// <exception cref="InvalidOperationException">All places but one are static already.</exception>
    internal void MakeStatic(Neighbor neighbor)
    {
        if (neighbor.IsStatic)
            return;
        if (_neighbors.Count - _byUse.Count >= Capacity - 1)
            throw new InvalidOperationException($"a cache of {Capacity} neighbors has room for {Capacity - 1} static ones");
        _byUse.Remove(neighbor.Node);
        neighbor.IsStatic = true;
    }
}
