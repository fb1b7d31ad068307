using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// The Internet layer of a stack (RFC 791, RFC 1122 section 3): takes datagrams from its interfaces to the transports and back,
/// and between interfaces if it is told to. Here is what it knows; how it receives and sends stands in the other two files.
/// </summary>
/// <remarks>
/// Hosts are "weak" in the sense of RFC 1122 section 3.3.4.2: a datagram for any own address is taken on any interface.
/// Multicast is not offered (RFC 1112 level 0). Options are skipped, none are sent.
/// </remarks>
public sealed partial class IPv4Layer
{
    private readonly IPv4Options _options;
    private readonly PacketPool _pool;
    private readonly Counters _counters;
    private readonly List<IPv4Interface> _interfaces = [];
    private readonly Identification _identification;
    private readonly PathMtuCache _pathMtu;
    private readonly Reassembler _reassembler;
    private readonly LoopbackInterface _loopback;

    /// <param name="options">What can be set.</param>
    /// <param name="pool">Where outgoing packets come from.</param>
    /// <param name="random">For identifications.</param>
    /// <param name="counters">Where traffic and drops are counted.</param>
    /// <param name="buffers">Memory for reassembly; the layer makes its own pool if there is none.</param>
    public IPv4Layer(IPv4Options options, PacketPool pool, Random random, Counters counters, BufferPool? buffers = null)
    {
        _options = options;
        _pool = pool;
        _counters = counters;
        _identification = new Identification(random);
        _pathMtu = new PathMtuCache(options);
        Icmp = new IcmpLayer(this, _pathMtu, new IcmpReporter(this, options, pool, counters), pool, counters);
        _reassembler = new Reassembler(options, buffers ?? new BufferPool(), counters, ReportTimeout);
        Forwarder = new Forwarder(this, pool, counters);
        _loopback = new LoopbackInterface(options.LoopbackQueue, counters);
        AddInterface(_loopback.Interface);
    }

    public RouteTable Routes { get; } = new();

    public IcmpLayer Icmp { get; }

    internal Forwarder Forwarder { get; }

    /// <summary>
    /// Pass on what is addressed to others (off: a host must not, RFC 1122 section 3.1). A link that merges TCP segments
    /// on receipt must not do so here: the merged datagram would be too big to pass on.
    /// </summary>
    public bool Forwarding { get; set; }

    /// <summary>The loopback interface first, then the others as they were added.</summary>
    public IReadOnlyList<IPv4Interface> Interfaces => _interfaces;

    /// <summary>Takes whole datagrams for the transports; set by the stack.</summary>
    public DeliverDatagram? Deliver { get; set; }

    /// <summary>Takes ICMP errors about what the transports sent; set by the stack.</summary>
    public DeliverError? DeliverError { get; set; }

    /// <summary>When <see cref="Tick"/> has something to do; at once while anything waits on the loopback interface.</summary>
    public Instant NextDeadline =>
        Instant.Min(_loopback.NextDeadline, Instant.Min(_reassembler.NextDeadline, _pathMtu.NextDeadline));

    /// <summary>Adds an interface and the routes to its own networks.</summary>
    /// <exception cref="ArgumentException">It is there already, or another one has its name.</exception>
    public void AddInterface(IPv4Interface added)
    {
        if (_interfaces.Exists(i => i.Name == added.Name))
            throw new ArgumentException($"There is an interface {added.Name} already.", nameof(added));
        _interfaces.Add(added);
        added.Changed = Routes.Connect;
        Routes.Connect(added);
    }

    /// <summary>Removes an interface and every route through it; nothing happens if it is not there.</summary>
    public void RemoveInterface(IPv4Interface removed)
    {
        if (!_interfaces.Remove(removed)) return;
        removed.Changed = null;
        Routes.Disconnect(removed);
    }

    /// <summary>Is this an address of this stack, on whichever interface?</summary>
    public bool IsOwnAddress(IPv4Address address)
    {
        foreach (IPv4Interface candidate in _interfaces)
            if (candidate.IsOwn(address)) return true;
        return false;
    }

    /// <summary>Does this address mean "everybody" on any interface?</summary>
    public bool IsBroadcast(IPv4Address address)
    {
        if (address.IsBroadcast || address.IsAny) return true;
        foreach (IPv4Interface candidate in _interfaces)
            if (candidate.IsBroadcast(address)) return true;
        return false;
    }

    /// <summary>Delivers what waits on the loopback interface, gives up late fragments, forgets old path MTUs.</summary>
    public void Tick(Instant now)
    {
        _loopback.Deliver(this, now);
        _reassembler.Tick(now);
        _pathMtu.Tick(now);
    }

    private void ReportTimeout(ReadOnlySpan<byte> firstFragment, Arrival arrival) =>
        Icmp.Errors.Report(IcmpType.TimeExceeded, TimeExceededCode.Reassembly, 0, firstFragment, arrival);
}
