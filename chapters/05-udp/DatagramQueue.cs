using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Udp;

/// <summary>
/// Datagrams waiting for the application: a ring of bytes in which each is a record of 16 bytes and its data. A datagram
/// costs no allocation, and an empty queue holds no memory.
/// </summary>
/// <param name="buffers">Where the ring's storage comes from and returns to.</param>
/// <param name="limit">Bytes, records included, beyond which no second datagram is taken.</param>
/// <remarks>
/// The bound: an empty queue takes any datagram, for else one larger than the limit could never be received; so the
/// queue never holds more than the larger of the limit and 64 KiB. When it is full the newest is lost: dropping an older
/// one would make room for a flood at the cost of those who came before.
/// </remarks>
public sealed class DatagramQueue(BufferPool buffers, int limit)
{
    /// <summary>What a datagram counts besides its data, in bytes: so that a flood of empty ones is bounded too.</summary>
    public const int Overhead = 16;

    private byte[]? _ring;
    private int _head;

    /// <summary>Datagrams waiting.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes taken, records included.</summary>
    public int Bytes { get; private set; }

    /// <summary>The bound given to the constructor.</summary>
    public int Limit => limit;

    /// <summary>Takes a copy of a datagram; false if the queue is full.</summary>
    public bool TryEnqueue(Endpoint source, IPv4Address destination, byte typeOfService, ReadOnlySpan<byte> payload)
    {
        #region exercise 5.4: queue a datagram, within the bound
        throw new NotImplementedException("exercise 5.4");
        #endregion
    }

    /// <summary>Takes the oldest datagram out.</summary>
    /// <param name="buffer">Where its data go; what does not fit is lost.</param>
    /// <param name="info">What is known about it.</param>
    /// <returns>False if none waits.</returns>
    public bool TryDequeue(Span<byte> buffer, out UdpDatagramInfo info)
    {
        info = default;
        if (Count == 0) return false;

        Span<byte> record = stackalloc byte[Overhead];
        Take(record);
        var reader = new WireReader(record);
        int length = (int)reader.UInt32();
        var source = new Endpoint(reader.IPv4(), reader.UInt16());
        IPv4Address destination = reader.IPv4();
        byte typeOfService = reader.Byte();

        int copied = Math.Min(length, buffer.Length);
        Take(buffer[..copied]);
        Skip(length - copied);
        Count--;
        if (Count == 0) Clear();
        info = new UdpDatagramInfo(source, destination, typeOfService, copied, Truncated: copied < length);
        return true;
    }

    /// <summary>Forgets what waits and returns the storage.</summary>
    public void Clear()
    {
        if (_ring is not null) buffers.Return(_ring);
        _ring = null;
        _head = Bytes = Count = 0;
    }

    private static void WriteRecord(
        Span<byte> record, Endpoint source, IPv4Address destination, byte typeOfService, int length)
    {
        var writer = new WireWriter(record);
        writer.UInt32((uint)length);
        writer.IPv4(source.Address);
        writer.UInt16(source.Port);
        writer.IPv4(destination);
        writer.Byte(typeOfService);
        writer.Byte(0);
    }

    /// <summary>Gets a larger ring from the pool if <paramref name="more"/> bytes would not fit.</summary>
    private void MakeRoom(int more)
    {
        if (_ring is not null && Bytes + more <= _ring.Length) return;

        byte[] larger = buffers.Rent(Bytes + more);
        if (_ring is not null)
        {
            CopyOut(larger.AsSpan(0, Bytes));
            buffers.Return(_ring);
        }
        _ring = larger;
        _head = 0;
    }

    private void Append(ReadOnlySpan<byte> data)
    {
        int tail = (_head + Bytes) & (_ring!.Length - 1);
        int first = Math.Min(data.Length, _ring.Length - tail);
        data[..first].CopyTo(_ring.AsSpan(tail));
        data[first..].CopyTo(_ring);
        Bytes += data.Length;
    }

    private void Take(Span<byte> destination)
    {
        CopyOut(destination);
        Skip(destination.Length);
    }

    private void CopyOut(Span<byte> destination)
    {
        int first = Math.Min(destination.Length, _ring!.Length - _head);
        _ring.AsSpan(_head, first).CopyTo(destination);
        _ring.AsSpan(0, destination.Length - first).CopyTo(destination[first..]);
    }

    // The pool's arrays are powers of two long, so a mask wraps.
    private void Skip(int count)
    {
        _head = (_head + count) & (_ring!.Length - 1);
        Bytes -= count;
    }
}
