using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>An answer to a <see cref="IcmpLayer.Ping"/>; <paramref name="data"/> is valid during the call.</summary>
public delegate void EchoReplyHandler(
    in IPv4Header header, ushort identifier, ushort sequence, ReadOnlySpan<byte> data, Arrival arrival);

/// <summary>An ICMP error about a <see cref="IcmpLayer.Ping"/>.</summary>
public delegate void EchoErrorHandler(in IcmpError error, ushort identifier, ushort sequence, Arrival arrival);

/// <summary>
/// ICMP (RFC 792, RFC 1122 section 3.2.2): answers echo requests, sends them, and hands errors to whom they concern.
/// The errors this stack itself sends are <see cref="IcmpReporter"/>'s.
/// </summary>
public sealed class IcmpLayer
{
    private readonly IPv4Layer _ip;
    private readonly PathMtuCache _pathMtu;
    private readonly PacketPool _pool;
    private readonly Counters _counters;

    internal IcmpLayer(IPv4Layer ip, PathMtuCache pathMtu, IcmpReporter errors, PacketPool pool, Counters counters)
    {
        _ip = ip;
        _pathMtu = pathMtu;
        _pool = pool;
        _counters = counters;
        Errors = errors;
    }

    /// <summary>Called with each echo reply.</summary>
    public EchoReplyHandler? EchoReplied { get; set; }

    /// <summary>Called with each error about an echo request.</summary>
    public EchoErrorHandler? EchoFailed { get; set; }

    /// <summary>The errors that this stack sends.</summary>
    public IcmpReporter Errors { get; }

    /// <summary>Sends an echo request; the answer comes to <see cref="EchoReplied"/> or <see cref="EchoFailed"/>, or never.</summary>
    /// <param name="data">At most 65,507 bytes; more are <see cref="SendResult.PacketTooBig"/>.</param>
    /// <param name="timeToLive">1 to 255, 0 for the layer's default.</param>
    public SendResult Ping(
        IPv4Address destination, ushort identifier, ushort sequence, ReadOnlySpan<byte> data, Instant now, byte timeToLive = 0)
    {
        if (data.Length > IPv4Header.MaximumDatagram - IPv4Header.MinimumSize - IcmpHeader.Size) return SendResult.PacketTooBig;
        Packet request = _pool.Rent(IcmpHeader.Size + data.Length);
        Span<byte> message = request.Append(IcmpHeader.Size + data.Length);
        data.CopyTo(message[IcmpHeader.Size..]);
        new IcmpHeader(IcmpType.Echo, 0, 0, (uint)identifier << 16 | sequence).Write(message);
        _counters.Add(Counter.IcmpOut);
        return _ip.Send(request, new SendOptions(IPv4Address.Any, destination, IpProtocol.Icmp, timeToLive), now);
    }

    /// <summary>Takes a message addressed to this stack.</summary>
    internal void Receive(in IPv4Header header, ReadOnlySpan<byte> message, Arrival arrival)
    {
        _counters.Add(Counter.IcmpIn);
        if (!IcmpHeader.TryParse(message, out IcmpHeader icmp, out ReadOnlySpan<byte> data, out DropReason reason))
        {
            _counters.Drop(reason);
            return;
        }
        switch (icmp.Type)
        {
            case IcmpType.Echo:
                AnswerEcho(header, message, arrival);
                break;
            case IcmpType.EchoReply:
                EchoReplied?.Invoke(header, icmp.Identifier, icmp.Sequence, data, arrival);
                break;
            case IcmpType.DestinationUnreachable or IcmpType.TimeExceeded or IcmpType.ParameterProblem:
                ReceiveError(header, icmp, data, arrival);
                break;
            case IcmpType.SourceQuench or IcmpType.Redirect:
                // RFC 6633 section 3 and RFC 1812 section 5.2.7.2: one is dead, the other a gift to attackers.
                _counters.Drop(DropReason.IcmpIgnoredType);
                break;
            default:
                _counters.Drop(DropReason.IcmpUnknownType);
                break;
        }
    }

    /// <summary>
    /// Sends a request back (RFC 1122 section 3.2.2.6): the same identifier, sequence and data, from the address that was
    /// asked, with the type of service it came with. A request to everybody gets no answer: it would be an amplifier.
    /// </summary>
    /// <param name="request">The whole message, its checksum known to be right.</param>
    private void AnswerEcho(in IPv4Header header, ReadOnlySpan<byte> request, Arrival arrival)
    {
        #region exercise 3.3: answer an echo request with the same data, from the address asked; never one to everybody
        if (_ip.IsBroadcast(header.Destination))
        {
            _counters.Drop(DropReason.IcmpForbidden);
            return;
        }
        Packet reply = _pool.Rent(request.Length);
        Span<byte> message = reply.Append(request.Length);
        request.CopyTo(message);
        new IcmpHeader(IcmpType.EchoReply, 0, 0, BigEndian.ReadUInt32(request[4..])).Write(message);
        _counters.Add(Counter.EchoRepliesSent);
        var options = new SendOptions(header.Destination, header.Source, IpProtocol.Icmp, TypeOfService: header.TypeOfService);
        _ip.Send(reply, options, arrival.Now);
        #endregion
    }

    /// <summary>
    /// Hands an error to whoever sent the datagram it quotes. The quote must be of a datagram that this stack can have
    /// sent, with the beginning of its transport header; the transport checks the rest (RFC 5927 section 4).
    /// </summary>
    private void ReceiveError(in IPv4Header header, in IcmpHeader icmp, ReadOnlySpan<byte> quote, Arrival arrival)
    {
        if (!IPv4Header.TryParseQuoted(quote, out IPv4Header quoted, out ReadOnlySpan<byte> payload)
            || payload.Length < IcmpReporter.MinimumQuote || quoted.FragmentOffset > 0
            || !_ip.IsOwnAddress(quoted.Source) || _ip.IsBroadcast(header.Destination)
            || !TryLearnPathMtu(icmp, quoted, arrival.Now, out int mtu))
        {
            _counters.Drop(DropReason.IcmpBadQuote);
            return;
        }
        Deliver(new IcmpError
        {
            Type = icmp.Type,
            Code = icmp.Code,
            NextHopMtu = mtu,
            Pointer = icmp.Type == IcmpType.ParameterProblem ? icmp.Pointer : 0,
            Reporter = header.Source,
            Quoted = quoted,
            QuotedPayload = payload,
        }, arrival);
    }

    /// <summary>Hands an error about a datagram of this stack to the pinger or to the transport it concerns.</summary>
    internal void Deliver(in IcmpError error, Arrival arrival)
    {
        if (error.Quoted.Protocol != IpProtocol.Icmp) _ip.DeliverError?.Invoke(error, arrival);
        else if (error.QuotedPayload[0] == (byte)IcmpType.Echo)
            EchoFailed?.Invoke(
                error, BigEndian.ReadUInt16(error.QuotedPayload[4..]), BigEndian.ReadUInt16(error.QuotedPayload[6..]), arrival);
        else _counters.Drop(DropReason.IcmpIgnoredType);
    }

    /// <summary>Believes a "fragmentation needed" if it can be true; other errors pass with an MTU of 0.</summary>
    private bool TryLearnPathMtu(in IcmpHeader icmp, in IPv4Header quoted, Instant now, out int mtu)
    {
        mtu = 0;
        if (icmp is not { Type: IcmpType.DestinationUnreachable, Code: UnreachableCode.FragmentationNeeded }) return true;
        if (!quoted.DontFragment || !_pathMtu.TryLearn(quoted.Destination, quoted.TotalLength, icmp.NextHopMtu, now)) return false;
        mtu = _pathMtu.Limit(quoted.Destination, IPv4Header.MaximumDatagram);
        return true;
    }
}
