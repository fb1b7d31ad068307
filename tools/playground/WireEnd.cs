using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Playground;

/// <summary>What a station is plugged into: an end of a <see cref="Wire"/>. Frames wait here from the moment of their sending,
/// each until it is due.</summary>
internal sealed class WireEnd(Wire wire, Station station, MacAddress address, int mtu) : ILink
{
    private readonly PriorityQueue<(Packet Packet, Frame Frame), (Instant Due, long Order)> _arriving = new();
    private readonly Queue<Instant> _departures = new();
    private readonly List<(TimeSpan At, int Waiting)> _queue = [];
    private Instant _free = Instant.Zero;
    private long _order;

    public Station Station => station;
    public string Name => "eth0";
    public MacAddress Address => address;
    public int Mtu => mtu;
    public LinkOffload Offload => default;
    public int PollDescriptor => -1;
    public Action? Readable { get; set; }
    public Instant NextDeadline => _arriving.TryPeek(out _, out var first) ? first.Due : Instant.Never;

    public WireEnd Peer { get; set; } = null!;

    /// <summary>How many frames were waiting, whenever one more came.</summary>
    public IReadOnlyList<(TimeSpan At, int Waiting)> Queue => _queue;

    /// <summary>Frames that wait for the wire to be free.</summary>
    public int Waiting(Instant now)
    {
        while (_departures.TryPeek(out Instant departure) && departure <= now)
            _departures.Dequeue();
        return _departures.Count;
    }

    public void Send(Packet packet, Instant now)
    {
        Frame frame = wire.World.Note(station, Peer.Station, packet.Span, now);
        frame.Fate = wire.FateOf(frame);
        if (frame.Fate == "" && Depart(packet.Length, now) is { } departure)
            Peer.Deliver(packet, frame, departure + wire.Delay + wire.HoldOf(frame), now);
        else
        {
            frame.Fate = frame.Fate == "" ? "queue full" : frame.Fate;
            packet.Release();
        }
    }

    public void Deliver(Packet packet, Frame frame, Instant due, Instant now)
    {
        _arriving.Enqueue((packet, frame), (due, ++_order));
        if (due <= now)
            Readable?.Invoke();
    }

    /// <summary>A frame from nobody: it arrives now, as if its sender stood at the other end.</summary>
    public void Forged(byte[] frame, Instant now)
    {
        Address.WriteTo(frame);
        Peer.Address.WriteTo(frame.AsSpan(MacAddress.Size));
        Packet packet = station.Stack.Packets.Rent(frame.Length);
        frame.CopyTo(packet.Append(frame.Length));
        Deliver(packet, wire.World.Note(null, station, frame, now), now, now);
    }

    public bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo info)
    {
        info = default;
        wire.World.Turning(now);
        if (!_arriving.TryPeek(out var first, out var place) || place.Due > now)
            return false;
        _arriving.Dequeue();
        first.Packet.Span.CopyTo(buffer);
        info = new FrameInfo(first.Packet.Length, ChecksumVerified: false);
        first.Packet.Release();
        first.Frame.Arrived = wire.World.SinceStart(now);
        station.Hearing = first.Frame;
        wire.World.Pulse();
        return true;
    }

    public void Dispose()
    {
        while (_arriving.TryDequeue(out var waiting, out _))
            waiting.Packet.Release();
    }

    /// <summary>When a frame is on the wire as a whole; null if it finds no room to wait.</summary>
    private Instant? Depart(int length, Instant now)
    {
        if (wire.BytesPerSecond == 0)
            return now;
        _queue.Add((wire.World.SinceStart(now), Waiting(now)));
        if (Waiting(now) >= wire.Queue)
            return null;
        _free = Instant.Max(now, _free) + TimeSpan.FromTicks(length * TimeSpan.TicksPerSecond / wire.BytesPerSecond);
        _departures.Enqueue(_free);
        return _free;
    }
}
