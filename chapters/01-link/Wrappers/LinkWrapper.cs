using Workbook.Basics;

namespace Workbook.Link;

/// <summary>A link around a link: passes everything on. Derived wrappers change what they are about.</summary>
public abstract class LinkWrapper(ILink inner) : ILink
{
    protected ILink Inner => inner;

    public string Name => inner.Name;
    public MacAddress Address => inner.Address;
    public int Mtu => inner.Mtu;
    public virtual LinkOffload Offload => inner.Offload;
    public virtual Instant NextDeadline => inner.NextDeadline;
    public int PollDescriptor => inner.PollDescriptor;

    public Action? Readable
    {
        get => inner.Readable;
        set => inner.Readable = value;
    }

    public virtual bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame) => inner.TryReceive(now, buffer, out frame);

    public virtual void Send(Packet frame, Instant now) => inner.Send(frame, now);

    public virtual void Dispose() => inner.Dispose();
}
