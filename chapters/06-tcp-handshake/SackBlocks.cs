using System.Runtime.CompilerServices;

namespace Workbook.Tcp;

/// <summary>A run of received text beyond the acknowledgment number (RFC 2018 section 3).</summary>
/// <param name="Start">First sequence number of the run.</param>
/// <param name="End">The number just behind its last.</param>
public readonly record struct SackBlock(SequenceNumber Start, SequenceNumber End);

/// <summary>Up to four SACK blocks, all that the option space holds, without an array on the heap.</summary>
public struct SackBlocks : IEquatable<SackBlocks>
{
    /// <summary>The most blocks one segment can carry (RFC 2018 section 3); three beside timestamps.</summary>
    public const int Capacity = 4;

    private Storage _blocks;

    /// <summary>How many blocks there are, 0 to <see cref="Capacity"/>.</summary>
    public int Count { get; private set; }

    /// <summary>Appends a block; false when there is no room.</summary>
    public bool Add(SackBlock block)
    {
        if (Count == Capacity)
            return false;
        _blocks[Count++] = block;
        return true;
    }

    /// <summary>The block at <paramref name="index"/>, 0 to Count - 1.</summary>
    public readonly SackBlock this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count, nameof(index));
            return _blocks[index];
        }
    }

    /// <inheritdoc/>
    public readonly bool Equals(SackBlocks other)
    {
        ReadOnlySpan<SackBlock> mine = _blocks, theirs = other._blocks;
        return Count == other.Count && mine[..Count].SequenceEqual(theirs[..Count]);
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is SackBlocks other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode() => Count == 0 ? 0 : HashCode.Combine(Count, _blocks[0]);

    /// <summary>The blocks as "1000-2000 3000-4000".</summary>
    public override readonly string ToString()
    {
        var text = new System.Text.StringBuilder();
        for (int i = 0; i < Count; i++)
            text.Append(i == 0 ? "" : " ").Append(_blocks[i].Start).Append('-').Append(_blocks[i].End);
        return text.ToString();
    }

    [InlineArray(Capacity)]
    private struct Storage
    {
        private SackBlock _first;
    }
}
