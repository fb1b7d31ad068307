using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Playground;

/// <summary>A port of a switch, watched: what a station hears there is noted, once for every listener.</summary>
internal sealed class WatchedLink(ILink inner, World world, Station station) : LinkWrapper(inner)
{
    public override void Send(Packet frame, Instant now)
    {
        world.Pulse();
        base.Send(frame, now);
    }

    public override bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame)
    {
        world.Turning(now);
        if (!base.TryReceive(now, buffer, out frame))
            return false;
        Frame noted = world.Note(SenderOf(buffer), station, buffer[..frame.Length], now);
        noted.Arrived = noted.Sent;
        station.Hearing = noted;
        return true;
    }

    private Station? SenderOf(ReadOnlySpan<byte> frame)
    {
        MacAddress source = MacAddress.ReadFrom(frame[MacAddress.Size..]);
        return world.Stations.FirstOrDefault(each => each.Stack.Interfaces.Any(i => i.Link.Address == source));
    }
}
