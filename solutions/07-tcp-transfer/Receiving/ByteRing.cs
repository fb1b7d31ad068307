using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>A queue of bytes in a circle of storage, for either direction of a connection.</summary>
/// <remarks>
/// The storage belongs to the pool. The ring borrows it with the first byte, swaps it for a larger one as it fills (a
/// pool's sizes are powers of two) and returns it with the last byte, so an idle connection owns none. Behind the tail
/// a receiver may write ahead: bytes that came too early wait in their final place until <see cref="Commit"/>.
/// <code>
///             start          tail = start + Count     reach
///               |                |                      |
///     ..........################......####....##########.........
///               counted          written ahead, with gaps
/// </code>
/// </remarks>
public sealed class ByteRing(BufferPool pool, int limit)
{
    private byte[]? _storage;
    private int _start;
    private int _reach;     // from _start to the end of the furthest byte written
    private int _lastSize;

    /// <summary>The bytes in the queue.</summary>
    public int Count { get; private set; }

    /// <summary>The most bytes, written ahead or counted, that the ring takes. May grow at any time.</summary>
    public int Limit { get; set; } = limit;

    /// <summary>The bytes that <see cref="Write"/> would still take.</summary>
    public int Free => Limit - Count;

    /// <summary>Appends as much as fits and returns how much that was.</summary>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        int fits = Math.Min(bytes.Length, Free);
        WriteAt(0, bytes[..fits]);
        Commit(fits);
        return fits;
    }

    /// <summary>Writes ahead: <paramref name="offset"/> bytes behind the tail, without counting.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bytes would end beyond <see cref="Limit"/>.</exception>
    public void WriteAt(int offset, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, Free - offset);
        if (bytes.IsEmpty) return;
        int position = Count + offset;
        Reserve(position + bytes.Length);
        Locate(position, bytes.Length, out Span<byte> head, out Span<byte> rest);
        bytes[..head.Length].CopyTo(head);
        bytes[head.Length..].CopyTo(rest);
        _reach = Math.Max(_reach, position + bytes.Length);
    }

    /// <summary>Counts the next <paramref name="count"/> bytes behind the tail, written ahead before.</summary>
    /// <exception cref="ArgumentOutOfRangeException">So many have not been written.</exception>
    public void Commit(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)(_reach - Count), nameof(count));
        Count += count;
    }

    /// <summary>Takes as many bytes out as there are and fit; returns how many.</summary>
    public int Read(Span<byte> destination)
    {
        int count = Peek(0, destination);
        Discard(count);
        return count;
    }

    /// <summary>Copies bytes from <paramref name="offset"/> behind the front without taking them out; returns how
    /// many there were.</summary>
    public int Peek(int offset, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)offset, (uint)Count, nameof(offset));
        int count = Math.Min(destination.Length, Count - offset);
        if (count == 0) return 0;
        Locate(offset, count, out Span<byte> head, out Span<byte> rest);
        head.CopyTo(destination);
        rest.CopyTo(destination[head.Length..]);
        return count;
    }

    /// <summary>Takes <paramref name="count"/> bytes out at the front.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer.</exception>
    public void Discard(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Count, nameof(count));
        if (_storage is null) return;
        _start = (_start + count) & (_storage.Length - 1);
        Count -= count;
        _reach -= count;
        if (_reach == 0) Clear();
    }

    /// <summary>Forgets everything, what was written ahead included, and returns the storage.</summary>
    public void Clear()
    {
        if (_storage is null) return;
        _lastSize = _storage.Length;
        pool.Return(_storage);
        _storage = null;
        Count = _start = _reach = 0;
    }

    /// <summary>Finds the storage of <paramref name="length"/> bytes that begin <paramref name="position"/> bytes
    /// behind the front: one stretch, or two where the circle closes. The length of the storage is a power of two and
    /// no less than position + length.</summary>
    private void Locate(int position, int length, out Span<byte> head, out Span<byte> rest)
    {
        #region exercise 7.1: find where bytes lie in a ring: in one stretch, or in two around its end
        Span<byte> storage = _storage;
        int first = (_start + position) & (storage.Length - 1);
        int untilEnd = Math.Min(length, storage.Length - first);
        head = storage.Slice(first, untilEnd);
        rest = storage[..(length - untilEnd)];
        #endregion
    }

    private void Reserve(int size)
    {
        if (size <= (_storage?.Length ?? 0)) return;
        if (_storage is null)
        {
            // Half of the last size: a steady flow finds its size again without growing step by step, and a single
            // large burst is forgotten soon.
            _storage = pool.Rent(Math.Max(size, _lastSize / 2));
            return;
        }
        byte[] larger = pool.Rent(size);
        Locate(0, _reach, out Span<byte> head, out Span<byte> rest);
        head.CopyTo(larger);
        rest.CopyTo(larger.AsSpan(head.Length));
        pool.Return(_storage);
        _storage = larger;
        _start = 0;
    }
}
