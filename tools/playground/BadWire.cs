using Workbook.Basics;
using Workbook.Link;
using Workbook.Pictures;

namespace Workbook.Playground;

/// <summary>A test bench for chapter 01's <see cref="FaultyLink"/>: frames are handed over all in the same moment, and noted as
/// they come out.</summary>
public static class BadWire
{
    /// <param name="frames">Of 1,514 bytes each; at most 250.</param>
    /// <param name="seed">What is left to chance hangs on it.</param>
    public static LadderPicture Drive(string title, int frames, FaultOptions faults, int seed = 3)
    {
        var (left, right) = Cable.Create();
        var wire = new FaultyLink(left, faults, new Random(seed));
        var pool = new PacketPool();
        for (int i = 0; i < Math.Min(frames, 250); i++)
        {
            Packet packet = pool.Rent(1500);
            packet.Append(1500).Fill((byte)i);
            new EthernetHeader(right.Address, left.Address, EtherType.IPv4).AddTo(packet);
            wire.Send(packet, Instant.Zero);
        }
        var arrived = new TimeSpan?[Math.Min(frames, 250)];
        byte[] buffer = new byte[ILink.LargestFrame];
        for (Instant now = Instant.Zero; now != Instant.Never; now = wire.NextDeadline)
        {
            wire.TryReceive(now, buffer, out _);
            while (right.TryReceive(now, buffer, out _))
                arrived[buffer[EthernetHeader.Size]] = now - Instant.Zero;
        }
        return new LadderPicture(title, "sender", "receiver",
            [.. arrived.Select((at, i) => new Rung(TimeSpan.Zero, at, true, $"frame {i + 1}", Fate: at is null ? "lost" : ""))]);
    }
}
