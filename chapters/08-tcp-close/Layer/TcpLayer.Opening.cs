using System.Diagnostics.CodeAnalysis;
using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp;

/// <content>How connections come to be: active and passive OPEN, and what becomes of a SYN.</content>
public sealed partial class TcpLayer
{
    /// <summary>An active OPEN (RFC 9293 section 3.10.1). The SYN leaves at the next <see cref="Flush"/>.</summary>
    /// <param name="remote">Whom to call; no wildcard.</param>
    /// <param name="local">Wildcards: routing chooses the address (MUST-44), the stack an ephemeral port.</param>
    /// <param name="settings">Null: the stack's.</param>
    /// <param name="owner">Told of progress.</param>
    /// <param name="now">The present.</param>
    /// <param name="connection">In SYN-SENT.</param>
    /// <returns><see cref="SocketFailure.None"/>, or why not.</returns>
    public SocketFailure TryConnect(Endpoint remote, Endpoint local, TcpSettings? settings, ITcpOwner? owner, Instant now, [NotNullWhen(true)] out TcpConnection? connection)
    {
        connection = null;
        // There is no such thing as a connection to everybody (MUST-46).
        if (remote.Port == 0 || remote.Address.IsAny || remote.Address.IsMulticast || Ip.IsBroadcast(remote.Address)
            || !Ip.TryRoute(remote.Address, local.Address, out IPv4.Path path))
            return SocketFailure.NetworkUnreachable;
        local = local with { Address = path.Source };
        if (local.Port != 0)
        {
            if (!Ports.TryReserve(local))
                return SocketFailure.AddressInUse;
        }
        else if (Ports.TryReserveEphemeral(local.Address, remote, out ushort port))
            local = local with { Port = port };
        else
            return SocketFailure.NoPortsLeft;
        FourTuple tuple = new(local, remote);
        connection = new TcpConnection(this, in tuple, in path, settings ?? Settings, null) { Owner = owner, HoldsPort = true };
        connection.Connect(Offer(in tuple, in path, connection.Settings, now), now);
        Counters.Add(Counter.ActiveOpens);
        return Admit(connection) ? SocketFailure.None : SocketFailure.AddressInUse;
    }

    /// <summary>A passive OPEN. The address may be a wildcard, the port not.</summary>
    /// <param name="backlog">Connections that may wait to be accepted, 1 to 65,535.</param>
    /// <returns><see cref="SocketFailure.None"/>, or <see cref="SocketFailure.AddressInUse"/>.</returns>
    public SocketFailure TryListen(Endpoint local, int backlog, TcpSettings? settings, [NotNullWhen(true)] out ListeningPort? listener)
    {
        ArgumentOutOfRangeException.ThrowIfZero(local.Port);
        listener = null;
        if (!Ports.TryReserve(local))
            return SocketFailure.AddressInUse;
        listener = new ListeningPort(this, local, backlog, settings ?? Settings);
        _listeners.TryAdd(new FourTuple(local, default), listener);
        return SocketFailure.None;
    }

    internal void Remove(ListeningPort listener)
    {
        if (_listeners.Remove(new FourTuple(listener.Local, default)))
            Ports.Release(listener.Local);
    }

    /// <summary>A SYN for a listener becomes a connection in SYN-RECEIVED.</summary>
    internal TcpConnection? Answer(ListeningPort listener, in TcpSegment syn, in FourTuple tuple, Instant now)
    {
        if (!Ip.TryRoute(tuple.Remote.Address, tuple.Local.Address, out IPv4.Path path))
            return null;
        var connection = new TcpConnection(this, in tuple, in path, listener.Settings, listener);
        connection.Answer(Offer(in tuple, in path, listener.Settings, now), in syn, now);
        Counters.Add(Counter.PassiveOpens);
        return Admit(connection) ? connection : null;
    }

    /// <summary>A cookie has come back: the connection is established at once, with what the cookie remembers.</summary>
    internal void Resume(ListeningPort listener, in Agreement agreement, in TcpSegment segment, in FourTuple tuple, Instant now)
    {
        if (!Ip.TryRoute(tuple.Remote.Address, tuple.Local.Address, out IPv4.Path path))
            return;
        var connection = new TcpConnection(this, in tuple, in path, listener.Settings, listener);
        Counters.Add(Counter.CookiesAccepted);
        if (Admit(connection))
            connection.Resume(in agreement, in segment, now);
    }

    /// <summary>Answers a SYN and keeps nothing.</summary>
    internal void SendCookie(in TcpSegment syn, in FourTuple tuple, TcpSettings settings, Instant now)
    {
        if (!Ip.TryRoute(tuple.Remote.Address, tuple.Local.Address, out IPv4.Path path))
            return;
        HandshakeOffer offer = Offer(in tuple, in path, settings, now);
        SequenceNumber cookie = _cookies.Make(in tuple, in syn, in offer, now, out TcpOptions options);
        TcpHeader header = new(tuple.Local.Port, tuple.Remote.Port, cookie, syn.Sequence + 1, 0, TcpFlags.Syn | TcpFlags.Ack, offer.SynWindow, 0, 0);
        Counters.Add(Counter.CookiesSent);
        Send(Packets.Rent(0), in header, in options, in tuple, settings, path.Interface.Offload, 0, now);
    }

    internal bool TryRecover(in TcpSegment segment, in FourTuple tuple, TcpSettings settings, Instant now, out Agreement agreement)
    {
        agreement = default;
        return Ip.TryRoute(tuple.Remote.Address, tuple.Local.Address, out IPv4.Path path)
            && _cookies.TryRecover(in tuple, in segment, Offer(in tuple, in path, settings, now), now, out agreement);
    }

    private bool Admit(TcpConnection connection)
    {
        if (!_connections.TryAdd(in connection.TupleRef, connection))
            return false;
        Touch(connection);
        return true;
    }

    private HandshakeOffer Offer(in FourTuple tuple, in IPv4.Path path, TcpSettings settings, Instant now) => new(
        _initialSequence.For(in tuple, now), path.Interface.Mtu - 40,
        settings.WindowScaling ? settings.Transfer.WindowScale : -1, (uint)settings.Transfer.InitialWindow,
        settings.Timestamps, settings.Sack, _initialSequence.TimestampOffset(in tuple),
        settings.Transfer.InitialRto, settings.MaxSynRetries, settings.Transfer.UserTimeout);
}
