namespace Workbook.Basics;

/// <summary>
/// An outgoing packet: one array, written once. The payload goes in first, then each layer on the way down prepends
/// its header into the headroom, so nothing is copied between layers.
/// </summary>
/// <remarks>
/// Ownership: whoever holds a packet may write to it, and must hand it down or <see cref="Release"/> it, once.
/// Handing it to a layer or a link gives it away; the link releases it into its pool. Spans taken from it are dead then.
/// </remarks>
public sealed class Packet
{
    /// <summary>Free bytes in front of the payload: virtio-net 12, Ethernet 14, IPv4 up to 60, TCP up to 60, rounded up.</summary>
    public const int Headroom = 160;

    private readonly PacketPool _pool;
    private readonly byte[] _bytes;
    private int _start;
    private bool _released;

    internal Packet(PacketPool pool, int capacity)
    {
        _pool = pool;
        _bytes = GC.AllocateUninitializedArray<byte>(Headroom + capacity, pinned: true);
    }

    public int Length { get; private set; }

    /// <summary>The packet's bytes as they stand, outermost header first.</summary>
    public Span<byte> Span => _bytes.AsSpan(_start, Length);

    /// <summary>Payload bytes that fit behind the headroom.</summary>
    public int Capacity => _bytes.Length - Headroom;

    /// <summary>What the link shall finish; set by the transport that knows where its checksum stands.</summary>
    public PacketOffload Offload { get; set; }

    /// <summary>Grows the packet by <paramref name="count"/> bytes at the front and returns them, unwritten.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The headroom is used up.</exception>
    public Span<byte> Prepend(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _start);
        _start -= count;
        Length += count;
        return _bytes.AsSpan(_start, count);
    }

    /// <summary>Grows the packet by <paramref name="count"/> bytes at the end and returns them, unwritten.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The packet's array is full.</exception>
    public Span<byte> Append(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, _bytes.Length - _start - Length);
        Length += count;
        return _bytes.AsSpan(_start + Length - count, count);
    }

    /// <summary>Takes bytes off the front, as a layer on the way up or a link that strips its own header does.</summary>
    public void TrimStart(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length);
        _start += count;
        Length -= count;
    }

    /// <summary>Takes bytes off the end.</summary>
    public void TrimEnd(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Length);
        Length -= count;
    }

    /// <summary>Gives the packet back to its pool.</summary>
    /// <exception cref="InvalidOperationException">It was released already: somebody kept a packet given away.</exception>
    public void Release()
    {
        if (_released)
            throw new InvalidOperationException("packet released twice");
        _released = true;
        _pool.Return(this);
    }

    internal Packet Reset()
    {
        _released = false;
        _start = Headroom;
        Length = 0;
        Offload = default;
        return this;
    }
}
