using Workbook.Basics;
using Workbook.Demux;
using Path = Workbook.IPv4.Path;

namespace Workbook.Udp;

/// <summary>
/// A UDP socket without I/O: nothing here waits. Made by <see cref="UdpLayer.Open"/>; holds a port from <see cref="Bind"/>,
/// <see cref="Connect"/> or the first <c>Send</c> on until <see cref="Dispose"/>.
/// </summary>
/// <remarks>
/// ICMP errors (RFC 1122 section 4.1.3.3) are kept for <see cref="TakeError"/>; a connected endpoint moreover fails its
/// next <c>Send</c> with it. An unconnected one does not: it may serve many peers, and that one has gone is not the
/// others' affair.
/// </remarks>
public sealed class UdpEndpoint : IDisposable
{
    private readonly UdpLayer _layer;
    private readonly DatagramQueue _queue;
    private readonly Endpoint[] _recent = new Endpoint[8];
    private int _recentNext;
    private Endpoint _reserved;
    private SocketFailure _error;
    private bool _closed;

    internal UdpEndpoint(UdpLayer layer, DatagramQueue queue)
    {
        _layer = layer;
        _queue = queue;
    }

    /// <summary>The own end; the port is 0 until bound. While connected its address is the one that routing chose.</summary>
    public Endpoint Local { get; private set; }

    /// <summary>The only peer, or <see cref="Endpoint.Any"/> if not connected.</summary>
    public Endpoint Remote { get; private set; }

    /// <summary>Whether a port is held.</summary>
    public bool IsBound => _reserved.Port != 0;

    /// <summary>Whether there is an only peer.</summary>
    public bool IsConnected => Remote != Endpoint.Any;

    /// <summary>Permission to send to broadcast addresses; off at first, since few want that and many mistype.</summary>
    public bool AllowBroadcast { get; set; }

    /// <summary>Time to live of what is sent, 1 to 255; 0, the initial value, leaves it to the stack's default.</summary>
    public byte TimeToLive { get; set; }

    /// <summary>Type of service (DSCP and ECN bits) of what is sent.</summary>
    public byte TypeOfService { get; set; }

    /// <summary>Forbid fragmentation: what is too long for the path then fails with
    /// <see cref="SocketFailure.MessageTooLong"/>.</summary>
    public bool DontFragment { get; set; }

    /// <summary>Datagrams that wait to be received.</summary>
    public int Waiting => _queue.Count;

    /// <summary>Called when a datagram has been queued or an error has come, by the loop that delivers them.</summary>
    public Action? Readable { get; set; }

    /// <summary>Takes a port.</summary>
    /// <param name="local">An own address, or Any to hear on all; a port, or 0 for an ephemeral one.</param>
    /// <param name="mode">Whether to tolerate other endpoints on this port.</param>
    /// <returns>None, AddressNotAvailable, AddressInUse, NoPortsLeft or Closed.</returns>
    /// <exception cref="InvalidOperationException">It is bound already.</exception>
    public SocketFailure Bind(Endpoint local, ReuseMode mode = ReuseMode.Exclusive)
    {
        if (_closed) return SocketFailure.Closed;
        if (IsBound) throw new InvalidOperationException($"Bound to {Local} already.");
        if (!local.Address.IsAny && !_layer.Ip.IsOwnAddress(local.Address)) return SocketFailure.AddressNotAvailable;
        return TakePort(local, Endpoint.Any, mode);
    }

    /// <summary>Chooses the only peer: datagrams from others are no longer taken, errors reach <c>Send</c>, and
    /// the local address is settled. May be repeated. What waits already stays.</summary>
    /// <param name="remote">Address and port of the peer.</param>
    /// <returns>None, AddressNotAvailable, BroadcastNotAllowed, NetworkUnreachable, NoPortsLeft, AddressInUse (another
    /// endpoint has the same two ends) or Closed.</returns>
    public SocketFailure Connect(Endpoint remote)
    {
        if (_closed) return SocketFailure.Closed;
        if (remote.Port == 0 || remote.Address.IsAny) return SocketFailure.AddressNotAvailable;
        if (!AllowBroadcast && _layer.Ip.IsBroadcast(remote.Address)) return SocketFailure.BroadcastNotAllowed;
        if (!_layer.Ip.TryRoute(remote.Address, _reserved.Address, out Path path)) return SocketFailure.NetworkUnreachable;

        SocketFailure failure = IsBound ? SocketFailure.None : TakePort(Endpoint.Any, remote, ReuseMode.Exclusive);
        if (failure != SocketFailure.None) return failure;
        _error = SocketFailure.None;
        return Move(new FourTuple(_reserved with { Address = path.Source }, remote));
    }

    /// <summary>Undoes <see cref="Connect"/>; the port is kept.</summary>
    public SocketFailure Disconnect() => IsConnected ? Move(new FourTuple(_reserved, Endpoint.Any)) : SocketFailure.None;

    /// <summary>Sends to the connected peer; see the other overload.</summary>
    public SocketFailure Send(ReadOnlySpan<byte> payload, Instant now) => Send(payload, Remote, now);

    /// <summary>Sends one datagram. An endpoint without a port gets an ephemeral one first.</summary>
    /// <param name="payload">0 to <see cref="UdpLayer.MaxPayload"/> bytes.</param>
    /// <param name="to">The destination.</param>
    /// <param name="now">The time.</param>
    /// <param name="from">The own address to send from, if the endpoint is not bound to one; Any: routing chooses.</param>
    /// <returns>None if it has left (which says nothing about its arrival); an ICMP error that came before, if
    /// connected; or NotConnected, AddressNotAvailable, BroadcastNotAllowed, MessageTooLong, NetworkUnreachable,
    /// NoPortsLeft, Closed.</returns>
    public SocketFailure Send(ReadOnlySpan<byte> payload, Endpoint to, Instant now, IPv4Address from = default)
    {
        if (_closed) return SocketFailure.Closed;
        if (to == Endpoint.Any) return SocketFailure.NotConnected;
        if (IsConnected && _error != SocketFailure.None) return TakeError();

        SocketFailure failure = IsBound ? SocketFailure.None : TakePort(Endpoint.Any, to, ReuseMode.Exclusive);
        if (failure != SocketFailure.None) return failure;
        Remember(to);
        return _layer.Send(this, payload, Local.Address.IsAny ? from : Local.Address, to, now);
    }

    /// <summary>Answers a datagram, from the address that it was sent to (RFC 1122 section 4.1.3.5): a peer that gets its
    /// answer from another address of ours will not know it.</summary>
    public SocketFailure Reply(in UdpDatagramInfo info, ReadOnlySpan<byte> payload, Instant now)
    {
        bool own = _layer.Ip.IsOwnAddress(info.Destination);
        return Send(payload, info.Source, now, own ? info.Destination : IPv4Address.Any);
    }

    /// <summary>Takes the oldest datagram that waits. False if there is none: then see <see cref="TakeError"/>.</summary>
    /// <param name="buffer">Where its data go; what does not fit is lost, and <paramref name="info"/> says so.</param>
    /// <param name="info">Who sent it, to which address, and how long it is.</param>
    public bool TryReceive(Span<byte> buffer, out UdpDatagramInfo info) => _queue.TryDequeue(buffer, out info);

    /// <summary>The last ICMP error about a datagram sent from here, once; then None.</summary>
    public SocketFailure TakeError()
    {
        SocketFailure error = _error;
        _error = SocketFailure.None;
        return error;
    }

    /// <summary>Gives up the port and what waits.</summary>
    public void Dispose()
    {
        if (_closed) return;
        _closed = true;
        if (IsBound)
        {
            _layer.Leave(new FourTuple(Local, Remote));
            _layer.Ports.Release(_reserved);
        }
        _queue.Clear();
        Readable = null;
    }

    internal bool TryDeliver(Endpoint source, IPv4Address destination, byte typeOfService, ReadOnlySpan<byte> payload)
    {
        if (!_queue.TryEnqueue(source, destination, typeOfService, payload)) return false;
        Readable?.Invoke();
        return true;
    }

    internal void Fail(SocketFailure failure)
    {
        if (failure == SocketFailure.None) return;
        _error = failure;
        Readable?.Invoke();
    }

    /// <summary>Whether this is one of the last eight peers that something was sent to.</summary>
    internal bool HasSentTo(Endpoint remote) => remote.Port != 0 && _recent.AsSpan().Contains(remote);

    private void Remember(Endpoint to)
    {
        if (HasSentTo(to)) return;
        _recent[_recentNext] = to;
        _recentNext = (_recentNext + 1) % _recent.Length;
    }

    private SocketFailure TakePort(Endpoint local, Endpoint remote, ReuseMode mode)
    {
        if (local.Port == 0)
        {
            if (!_layer.Ports.TryReserveEphemeral(local.Address, remote, out ushort port)) return SocketFailure.NoPortsLeft;
            local = local with { Port = port };
        }
        else if (!_layer.Ports.TryReserve(local, mode))
        {
            return SocketFailure.AddressInUse;
        }
        _reserved = local;
        return Move(new FourTuple(local, Endpoint.Any));
    }

    private SocketFailure Move(FourTuple to)
    {
        var current = new FourTuple(Local, Remote);
        if (to == current) return SocketFailure.None;
        if (!_layer.TryEnter(to, this)) return SocketFailure.AddressInUse;
        _layer.Leave(current);
        (Local, Remote) = to;
        return SocketFailure.None;
    }
}
