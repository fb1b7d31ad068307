using Workbook.Basics;

namespace Workbook.Link;

/// <summary>What a switch is made of.</summary>
public sealed record SwitchOptions
{
    /// <summary>Largest IP datagram in one frame, in bytes.</summary>
    public int Mtu { get; init; } = 1500;

    /// <summary>Frames that may wait at each port.</summary>
    public int Capacity { get; init; } = 1000;

    /// <summary>Stations remembered.</summary>
    public int TableSize { get; init; } = 1024;

    /// <summary>How long a silent station is remembered (IEEE 802.1D: 300 s).</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromSeconds(300);
}

/// <summary>
/// A learning switch in memory (IEEE 802.1D section 7): remembers behind which port each source address was seen, sends a
/// frame to the port of its destination, and to all other ports while that is not known. No spanning tree: do not
/// wire two switches in a circle.
/// </summary>
public sealed class EthernetSwitch
{
    private readonly SwitchOptions _options;
    private readonly PacketPool _pool;
    private readonly Port[] _ports;
    private readonly Dictionary<MacAddress, (Port Port, Instant Seen)> _stations = [];

    /// <param name="ports">How many stacks may be connected.</param>
    /// <param name="pool">Where copies of flooded frames come from.</param>
    public EthernetSwitch(int ports, PacketPool pool, SwitchOptions? options = null, Counters? counters = null)
    {
        _options = options ?? new SwitchOptions();
        _pool = pool;
        _ports = new Port[ports];
        for (int i = 0; i < ports; i++)
            _ports[i] = new Port(this, i, _options, counters);
    }

    /// <summary>The ends to connect stacks to; the stack at port n has the address 02:00:00:00:01:n.</summary>
    public IReadOnlyList<ILink> Ports => _ports;

    private void Forward(Packet frame, Port from, Instant now)
    {
        if (frame.Length < EthernetHeader.Size)
        {
            from.Discard(frame, DropReason.FrameTooShort);
            return;
        }
        MacAddress destination = MacAddress.ReadFrom(frame.Span);
        Learn(MacAddress.ReadFrom(frame.Span[MacAddress.Size..]), from, now);
        if (!_stations.TryGetValue(destination, out var station) || now - station.Seen >= _options.Life)
            Flood(frame, from);
        else if (station.Port == from)
            from.Discard(frame, DropReason.NotForThisPort);
        else
            station.Port.Deliver(frame);
    }

    private void Learn(MacAddress source, Port from, Instant now)
    {
        if (source.IsMulticast)
            return;
        // A full table is forgotten as a whole: who is alive is learned again with the next frame.
        if (_stations.Count >= _options.TableSize && !_stations.ContainsKey(source))
            _stations.Clear();
        _stations[source] = (from, now);
    }

    private void Flood(Packet frame, Port from)
    {
        foreach (Port port in _ports)
        {
            if (port != from)
                port.Deliver(_pool.CopyOf(frame));
        }
        frame.Release();
    }

    private sealed class Port(EthernetSwitch owner, int number, SwitchOptions options, Counters? counters)
        : MemoryLink($"port-{number}", new MacAddress(0x02_00_00_00_01_00 + (ulong)number), options.Mtu, default,
            options.Capacity, counters)
    {
        public override void Send(Packet frame, Instant now)
        {
            if (IsDisposed)
                Drop(frame, DropReason.LinkDown);
            else if (frame.Length > Mtu + EthernetHeader.Size)
                Drop(frame, DropReason.FrameTooLong);
            else
                owner.Forward(frame, this, now);
        }

        public void Discard(Packet frame, DropReason reason) => Drop(frame, reason);
    }
}
