using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;
using Workbook.Link;
using Workbook.Tcp;
using Workbook.Udp;

namespace Workbook.Host;

/// <summary>
/// A complete stack: interfaces, IPv4 with ICMP, and the transports it was asked to speak, wired together. This file is the
/// wiring and what the loop calls; what applications call stands in the other.
/// </summary>
/// <remarks>Any number of stacks live in one process; they share nothing. A stack belongs to one <see cref="StackLoop"/>.</remarks>
public sealed partial class NetworkStack
{
    private readonly StackOptions _options;
    private readonly TransportDemuxer _demuxer;
    private readonly List<NetworkInterface> _interfaces = [];
    private readonly HashSet<IOpenSocket> _open = [];
    private readonly List<INotified> _ready = [];
    private readonly byte[] _frame = GC.AllocateUninitializedArray<byte>(ILink.LargestFrame, pinned: true);

    internal NetworkStack(StackOptions options, StackLoop loop)
    {
        (_options, Loop) = (options, loop);
        Random random = options.MakeRandom();
        IP = new IPv4Layer(options.IPv4, Packets, random, Counters, Buffers) { Forwarding = options.Forwarding };
        _demuxer = new TransportDemuxer(IP.IsBroadcast, Counters);
        if (options.Transports.HasFlag(Transports.Udp))
            _demuxer.Register(Udp = new UdpLayer(IP, Packets, Buffers, random, Counters));
        if (options.Transports.HasFlag(Transports.Tcp))
            _demuxer.Register(Tcp = new TcpLayer(IP, Packets, Buffers, options.MakeSecret(), random, options.Tcp, Counters));
        IP.Deliver = _demuxer.Receive;
        IP.DeliverError = _demuxer.Error;
        _pinger = new Pinger(this, (ushort)random.Next(1 << 16));
        _tcpSettings = options.Tcp;
    }

    public string Name => _options.Name;
    public StackLoop Loop { get; }
    public Counters Counters { get; } = new();
    public IPv4Layer IP { get; }
    public UdpLayer? Udp { get; }
    public TcpLayer? Tcp { get; }

    /// <summary>Packets on their way out; <see cref="PacketPool.Outstanding"/> is 0 when nothing is under way.</summary>
    public PacketPool Packets { get; } = new();

    /// <summary>Memory of send, receive and reassembly buffers; <see cref="BufferPool.OutstandingBytes"/> is 0 when all are empty.</summary>
    public BufferPool Buffers { get; } = new();

    /// <summary>The interfaces with a link; the loopback interface is <see cref="IPv4Layer"/>'s own.</summary>
    public IReadOnlyList<NetworkInterface> Interfaces => _interfaces;

    /// <summary>Connects the stack to a link, which it owns from now on, and tells the neighbours (gratuitous ARP).</summary>
    /// <param name="name">Null: the link's own.</param>
    /// <exception cref="ArgumentException">The name or the link is in use, or no host can have such an address.</exception>
    public NetworkInterface AddInterface(ILink link, string? name, params IReadOnlyList<IPv4Prefix> addresses) => Loop.Invoke(() =>
    {
        if (_interfaces.Exists(i => i.Link == link))
            throw new ArgumentException($"The link {link.Name} has an interface already: two would steal each other's frames.", nameof(link));
        var added = new NetworkInterface(IP, link, name ?? link.Name, Packets, _options.Arp, Counters);
        foreach (IPv4Prefix address in addresses)
            added.IPv4.AddAddress(address);
        IP.AddInterface(added.IPv4);
        _interfaces.Add(added);
        Loop.Attach(link);
        FitWindowToLinks();
        foreach (IPv4Prefix address in addresses)
            added.Arp.Announce(address.Address, Loop.Now);
        return added;
    });

    /// <inheritdoc cref="AddInterface(ILink, string?, IReadOnlyList{IPv4Prefix})"/>
    public NetworkInterface AddInterface(ILink link, params IReadOnlyList<IPv4Prefix> addresses) => AddInterface(link, null, addresses);

    /// <summary>Takes an interface away, with its routes, and disposes its link.</summary>
    public void RemoveInterface(NetworkInterface removed) => Loop.Invoke(() =>
    {
        if (!_interfaces.Remove(removed))
            return;
        IP.RemoveInterface(removed.IPv4);
        Loop.Detach(removed.Link);
        removed.Link.Dispose();
        FitWindowToLinks();
    });

    /// <summary>Adds a route.</summary>
    /// <param name="gateway">Null: the destinations are neighbours on this interface.</param>
    public void AddRoute(IPv4Prefix destination, IPv4Address? gateway, NetworkInterface through, int metric = 0) =>
        Loop.Invoke(() => IP.Routes.Add(new Route(destination, gateway, through.IPv4, metric)));

    /// <summary>Sends everything without a better route to this neighbour.</summary>
    public void AddDefaultRoute(IPv4Address gateway, NetworkInterface through) => AddRoute(IPv4Prefix.Default, gateway, through);

    internal bool Receive(Instant now)
    {
        bool more = false;
        for (int i = 0; i < _interfaces.Count; i++)
            more |= _interfaces[i].Receive(_frame, _options.FramesPerTurn, now);
        return more;
    }

    internal void Tick(Instant now)
    {
        for (int i = 0; i < _interfaces.Count; i++)
            _interfaces[i].Arp.Tick(now);
        IP.Tick(now);
        Tcp?.Tick(now);
    }

    /// <summary>Lets the applications go on, outside of all protocol code.</summary>
    internal void Notify()
    {
        Tcp?.Notify();
        for (int i = 0; i < _ready.Count; i++)
            _ready[i].Notify();
        _ready.Clear();
    }

    internal void Flush(Instant now) => Tcp?.Flush(now);

    internal Instant NextDeadline
    {
        get
        {
            Instant next = IP.NextDeadline;
            if (Tcp is not null)
                next = Instant.Min(next, Tcp.NextDeadline);
            for (int i = 0; i < _interfaces.Count; i++)
                next = Instant.Min(next, _interfaces[i].NextDeadline);
            return next;
        }
    }

    /// <summary>Protocol code has news for this one; it is told at the next <see cref="Notify"/>.</summary>
    internal void Enlist(INotified ready) => _ready.Add(ready);

    internal void Opened(IOpenSocket socket) => _open.Add(socket);
    internal void Closed(IOpenSocket socket) => _open.Remove(socket);
    internal IEnumerable<Situation> Situations => _open.SelectMany(socket => socket.Situations());

    /// <summary>The end of the loop: tells everybody who waits; in good order also the peers.</summary>
    internal void Close(Exception reason, bool orderly)
    {
        foreach (IOpenSocket socket in _open.ToArray())
            socket.Abandon(reason, orderly);
        _open.Clear();
        if (orderly)
            Flush(Loop.Now);
        foreach (NetworkInterface each in _interfaces)
        {
            Loop.Detach(each.Link);
            each.Link.Dispose();
        }
        _interfaces.Clear();
    }
}

/// <summary>Something with news for the application.</summary>
internal interface INotified
{
    void Notify();
}

/// <summary>Something that an application holds open.</summary>
internal interface IOpenSocket
{
    /// <summary>The loop ends: operations fail for this reason; the protocol may be used only if all is in order.</summary>
    void Abandon(Exception reason, bool orderly);

    /// <summary>Who waits here, and for what, for the message about a loop in which nothing happens any more.</summary>
    IEnumerable<Situation> Situations();
}
