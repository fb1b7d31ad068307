namespace Workbook.Basics;

/// <summary>
/// Packets in two sizes: one for a frame, one for a datagram of 64 KiB. Not thread-safe: a pool belongs to one loop.
/// </summary>
/// <param name="keep">How many idle packets of each size are kept for reuse; the rest is left to the collector.</param>
public sealed class PacketPool(int keep = 1024)
{
    private const int SmallCapacity = 2048;
    private const int LargeCapacity = 65_536;

    private readonly Stack<Packet> _small = new();
    private readonly Stack<Packet> _large = new();

    /// <summary>Packets rented and not yet released: zero when a stack is at rest, so a test sees a leak.</summary>
    public int Outstanding { get; private set; }

    /// <summary>An empty packet with <see cref="Packet.Headroom"/> bytes in front and room for the payload behind.</summary>
    /// <param name="payloadCapacity">0 to 65,536 bytes.</param>
    public Packet Rent(int payloadCapacity)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloadCapacity, LargeCapacity);
        bool small = payloadCapacity <= SmallCapacity;
        Outstanding++;
        Packet packet = (small ? _small : _large).TryPop(out Packet? idle)
            ? idle
            : new Packet(this, small ? SmallCapacity : LargeCapacity);
        return packet.Reset();
    }

    internal void Return(Packet packet)
    {
        Outstanding--;
        Stack<Packet> stack = packet.Capacity == SmallCapacity ? _small : _large;
        // Large packets are 32 times the size: keep fewer.
        if (stack.Count < (packet.Capacity == SmallCapacity ? keep : keep / 16))
            stack.Push(packet);
    }
}
