using Workbook.Basics;

namespace Workbook.IPv4;

public sealed partial class IPv4Layer
{
    /// <summary>
    /// Sends a transport's message: finds the way, puts the header in front, cuts it if it must and may be cut. Without
    /// fragments nothing is allocated or copied. A packet that the link is to segment
    /// (<see cref="PacketOffload.SegmentSize"/>) may exceed the MTU up to <see cref="LinkOffload.LargestSend"/>.
    /// </summary>
    /// <param name="payload">Given away, whatever the result.</param>
    public SendResult Send(Packet payload, in SendOptions options, Instant now)
    {
        SendResult result = TrySend(payload, options, now);
        if (result != SendResult.Sent) payload.Release();
        return result;
    }

    /// <summary>
    /// The way to a destination: interface, next hop, the address to send from, and the largest datagram that gets through
    /// as far as is known (RFC 1191). False if there is none, or the interface is down.
    /// </summary>
    /// <param name="source">An own address to send from, or <see cref="IPv4Address.Any"/>: the layer chooses.</param>
    public bool TryRoute(IPv4Address destination, IPv4Address source, out Path path) =>
        Route(destination, source, out path) == SendResult.Sent;

    /// <summary>
    /// Takes back a datagram that found no neighbour (ARP gave up): tells the transport it came from, or, if it was being
    /// forwarded, its source.
    /// </summary>
    public void NextHopUnreachable(Packet datagram, Instant now)
    {
        _counters.Drop(DropReason.IpNoRoute);
        if (IPv4Header.TryParseQuoted(datagram.Span, out IPv4Header header, out ReadOnlySpan<byte> payload))
        {
            if (!IsOwnAddress(header.Source))
                Icmp.Errors.Report(IcmpType.DestinationUnreachable, UnreachableCode.Host, 0, datagram.Span, new Arrival(now));
            else if (header.FragmentOffset == 0 && payload.Length >= IcmpReporter.MinimumQuote)
                Icmp.Deliver(new IcmpError
                {
                    Type = IcmpType.DestinationUnreachable,
                    Code = UnreachableCode.Host,
                    Reporter = header.Source,
                    Quoted = header,
                    QuotedPayload = payload,
                }, new Arrival(now));
        }
        datagram.Release();
    }

    /// <summary>Sends a complete datagram to a neighbour, in fragments if it exceeds <paramref name="limit"/> bytes.</summary>
    internal void Transmit(Packet datagram, IPv4Interface through, IPv4Address nextHop, int limit, Instant now)
    {
        if (datagram.Length > limit)
        {
            TransmitFragments(datagram, through, nextHop, limit, now);
            return;
        }
        if (!through.Offload.Checksum) TransportChecksum.Complete(datagram);
        _counters.Add(Counter.DatagramsOut);
        through.Send(datagram, nextHop, now);
    }

    private SendResult TrySend(Packet payload, in SendOptions options, Instant now)
    {
        SendResult routed = Route(options.Destination, options.Source, out Path path);
        if (routed != SendResult.Sent) return routed;
        if (path.NextHop.IsBroadcast && !options.Broadcast) return SendResult.BroadcastNotAllowed;

        int total = IPv4Header.MinimumSize + payload.Length;
        int limit = payload.Offload.SegmentSize > 0 ? Math.Max(path.Mtu, path.Interface.Offload.LargestSend) : path.Mtu;
        bool dontFragment = options.DontFragment && !_pathMtu.IsBelowFloor(options.Destination);
        if (total > IPv4Header.MaximumDatagram || (total > limit && dontFragment)) return SendResult.PacketTooBig;

        byte timeToLive = options.TimeToLive > 0 ? options.TimeToLive : _options.DefaultTimeToLive;
        // RFC 6864 section 4: what nobody can cut needs no identification.
        ushort identification = dontFragment
            ? (ushort)0
            : _identification.Next(path.Source, options.Destination, options.Protocol);
        new IPv4Header(
            IPv4Header.MinimumSize, options.TypeOfService, total, identification, dontFragment, false, 0,
            timeToLive, options.Protocol, 0, path.Source, options.Destination).Write(payload.Prepend(IPv4Header.MinimumSize));
        Transmit(payload, path.Interface, path.NextHop, limit, now);
        return SendResult.Sent;
    }

    /// <summary>Decides where a datagram goes and from which address; Sent means that a way was found.</summary>
    private SendResult Route(IPv4Address destination, IPv4Address source, out Path path)
    {
        path = default;
        if (!source.IsAny && !IsOwnAddress(source)) return SendResult.NoRoute;
        if (IsOwnAddress(destination))
        {
            IPv4Interface lo = _loopback.Interface;
            path = new Path(lo, destination, source.IsAny ? destination : source, lo.Mtu);
            return lo.IsUp ? SendResult.Sent : SendResult.InterfaceDown;
        }
        // RFC 1122 section 3.2.1.3: neither network 0 nor the loopback network may appear on a wire.
        if (destination.Value >> 24 == 0 || destination.IsLoopback || destination.IsMulticast) return SendResult.NoRoute;
        if (IsBroadcast(destination)) return RouteToEverybody(destination, source, out path);
        if (!Routes.TryFind(destination, out Route route)) return SendResult.NoRoute;
        if (!route.Interface.IsUp) return SendResult.InterfaceDown;
        IPv4Address nextHop = route.NextHop(destination);
        if (source.IsAny) source = route.Interface.SourceFor(nextHop);
        if (source.IsAny || source.IsLoopback) return SendResult.NoRoute;
        path = new Path(route.Interface, nextHop, source, _pathMtu.Limit(destination, route.Interface.Mtu));
        return SendResult.Sent;
    }

    /// <summary>
    /// The first interface on which this address means everybody; a source address given chooses among several. Only a host
    /// that has no address yet sends from none.
    /// </summary>
    private SendResult RouteToEverybody(IPv4Address destination, IPv4Address source, out Path path)
    {
        foreach (IPv4Interface candidate in _interfaces)
        {
            if (!candidate.IsUp || !candidate.IsBroadcast(destination)) continue;
            if (!source.IsAny && !candidate.IsOwn(source)) continue;
            IPv4Address from = source.IsAny ? candidate.SourceFor(destination) : source;
            path = new Path(candidate, IPv4Address.Broadcast, from, candidate.Mtu);
            return SendResult.Sent;
        }
        path = default;
        return SendResult.NoRoute;
    }

    private void TransmitFragments(Packet datagram, IPv4Interface through, IPv4Address nextHop, int limit, Instant now)
    {
        TransportChecksum.Complete(datagram);
        IPv4Header.TryParseQuoted(datagram.Span, out IPv4Header header, out ReadOnlySpan<byte> payload);
        ReadOnlySpan<byte> options = datagram.Span[IPv4Header.MinimumSize..header.HeaderLength];
        Span<byte> repeated = stackalloc byte[HeaderOptions.MaximumSize];
        repeated = repeated[..HeaderOptions.CopyRepeated(options, repeated)];
        var cutter = new FragmentCutter(header, options, repeated, payload, limit, _pool);
        while (cutter.TryNext(out Packet? fragment))
        {
            _counters.Add(Counter.FragmentsOut);
            through.Send(fragment, nextHop, now);
        }
        datagram.Release();
    }
}
