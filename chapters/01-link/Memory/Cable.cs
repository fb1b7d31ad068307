using Workbook.Basics;

namespace Workbook.Link;

/// <summary>What a cable is made of.</summary>
public sealed record CableOptions
{
    /// <summary>Largest IP datagram in one frame, in bytes.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>Frames that may wait at each end.</summary>
    public int Capacity { get; init; } = 1000;

    /// <summary>Spare both stacks checksums and cutting: memory does not garble, and needs no small frames. Nothing that
    /// damages frames may stand between the ends then.</summary>
    public bool Offload { get; init; }

    public MacAddress AddressA { get; init; } = new(0x02_00_00_00_00_01);
    public MacAddress AddressB { get; init; } = new(0x02_00_00_00_00_02);
}

/// <summary>A cable in memory: what goes in at one end waits at the other. Instant and faultless; wrap an end in a
/// <see cref="FaultyLink"/> for anything worse.</summary>
public static class Cable
{
    /// <param name="counters">Where frames are counted that find no room or are longer than the cable takes.</param>
    public static (ILink A, ILink B) Create(CableOptions? options = null, Counters? counters = null)
    {
        options ??= new CableOptions();
        var a = new End("cable-a", options.AddressA, options, counters);
        var b = new End("cable-b", options.AddressB, options, counters);
        (a.Peer, b.Peer) = (b, a);
        return (a, b);
    }

    private sealed class End(string name, MacAddress address, CableOptions options, Counters? counters)
        : MemoryLink(name, address, options.Mtu, OffloadOf(options), options.Capacity, counters)
    {
        public End? Peer { get; set; }

        public override void Send(Packet frame, Instant now)
        {
            bool fits = frame.Length <= Mtu + EthernetHeader.Size || Offload.LargestSend > 0 && frame.Offload.SegmentSize > 0;
            if (IsDisposed)
                Drop(frame, DropReason.LinkDown);
            else if (!fits)
                Drop(frame, DropReason.FrameTooLong);
            else
                Peer!.Deliver(frame);
        }

        private static LinkOffload OffloadOf(CableOptions options) =>
            options.Offload ? new LinkOffload(Checksum: true, LargestSend: 65_535) : default;
    }
}
