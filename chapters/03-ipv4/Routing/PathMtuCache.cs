using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// What routers have told about the largest datagram that gets through to a destination (RFC 1191). The news comes
/// from anybody who can forge an ICMP message, so it is believed within bounds (RFC 5927 section 7): an entry never grows
/// except by dying of age, never falls below a floor, and the cache holds only so many.
/// </summary>
internal sealed class PathMtuCache(IPv4Options options)
{
    /// <summary>Common MTUs, for a router too old to tell its own (RFC 1191 section 7.1).</summary>
    private static readonly int[] Plateaus = [32_000, 17_914, 8_166, 4_352, 2_002, 1_492, 1_006, 508, 296, 68];

    private readonly Dictionary<IPv4Address, Entry> _entries = [];

    private readonly record struct Entry(int Mtu, bool BelowFloor, Instant Expires);

    public int Count => _entries.Count;

    /// <summary>When the first entry dies of age.</summary>
    public Instant NextDeadline { get; private set; } = Instant.Never;

    /// <summary>The smaller of an interface's MTU and what is known of the path.</summary>
    public int Limit(IPv4Address destination, int mtu) =>
        _entries.Count > 0 && _entries.TryGetValue(destination, out var entry) ? Math.Min(mtu, entry.Mtu) : mtu;

    /// <summary>
    /// Did a router ask for less than the floor? Then datagrams of the floor's size leave without don't-fragment, and
    /// that router cuts them.
    /// </summary>
    public bool IsBelowFloor(IPv4Address destination) =>
        _entries.Count > 0 && _entries.TryGetValue(destination, out var entry) && entry.BelowFloor;

    /// <summary>
    /// Takes in a "fragmentation needed". <paramref name="datagramLength"/> is the total length of the datagram that did
    /// not fit, <paramref name="nextHopMtu"/> what the router says would (0: it does not say). False if that is not plausible.
    /// </summary>
    public bool TryLearn(IPv4Address destination, int datagramLength, int nextHopMtu, Instant now)
    {
        int mtu = nextHopMtu > 0 ? nextHopMtu : NextPlateau(datagramLength);
        if (mtu < IPv4Interface.MinimumMtu || mtu >= datagramLength) return false;
        if (_entries.TryGetValue(destination, out var known) && mtu >= known.Mtu) return false;
        if (_entries.Count >= options.PathMtuEntries && !_entries.ContainsKey(destination)) EvictOldest();
        var expires = now + options.PathMtuLifetime;
        _entries[destination] = new Entry(Math.Max(mtu, options.MinimumPathMtu), mtu < options.MinimumPathMtu, expires);
        NextDeadline = Instant.Min(NextDeadline, expires);
        return true;
    }

    public void Tick(Instant now)
    {
        if (now < NextDeadline) return;
        NextDeadline = Instant.Never;
        foreach (var (destination, entry) in _entries)
        {
            if (entry.Expires <= now) _entries.Remove(destination);
            else NextDeadline = Instant.Min(NextDeadline, entry.Expires);
        }
    }

    private void EvictOldest()
    {
        var oldest = _entries.First();
        foreach (var entry in _entries)
            if (entry.Value.Expires < oldest.Value.Expires) oldest = entry;
        _entries.Remove(oldest.Key);
    }

    private static int NextPlateau(int datagramLength)
    {
        foreach (int plateau in Plateaus)
            if (plateau < datagramLength) return plateau;
        return 0;
    }
}
