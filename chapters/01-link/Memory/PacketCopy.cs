using Workbook.Basics;

namespace Workbook.Link;

internal static class PacketCopy
{
    /// <summary>A second packet with the same bytes and the same wishes.</summary>
    public static Packet CopyOf(this PacketPool pool, Packet original)
    {
        Packet copy = pool.Rent(original.Length);
        original.Span.CopyTo(copy.Append(original.Length));
        copy.Offload = original.Offload;
        return copy;
    }
}
