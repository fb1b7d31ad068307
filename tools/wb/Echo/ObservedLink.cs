using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Cli.Echo;

/// <summary>
/// One host's end of the cable with a bad network in it, watched by a <see cref="Conversation"/>. From the stack outwards:
/// the watcher, what damages frames, a second look at what has become of the frame, what loses and delays it, the cable.
/// </summary>
public static class ObservedLink
{
    public static ILink Create(ILink cable, bool isClient, FaultOptions faults, int seed, PacketPool pool, Conversation conversation)
    {
        var counters = new Counters { Dropped = reason => conversation.WasLost(reason == DropReason.SimulatedLoss ? "lost" : "queue full") };
        var damage = new FaultOptions { Corrupt = faults.Corrupt };
        var way = new FaultyLink(cable, faults with { Corrupt = 0 }, new Random(unchecked(seed * 31 + 1)), pool, counters);
        var damaging = new FaultyLink(new Gate(way, conversation), damage, new Random(unchecked(seed * 31 + 2)), pool);
        return new Watcher(damaging, isClient, conversation);
    }

    private sealed class Watcher(ILink inner, bool isClient, Conversation conversation) : LinkWrapper(inner)
    {
        public override void Send(Packet frame, Instant now)
        {
            if (conversation.SetsOut(isClient, frame.Span, now))
                base.Send(frame, now);
            else
                frame.Release();
        }

        public override bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame)
        {
            if (!base.TryReceive(now, buffer, out frame))
                return false;
            conversation.Arrived(isClient, buffer[..frame.Length], now);
            return true;
        }
    }

    private sealed class Gate(ILink inner, Conversation conversation) : LinkWrapper(inner)
    {
        public override void Send(Packet frame, Instant now)
        {
            conversation.Leaves(frame.Span);
            base.Send(frame, now);
        }
    }
}
