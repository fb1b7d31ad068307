using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>What has arrived beyond a gap: ranges of sequence numbers in ascending order that do not touch.</summary>
/// <remarks>
/// At most <see cref="Capacity"/> of them: a peer may send a window of single bytes with a gap after each, and neither
/// the memory nor the time per segment may follow (CVE-2018-5390, "SegmentSmack"). The list lives in the smallest array
/// of the pool, which is returned as soon as the last gap closes.
/// </remarks>
public sealed class RangeSet(BufferPool pool)
{
    public const int Capacity = 128;

    private byte[]? _storage;

    public int Count { get; private set; }

    public SackBlock this[int index] => Ranges[..Count][index];

    /// <summary>The end of the last range. Only while there is one.</summary>
    public SequenceNumber End => this[Count - 1].End;

    private Span<SackBlock> Ranges =>
        MemoryMarshal.Cast<byte, SackBlock>((_storage ??= pool.Rent(Capacity * Unsafe.SizeOf<SackBlock>())).AsSpan());

    /// <summary>Joins a range with all that it touches or overlaps.</summary>
    /// <param name="range">Not empty.</param>
    /// <param name="joined">The range that now contains it.</param>
    /// <returns>Whether there was room: false leaves the set as it was.</returns>
    public bool TryAdd(SackBlock range, out SackBlock joined)
    {
        #region exercise 7.5: join a new range with every range that it touches or overlaps
        int first = 0;
        while (first < Count && Ranges[first].End < range.Start) first++;
        int past = first;
        joined = range;
        while (past < Count && Ranges[past].Start <= range.End)
        {
            joined = new SackBlock(
                SequenceNumber.Min(joined.Start, Ranges[past].Start), SequenceNumber.Max(joined.End, Ranges[past].End));
            past++;
        }
        if (past == first) return TryInsert(range);
        Ranges[first] = joined;
        RemoveAt(first + 1, past - first - 1);
        return true;
        #endregion
    }

    /// <summary>Puts a range that touches no other into its place.</summary>
    /// <returns>Whether there was room: false leaves the set as it was.</returns>
    public bool TryInsert(SackBlock range)
    {
        #region exercise 7.4: keep a range that touches no other in its place, as long as there is room
        if (Count == Capacity) return false;
        int place = Count;
        while (place > 0 && range.Start < Ranges[place - 1].Start) place--;
        Ranges[place..Count].CopyTo(Ranges[(place + 1)..]);
        Ranges[place] = range;
        Count++;
        return true;
        #endregion
    }

    /// <summary>Finds the first sequence numbers of <paramref name="range"/> that are in the set already.</summary>
    public bool TryFindOverlap(SackBlock range, out SackBlock overlap)
    {
        for (int i = 0; i < Count; i++)
        {
            overlap = new SackBlock(
                SequenceNumber.Max(range.Start, Ranges[i].Start), SequenceNumber.Min(range.End, Ranges[i].End));
            if (overlap.Start < overlap.End) return true;
        }
        overlap = default;
        return false;
    }

    /// <summary>Removes every range that begins at or before <paramref name="next"/>.</summary>
    /// <returns>Where they end, or <paramref name="next"/> if that is further.</returns>
    public SequenceNumber RemoveReached(SequenceNumber next)
    {
        int reached = 0;
        while (reached < Count && Ranges[reached].Start <= next)
            next = SequenceNumber.Max(next, Ranges[reached++].End);
        RemoveAt(0, reached);
        return next;
    }

    /// <summary>The ranges in ascending order; valid until the set changes.</summary>
    public ReadOnlySpan<SackBlock> AsSpan() => Count == 0 ? [] : Ranges[..Count];

    public void Clear() => RemoveAt(0, Count);

    private void RemoveAt(int index, int count)
    {
        if (count == 0) return;
        Ranges[(index + count)..Count].CopyTo(Ranges[index..]);
        Count -= count;
        if (Count > 0) return;
        pool.Return(_storage!);
        _storage = null;
    }
}
