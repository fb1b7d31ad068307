using Workbook.Basics;

namespace Workbook.Link;

/// <summary>
/// Writes every frame that passes into a capture file. Around a <see cref="FaultyLink"/> it shows what the stack sent;
/// inside it, what survived. Over a link that offloads, large frames and unfinished checksums are what really crosses.
/// </summary>
/// <param name="writer">Stays open: several links may share one capture.</param>
public sealed class CaptureLink(ILink inner, PcapWriter writer) : LinkWrapper(inner)
{
    public override bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame)
    {
        if (!base.TryReceive(now, buffer, out frame))
            return false;
        writer.Write(buffer[..frame.Length], now);
        return true;
    }

    public override void Send(Packet frame, Instant now)
    {
        writer.Write(frame.Span, now);
        base.Send(frame, now);
    }
}
