using Workbook.Basics;

namespace Workbook.Link;

/// <summary>
/// A link that treats the frames sent through it as a bad network would. What it receives it leaves alone: wrap both
/// ends for faults in both directions.
/// </summary>
/// <remarks>Offloads nothing, whatever the inner link does: a damaged frame must be found out by its checksum.</remarks>
/// <param name="random">The only source of chance: the same seed and the same frames make the same faults.</param>
/// <param name="pool">Where duplicates come from; by default a pool of its own.</param>
/// <param name="counters">Where lost frames are counted, under <see cref="DropReason.SimulatedLoss"/>.</param>
public sealed class FaultyLink(ILink inner, FaultOptions options, Random random, PacketPool? pool = null, Counters? counters = null)
    : LinkWrapper(inner)
{
    private readonly PriorityQueue<Packet, (Instant Due, long Order)> _held = new();
    private readonly PacketPool _pool = pool ?? new PacketPool();
    private long _order;
    private Instant _wireFree = Instant.Zero;
    private Instant _lastInOrder = Instant.Zero;

    /// <summary>Frames handed to <see cref="Send"/> so far: the number of the last one.</summary>
    public long FramesSent { get; private set; }

    public override LinkOffload Offload => default;

    public override Instant NextDeadline =>
        _held.TryPeek(out _, out var first) ? Instant.Min(first.Due, base.NextDeadline) : base.NextDeadline;

    /// <summary>Passes on the frames whose time has come, then receives.</summary>
    public override bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame)
    {
        PassOnDue(now);
        return base.TryReceive(now, buffer, out frame);
    }

    public override void Send(Packet frame, Instant now)
    {
        PassOnDue(now);
        FramesSent++;
        if (options.LoseFrames.Contains(FramesSent) || Happens(options.Loss))
        {
            Drop(frame, DropReason.SimulatedLoss);
            return;
        }
        if (Happens(options.Corrupt) && frame.Length > 0)
            frame.Span[random.Next(frame.Length)] ^= (byte)(1 << random.Next(8));
        if (Happens(options.Duplicate))
            Pass(_pool.CopyOf(frame), now);
        Pass(frame, now);
    }

    public override void Dispose()
    {
        while (_held.TryDequeue(out Packet? frame, out _))
            frame.Release();
        base.Dispose();
    }

    private void Pass(Packet frame, Instant now)
    {
        if (_held.Count >= options.QueueLimit)
        {
            Drop(frame, DropReason.LinkQueueFull);
            return;
        }
        Instant due = DueFor(frame, now);
        if (due <= now)
            Inner.Send(frame, now);
        else
            _held.Enqueue(frame, (due, ++_order));
    }

    private Instant DueFor(Packet frame, Instant now)
    {
        Instant sent = now;
        if (options.RateBitsPerSecond > 0)
        {
            double seconds = 8.0 * frame.Length / options.RateBitsPerSecond;
            sent = _wireFree = Instant.Max(now, _wireFree) + TimeSpan.FromTicks((long)(seconds * TimeSpan.TicksPerSecond));
        }
        Instant due = sent + options.Delay;
        if (options.Jitter > TimeSpan.Zero)
            due += options.Jitter * random.NextDouble();
        if (Happens(options.Reorder))
            return due + options.ReorderHold * (1 - random.NextDouble());
        return _lastInOrder = Instant.Max(due, _lastInOrder);
    }

    private void PassOnDue(Instant now)
    {
        while (_held.TryPeek(out _, out var first) && first.Due <= now)
            Inner.Send(_held.Dequeue(), now);
    }

    private bool Happens(double chance) => chance > 0 && random.NextDouble() < chance;

    private void Drop(Packet frame, DropReason reason)
    {
        counters?.Drop(reason);
        frame.Release();
    }
}
