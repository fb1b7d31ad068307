using Workbook.Basics;
using Workbook.Host;
using Workbook.Link;
using Workbook.Tcp;

namespace Workbook.Playground;

/// <content>How stations and wires come into the world.</content>
public sealed partial class World
{
    /// <summary>Two stations on a wire, 10.0.0.1 and 10.0.0.2, that know each other's addresses already: alice and bob, unless they
    /// are called otherwise.</summary>
    /// <param name="delay">One way.</param>
    /// <param name="bytesPerSecond">0: no limit.</param>
    /// <param name="queue">Frames that may wait before the wire at each end.</param>
    /// <param name="tcp">The settings of both stacks.</param>
    /// <param name="introduced">False: they have to ask for each other's addresses first.</param>
    public (Station Left, Station Right) Pair(TimeSpan delay = default, long bytesPerSecond = 0, int queue = 100, TcpSettings? tcp = null,
        string left = "alice", string right = "bob", int mtu = 1500, bool introduced = true)
    {
        Station a = Add(left, tcp), b = Add(right, tcp);
        Connect(a, "10.0.0.1/24", b, "10.0.0.2/24", delay, bytesPerSecond, queue, mtu);
        // What is for nobody here goes to the other one, who will not want it either: so it can be seen.
        a.Stack.AddDefaultRoute(b.Address, a.Stack.Interfaces[0]);
        b.Stack.AddDefaultRoute(a.Address, b.Stack.Interfaces[0]);
        Begin(introduced ? [(a, b)] : []);
        return (a, b);
    }

    /// <summary>A station on either side of a router, each with a wire of its own: 10.0.1.1 - 10.0.1.254 | 10.0.2.254 - 10.0.2.1.
    /// The wires are <see cref="Wires"/> 0 and 1.</summary>
    public (Station Left, Station Router, Station Right) Chain(TimeSpan delay = default, TcpSettings? tcp = null, int mtu = 1500, int farMtu = 1500,
        string left = "alice", string right = "bob", bool introduced = true)
    {
        Station a = Add(left, tcp), router = Add("router", tcp, forwarding: true), b = Add(right, tcp);
        Connect(a, "10.0.1.1/24", router, "10.0.1.254/24", delay, 0, 100, mtu);
        Connect(router, "10.0.2.254/24", b, "10.0.2.1/24", delay, 0, 100, farMtu);
        a.Stack.AddDefaultRoute(IPv4Address.Parse("10.0.1.254"), a.Stack.Interfaces[0]);
        b.Stack.AddDefaultRoute(IPv4Address.Parse("10.0.2.254"), b.Stack.Interfaces[0]);
        Begin(introduced ? [(a, b)] : []);
        return (a, router, b);
    }

    /// <summary>Any number of stations on a switch that learns: 10.0.0.1, 10.0.0.2 and so on. Nobody knows anybody yet.</summary>
    public IReadOnlyList<Station> Switch(params string[] names)
    {
        var middle = new EthernetSwitch(names.Length, new PacketPool());
        foreach (string name in names)
        {
            Station station = Add(name, null);
            station.Stack.AddInterface(new WatchedLink(middle.Ports[_stations.Count - 1], this, station), "eth0", IPv4Prefix.Parse($"10.0.0.{_stations.Count}/24"));
        }
        Begin([]);
        return _stations;
    }

    /// <summary>A listening port at one station and a call to it from the other.</summary>
    public Call Call(Station from, Station to, int port = 80, TcpSettings? client = null, TcpSettings? server = null, Action<TcpEnd>? answer = null)
    {
        TcpPort listening = to.Listen(port, answer, server);
        return new Call(from.Connect(to.At(port), client), listening);
    }

    private Station Add(string name, TcpSettings? tcp, bool forwarding = false)
    {
        var options = StackOptions.Seeded(unchecked(_seed * 16 + _stations.Count), name) with { Forwarding = forwarding };
        var station = new Station(this, tcp is null ? options : options with { Tcp = tcp });
        _stations.Add(station);
        return station;
    }

    private void Connect(Station a, string addressA, Station b, string addressB, TimeSpan delay, long bytesPerSecond, int queue, int mtu)
    {
        var wire = new Wire(this, a, b, mtu, unchecked(_seed * 31 + _wires.Count));
        _wires.Add(wire);
        a.Stack.AddInterface(wire.LeftEnd, $"eth{a.Stack.Interfaces.Count}", IPv4Prefix.Parse(addressA));
        b.Stack.AddInterface(wire.RightEnd, $"eth{b.Stack.Interfaces.Count}", IPv4Prefix.Parse(addressB));
        (wire.Delay, wire.BytesPerSecond, wire.Queue) = (delay, bytesPerSecond, queue);
    }

    /// <summary>Lets the stations announce themselves, has some of them meet, and starts the clock.</summary>
    private void Begin(IReadOnlyList<(Station, Station)> acquaintances)
    {
        Loop.RunFor(TimeSpan.FromSeconds(1));
        foreach (var (a, b) in acquaintances)
            a.Ping(b.Address);
        Loop.RunFor(TimeSpan.FromSeconds(1));
        _start = Loop.Now;
    }
}
