using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>Puts the text of segments back into the order of their sequence numbers.</summary>
/// <remarks>
/// Text is copied once, straight to where it belongs in the ring; a <see cref="RangeSet"/> knows what of the space
/// behind RCV.NXT is filled. Where segments overlap, the bytes that came first stay: nobody can rewrite what has been
/// acknowledged by SACK or may be read in a moment.
/// </remarks>
public sealed class Reassembly(SequenceNumber next, int limit, BufferPool pool)
{
    private readonly ByteRing _ring = new(pool, limit);
    private RangeSet? _early;

    /// <summary>RCV.NXT as far as text goes: the first sequence number that is missing.</summary>
    public SequenceNumber Next { get; private set; } = next;

    /// <summary>The bytes in order that nobody has read.</summary>
    public int Available => _ring.Count;

    /// <summary>How many bytes are kept, in order or early.</summary>
    public int Limit { get => _ring.Limit; set => _ring.Limit = value; }

    /// <summary>Whether text waits behind a gap.</summary>
    public bool HasGap => _early is { Count: > 0 };

    /// <summary>The end of the furthest text.</summary>
    public SequenceNumber End => HasGap ? _early!.End : Next;

    /// <summary>Takes text that begins at <see cref="Next"/>, and whatever waited behind it.</summary>
    /// <param name="text">No more than there is room for.</param>
    public void Append(ReadOnlySpan<byte> text)
    {
        #region exercise 7.3: take text that is next in order, and whatever waited for it
        throw new NotImplementedException("exercise 7.3");
        #endregion
    }

    /// <summary>Keeps text that begins behind a gap.</summary>
    /// <param name="start">Beyond <see cref="Next"/>.</param>
    /// <param name="text">Not empty, no more than there is room for.</param>
    /// <param name="kept">The stretch without gaps that it is part of now.</param>
    /// <returns>False if there are too many gaps already: the text is dropped.</returns>
    public bool TryKeep(SequenceNumber start, ReadOnlySpan<byte> text, out SackBlock kept)
    {
        _early ??= new RangeSet(pool);
        WriteMissing(start, text);
        return _early.TryAdd(new SackBlock(start, start + text.Length), out kept);
    }

    /// <summary>Finds the first bytes of a stretch beyond <see cref="Next"/> that have come before.</summary>
    public bool TryFindDuplicate(SackBlock stretch, out SackBlock duplicate)
    {
        duplicate = default;
        return HasGap && _early!.TryFindOverlap(stretch, out duplicate);
    }

    public int Read(Span<byte> destination) => _ring.Read(destination);

    /// <summary>Returns all storage; what it held is lost.</summary>
    public void Clear()
    {
        _early?.Clear();
        _ring.Clear();
    }

    /// <summary>Writes what of the text has not come before.</summary>
    private void WriteMissing(SequenceNumber start, ReadOnlySpan<byte> text)
    {
        SequenceNumber end = start + text.Length;
        SequenceNumber at = start;
        for (int i = 0; i < _early!.Count && at < end; i++)
        {
            SackBlock range = _early[i];
            if (range.End <= at) continue;
            if (at < range.Start) WriteBetween(at, SequenceNumber.Min(range.Start, end), text);
            at = range.End;
        }
        if (at < end) WriteBetween(at, end, text);

        void WriteBetween(SequenceNumber from, SequenceNumber to, ReadOnlySpan<byte> text) =>
            _ring.WriteAt(from - Next, text.Slice(from - start, to - from));
    }
}
