using System.Diagnostics.CodeAnalysis;
using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>Is told of a datagram whose fragments did not all come in time.</summary>
/// <param name="firstFragment">The first fragment as it arrived.</param>
public delegate void ReassemblyTimedOut(ReadOnlySpan<byte> firstFragment, Arrival arrival);

/// <summary>
/// The datagrams of a stack that wait for fragments. Fragments are a favourite weapon, so everything here has a bound:
/// memory (the oldest go first), datagrams, fragments of one, and time. All wait equally long, so the oldest is
/// also the next to expire.
/// </summary>
public sealed class Reassembler
{
    /// <summary>Bytes charged for a datagram besides its buffer.</summary>
    private const int EntryCost = 512;

    private const int KeepIdle = 64;

    private readonly IPv4Options _options;
    private readonly BufferPool _buffers;
    private readonly Counters _counters;
    private readonly ReassemblyTimedOut _timedOut;
    private readonly Dictionary<FragmentKey, Entry> _entries = [];
    private readonly LinkedList<Entry> _byAge = new();
    private readonly Stack<Entry> _idle = new();

    /// <summary>Fragments belong together if all four agree (RFC 791 section 3.2).</summary>
    private readonly record struct FragmentKey(
        IPv4Address Source, IPv4Address Destination, IpProtocol Protocol, ushort Identification)
    {
        /// <summary>Seeded for each process, so that nobody outside can aim at one bucket.</summary>
        public override int GetHashCode() =>
            HashCode.Combine(Source.Value, Destination.Value, (int)Protocol << 16 | Identification);
    }

    /// <summary>A datagram with its place in the table. Entries are used again and again.</summary>
    private sealed class Entry : Reassembly
    {
        public Entry(BufferPool buffers) : base(buffers) => Node = new LinkedListNode<Entry>(this);

        public LinkedListNode<Entry> Node { get; }
        public FragmentKey Key { get; set; }
        public Instant Deadline { get; set; }
        public bool LinkBroadcast { get; set; }

        /// <summary>Condemned: stays until its time is up, so that the rest of its fragments do not begin anew.</summary>
        public bool IsCondemned { get; set; }
    }

    /// <param name="options">The bounds.</param>
    /// <param name="buffers">Where the memory comes from.</param>
    /// <param name="counters">Where drops are counted.</param>
    /// <param name="timedOut">Sends the ICMP error.</param>
    public Reassembler(IPv4Options options, BufferPool buffers, Counters counters, ReassemblyTimedOut timedOut)
    {
        _options = options;
        _buffers = buffers;
        _counters = counters;
        _timedOut = timedOut;
    }

    /// <summary>Datagrams that wait.</summary>
    public int Count => _entries.Count;

    /// <summary>Bytes that they occupy.</summary>
    public int Memory { get; private set; }

    /// <summary>When the oldest one's time is up.</summary>
    public Instant NextDeadline => _byAge.First?.Value.Deadline ?? Instant.Never;

    /// <summary>Takes in a fragment. True if that made a datagram whole: use it, then <see cref="Recycle"/> it.</summary>
    /// <param name="datagram">The fragment with its header, valid during the call.</param>
    public bool TryAdd(
        in IPv4Header header, ReadOnlySpan<byte> datagram, Arrival arrival, [NotNullWhen(true)] out Reassembly? whole)
    {
        Tick(arrival.Now);
        whole = null;
        if (IsImpossible(header, out DropReason reason))
        {
            _counters.Drop(reason);
            return false;
        }
        Entry entry = FindOrBegin(header, arrival);
        entry.LinkBroadcast |= arrival.LinkBroadcast;
        if (!TryTake(entry, header, datagram)) return false;
        if (entry.IsComplete) return TryFinish(entry, out whole);
        if (Memory > _options.ReassemblyHigh) Evict(_options.ReassemblyLow, _options.MaximumReassemblies);
        return false;
    }

    /// <summary>
    /// Gives up the datagrams whose time is up, and tells of those whose first fragment is there: without it an ICMP error
    /// would have no transport header to quote (RFC 792, time exceeded).
    /// </summary>
    public void Tick(Instant now)
    {
        #region exercise 3.8: give up datagrams whose time is up; report those whose first fragment arrived
        throw new NotImplementedException("exercise 3.8");
        #endregion
    }

    /// <summary>Takes back a datagram that <see cref="TryAdd"/> gave out.</summary>
    public void Recycle(Reassembly whole)
    {
        whole.Release();
        if (whole is Entry entry && _idle.Count < KeepIdle) _idle.Push(entry);
    }

    /// <summary>Checks what can be said of a fragment alone.</summary>
    private static bool IsImpossible(in IPv4Header header, out DropReason reason)
    {
        int length = header.PayloadLength;
        bool tcp = header.Protocol == IpProtocol.Tcp;
        reason = default;
        if (length == 0 || (header.MoreFragments && length % 8 != 0)) reason = DropReason.FragmentBadLength;
        else if (header.HeaderLength + header.FragmentOffset + length > IPv4Header.MaximumDatagram)
            reason = DropReason.FragmentPastEnd;
        // RFC 1858 section 3 and RFC 3128: the flags of a TCP header must not hide in a second fragment.
        else if (tcp && (header.FragmentOffset == 8 || (header.FragmentOffset == 0 && length < 16)))
            reason = DropReason.FragmentTooSmall;
        else return false;
        return true;
    }

    private Entry FindOrBegin(in IPv4Header header, Arrival arrival)
    {
        var key = new FragmentKey(header.Source, header.Destination, header.Protocol, header.Identification);
        if (_entries.TryGetValue(key, out Entry? entry)) return entry;
        if (Count >= _options.MaximumReassemblies) Evict(_options.ReassemblyHigh, _options.MaximumReassemblies - 1);
        entry = _idle.TryPop(out Entry? idle) ? idle : new Entry(_buffers);
        entry.Begin();
        entry.Key = key;
        entry.Deadline = arrival.Now + _options.ReassemblyTimeout;
        entry.LinkBroadcast = entry.IsCondemned = false;
        _entries.Add(key, entry);
        _byAge.AddLast(entry.Node);
        Memory += EntryCost;
        return entry;
    }

    /// <summary>Adds a fragment to its datagram; condemns the datagram if the fragment contradicts it.</summary>
    private bool TryTake(Entry entry, in IPv4Header header, ReadOnlySpan<byte> datagram)
    {
        int before = entry.BufferSize;
        FragmentVerdict verdict = entry.IsCondemned ? FragmentVerdict.Overlap : entry.Add(header, datagram);
        Memory += entry.BufferSize - before;
        bool tooMany = entry.Fragments > _options.MaximumFragments;
        if (verdict == FragmentVerdict.New && !tooMany) return true;
        _counters.Drop(tooMany ? DropReason.FragmentTooMany
            : verdict == FragmentVerdict.Duplicate ? DropReason.FragmentDuplicate : DropReason.FragmentOverlap);
        if (verdict != FragmentVerdict.Duplicate) Condemn(entry);
        return false;
    }

    private bool TryFinish(Entry entry, [NotNullWhen(true)] out Reassembly? whole)
    {
        whole = entry.Finish() ? entry : null;
        if (whole is null)
        {
            _counters.Drop(DropReason.FragmentPastEnd);
            Condemn(entry);
            return false;
        }
        _counters.Add(Counter.DatagramsReassembled);
        Memory -= whole.BufferSize;
        Unlink(entry);
        return true;
    }

    private void Condemn(Entry entry)
    {
        entry.IsCondemned = true;
        Memory -= entry.BufferSize;
        entry.Release();
    }

    private void Evict(int memory, int count)
    {
        while (_byAge.First?.Value is { } oldest && (Memory > memory || Count > count))
        {
            _counters.Drop(DropReason.FragmentMemory);
            Remove(oldest);
        }
    }

    private void Remove(Entry entry)
    {
        Memory -= entry.BufferSize;
        Unlink(entry);
        Recycle(entry);
    }

    private void Unlink(Entry entry)
    {
        Memory -= EntryCost;
        _entries.Remove(entry.Key);
        _byAge.Remove(entry.Node);
    }
}
