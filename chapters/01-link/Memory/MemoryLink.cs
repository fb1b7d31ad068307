using Workbook.Basics;

namespace Workbook.Link;

/// <summary>A link that lives in memory: frames wait in a bounded queue until its stack fetches them.</summary>
/// <remarks>Driven by one thread, as are all the ends that are joined to it.</remarks>
/// <param name="capacity">Frames that may wait; one more is dropped.</param>
public abstract class MemoryLink(string name, MacAddress address, int mtu, LinkOffload offload, int capacity, Counters? counters) : ILink
{
    private readonly Queue<Packet> _waiting = new();

    public string Name => name;
    public MacAddress Address => address;
    public int Mtu => mtu;
    public LinkOffload Offload => offload;
    public Instant NextDeadline => Instant.Never;
    public int PollDescriptor => -1;
    public Action? Readable { get; set; }

    /// <summary>Frames that wait to be fetched.</summary>
    public int Waiting => _waiting.Count;

    /// <summary>True once disposed: frames to and from this end are dropped as on a pulled cable.</summary>
    public bool IsDisposed { get; private set; }

    /// <summary>Nothing is copied on the way: the sender's packet waits here, and is released when it has been fetched.</summary>
    public bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame)
    {
        frame = default;
        if (!_waiting.TryDequeue(out Packet? packet))
            return false;
        packet.Span.CopyTo(buffer);
        frame = new FrameInfo(packet.Length, ChecksumVerified: packet.Offload.TransportLength > 0);
        packet.Release();
        return true;
    }

    public abstract void Send(Packet frame, Instant now);

    public void Dispose()
    {
        IsDisposed = true;
        while (_waiting.TryDequeue(out Packet? packet))
            packet.Release();
    }

    /// <summary>Queues a frame for this end's stack, or drops it; takes the packet.</summary>
    protected internal void Deliver(Packet frame)
    {
        if (IsDisposed)
            Drop(frame, DropReason.LinkDown);
        else if (_waiting.Count >= capacity)
            Drop(frame, DropReason.LinkQueueFull);
        else
        {
            _waiting.Enqueue(frame);
            Readable?.Invoke();
        }
    }

    protected void Drop(Packet frame, DropReason reason)
    {
        counters?.Drop(reason);
        frame.Release();
    }
}
