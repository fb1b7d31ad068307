using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;
using Path = Workbook.IPv4.Path;

namespace Workbook.Udp;

/// <summary>
/// UDP (RFC 768, RFC 1122 section 4.1) over one stack's IPv4. Register it with the stack's <see cref="TransportDemuxer"/>;
/// applications get an <see cref="UdpEndpoint"/> from <see cref="Open"/>. UDP waits for nothing, so it has neither Tick
/// nor deadline.
/// </summary>
public sealed class UdpLayer : ITransport
{
    /// <summary>The most data one datagram can carry, in bytes: 65,535 less 20 (IPv4) and 8 (UDP).</summary>
    public const int MaxPayload = 65_507;

    /// <summary>Bytes that may wait in an endpoint, unless <see cref="Open"/> is told otherwise.</summary>
    public const int DefaultReceiveLimit = 32 * 1024;

    private readonly IPv4Layer _ip;
    private readonly PacketPool _pool;
    private readonly BufferPool _buffers;
    private readonly Counters _counters;
    private readonly EndpointTable<UdpEndpoint> _endpoints;

    /// <summary>A UDP for one stack.</summary>
    /// <param name="ip">The layer below.</param>
    /// <param name="pool">Where outgoing packets come from.</param>
    /// <param name="buffers">Where receive queues keep what waits.</param>
    /// <param name="random">Source of this layer's secrets; used now, not kept.</param>
    /// <param name="counters">The stack's counters.</param>
    public UdpLayer(IPv4Layer ip, PacketPool pool, BufferPool buffers, Random random, Counters counters)
    {
        _ip = ip;
        _pool = pool;
        _buffers = buffers;
        _counters = counters;
        _endpoints = new EndpointTable<UdpEndpoint>((ulong)random.NextInt64(long.MinValue, long.MaxValue));
        Ports = new PortTable(random);
    }

    /// <inheritdoc/>
    public IpProtocol Protocol => IpProtocol.Udp;

    /// <summary>The ports in use.</summary>
    internal PortTable Ports { get; }

    /// <summary>The layer below.</summary>
    internal IPv4Layer Ip => _ip;

    /// <summary>A new endpoint, not bound yet.</summary>
    /// <param name="receiveLimit">Bytes that may wait in it (<see cref="DatagramQueue"/>).</param>
    public UdpEndpoint Open(int receiveLimit = DefaultReceiveLimit) =>
        new(this, new DatagramQueue(_buffers, receiveLimit));

    /// <inheritdoc/>
    public Delivery Receive(in IPv4Header header, ReadOnlySpan<byte> payload, Arrival arrival)
    {
        bool verified = arrival.ChecksumVerified;
        if (!UdpDatagram.TryParse(header, payload, verified, out UdpDatagram datagram, out DropReason reason))
            return Drop(reason);

        var source = new Endpoint(header.Source, datagram.Header.SourcePort);
        var destination = new Endpoint(header.Destination, datagram.Header.DestinationPort);
        UdpEndpoint? endpoint = _endpoints.Find(destination, source);
        if (endpoint is null)
        {
            _counters.Drop(DropReason.UdpNoPort);
            return Delivery.NoPort;
        }
        if (!endpoint.TryDeliver(source, header.Destination, header.TypeOfService, datagram.Payload))
            return Drop(DropReason.UdpQueueFull);

        _counters.Add(Counter.UdpIn);
        return Delivery.Delivered;
    }

    /// <summary>
    /// Takes an ICMP error that quotes a UDP datagram, and tells the endpoint that sent it (RFC 1122 section 4.1.3.3). The
    /// quotation is all there is to go by and can be forged, so it is believed only if it names an endpoint of ours and a
    /// peer to which that endpoint has lately sent (RFC 5927 section 4 asks the like of TCP). Others are counted under
    /// <see cref="DropReason.IcmpBadQuote"/>.
    /// </summary>
    public void Error(in IcmpError error, Arrival arrival)
    {
        #region exercise 5.5: find who sent the quoted datagram, and tell it what became of it
        UdpEndpoint? sender = null;
        Endpoint peer = default;
        if (UdpHeader.TryParse(error.QuotedPayload, out UdpHeader quoted, out _))
        {
            // The quoted datagram went the other way: its source is our end.
            peer = new Endpoint(error.Quoted.Destination, quoted.DestinationPort);
            sender = _endpoints.Find(new Endpoint(error.Quoted.Source, quoted.SourcePort), peer);
        }
        if (sender is null || !sender.HasSentTo(peer))
        {
            _counters.Drop(DropReason.IcmpBadQuote);
            return;
        }
        sender.Fail(UdpErrors.Meaning(error.Type, error.Code));
        #endregion
    }

    /// <summary>
    /// Sends one datagram. What can go wrong here is found out before a packet is rented; what IP finds out
    /// comes back as its result. The checksum is left to the link if it computes checksums; IP computes it after all if it
    /// has to cut the datagram.
    /// </summary>
    /// <param name="sender">Its port, time to live, type of service and permission to broadcast are used.</param>
    /// <param name="payload">At most <see cref="MaxPayload"/> bytes; more is MessageTooLong.</param>
    /// <param name="source">The address to send from, or Any: routing chooses.</param>
    /// <param name="to">The destination; port 0 is <see cref="SocketFailure.AddressNotAvailable"/>.</param>
    /// <param name="now">The time.</param>
    internal SocketFailure Send(
        UdpEndpoint sender, ReadOnlySpan<byte> payload, IPv4Address source, Endpoint to, Instant now)
    {
        #region exercise 5.3: send a datagram: limits, route, header, and down to IP
        if (payload.Length > MaxPayload) return SocketFailure.MessageTooLong;
        if (to.Port == 0) return SocketFailure.AddressNotAvailable;
        if (_ip.IsBroadcast(to.Address) && !sender.AllowBroadcast) return SocketFailure.BroadcastNotAllowed;
        if (!_ip.TryRoute(to.Address, source, out Path path)) return SocketFailure.NetworkUnreachable;

        Packet packet = _pool.Rent(payload.Length);
        payload.CopyTo(packet.Append(payload.Length));
        var from = new Endpoint(path.Source, sender.Local.Port);
        UdpWriter.Write(packet, from, to, path.Interface.Offload.Checksum);

        var options = new SendOptions(path.Source, to.Address, IpProtocol.Udp,
            sender.TimeToLive, sender.TypeOfService, sender.DontFragment, sender.AllowBroadcast);
        SocketFailure failure = UdpErrors.Meaning(_ip.Send(packet, options, now));
        if (failure == SocketFailure.None) _counters.Add(Counter.UdpOut);
        return failure;
        #endregion
    }

    /// <summary>Enters an endpoint into the table that received datagrams are looked up in.</summary>
    internal bool TryEnter(in FourTuple tuple, UdpEndpoint endpoint) => _endpoints.TryAdd(tuple, endpoint);

    /// <summary>Takes it out again.</summary>
    internal void Leave(in FourTuple tuple) => _endpoints.Remove(tuple);

    private Delivery Drop(DropReason reason)
    {
        _counters.Drop(reason);
        return Delivery.Dropped;
    }
}
