using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Interop.Tests;

/// <summary>Loses frames on their way to the stack, as a <see cref="FaultyLink"/> does on their way out.</summary>
internal sealed class LossyArrivals(ILink inner, double loss, Random random) : LinkWrapper(inner)
{
    public override bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame)
    {
        while (base.TryReceive(now, buffer, out frame))
        {
            if (random.NextDouble() >= loss)
                return true;
        }
        return false;
    }
}
