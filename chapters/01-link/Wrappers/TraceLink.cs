using Workbook.Basics;

namespace Workbook.Link;

/// <summary>Which way a frame goes, seen from the stack.</summary>
public enum FrameDirection
{
    In,
    Out,
}

/// <summary>Looks at a frame; the span is valid during the call only.</summary>
public delegate void FrameObserver(FrameDirection direction, ReadOnlySpan<byte> frame, Instant now);

/// <summary>Shows every frame that passes to an observer, before it is sent and after it has been received.</summary>
public sealed class TraceLink(ILink inner, FrameObserver observer) : LinkWrapper(inner)
{
    public override bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame)
    {
        if (!base.TryReceive(now, buffer, out frame))
            return false;
        observer(FrameDirection.In, buffer[..frame.Length], now);
        return true;
    }

    public override void Send(Packet frame, Instant now)
    {
        observer(FrameDirection.Out, frame.Span, now);
        base.Send(frame, now);
    }
}
