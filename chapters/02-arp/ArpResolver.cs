using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Arp;

/// <summary>
/// Finds out link addresses for IP addresses, and tells ours to who asks (RFC 826; RFC 1122 section 2.3.2; RFC 5227
/// sections 2.1 and 2.4). What has no address yet waits here; what waits in vain is handed up.
/// </summary>
public sealed partial class ArpResolver
{
    private readonly MacAddress _own;
    private readonly Func<IPv4Address, bool> _isOwnAddress;
    private readonly Func<IPv4Address> _primaryAddress;
    private readonly SendFrame _send;
    private readonly PacketPool _pool;
    private readonly ArpOptions _options;
    private readonly Counters _counters;
    private readonly DeadlineQueue _deadlines = new();
    private readonly Dictionary<IPv4Address, Instant> _nextDefence = [];

    /// <param name="own">Our address on the link.</param>
    /// <param name="isOwnAddress">Says whether an IP address is one of ours on this link.</param>
    /// <param name="primaryAddress">The IP address we ask from; 0.0.0.0 while there is none.</param>
    /// <param name="send">Where ARP packets and resolved datagrams go: normally <see cref="EthernetPort.Send"/>.</param>
    public ArpResolver(MacAddress own, Func<IPv4Address, bool> isOwnAddress, Func<IPv4Address> primaryAddress,
        SendFrame send, PacketPool pool, ArpOptions options, Counters counters)
    {
        _own = own;
        _isOwnAddress = isOwnAddress;
        _primaryAddress = primaryAddress;
        _send = send;
        _pool = pool;
        _options = options;
        _counters = counters;
        Cache = new NeighborCache(options.CacheSize, OnDue, Discard);
    }

    public NeighborCache Cache { get; }

    /// <summary>Takes each datagram whose neighbor does not answer, and owns it from then on.</summary>
    public Action<Packet, Instant>? Unreachable { get; set; }

    /// <summary>Told when another station uses one of our addresses: the address, and who.</summary>
    public Action<IPv4Address, MacAddress>? Conflict { get; set; }

    public Instant NextDeadline => _deadlines.Next;

    /// <summary>Does what is due: repeats requests, gives up, lets addresses grow old.</summary>
    public void Tick(Instant now) => _deadlines.RunDue(now);

    /// <summary>Takes the payload of an ARP frame; a <see cref="PayloadHandler"/>.</summary>
    public void Receive(ReadOnlySpan<byte> payload, Arrival arrival)
    {
        if (!ArpPacket.TryParse(payload, out ArpPacket packet, out DropReason reason))
            _counters.Drop(reason);
        else if (packet.SenderMac == _own)
            _counters.Drop(DropReason.ArpBadSender);
        else if (!NoticeConflict(packet, arrival.Now))
        {
            // RFC 826: merge first, whatever the operation; then look whether there is something to answer.
            bool merged = Merge(packet, arrival.Now);
            if (!Answer(packet, arrival.Now) && !merged)
                _counters.Drop(DropReason.ArpNotForUs);
        }
    }

    /// <summary>Answers a request for one of our addresses, to its sender alone. A probe (RFC 5227) is a request, too.</summary>
    /// <returns>True if the packet was such a request.</returns>
    internal bool Answer(in ArpPacket packet, Instant now)
    {
        #region exercise 2.2: answer a request for one of our addresses, and no other packet
        throw new NotImplementedException("exercise 2.2");
        #endregion
    }

    /// <summary>Learns from a packet where its sender is.</summary>
    /// <remarks>
    /// Whoever may change the cache may take over connections. RFC 826: a packet updates an entry that is there; only
    /// one that asks for us makes an entry, since its sender is about to talk to us. A reply nobody asked for makes none.
    /// </remarks>
    /// <returns>True if an entry was updated or made.</returns>
    internal bool Merge(in ArpPacket packet, Instant now)
    {
        #region exercise 2.3: let a packet update the entry of its sender, and make one only if it asks for us
        throw new NotImplementedException("exercise 2.3");
        #endregion
    }

    /// <summary>Notices that another station speaks from one of our addresses; tells of it each time, and defends the
    /// address with an announcement, but not more often than <see cref="ArpOptions.DefendInterval"/> allows, lest two
    /// stations that both defend fill the link (RFC 5227 section 2.4 (c)).</summary>
    /// <returns>True if the packet is such a conflict, and nothing is to be learned from it.</returns>
    internal bool NoticeConflict(in ArpPacket packet, Instant now)
    {
        #region exercise 2.6: tell of a station that uses our address, and announce ours, at most once in ten seconds
        throw new NotImplementedException("exercise 2.6");
        #endregion
    }

    /// <summary>Tells everybody on the link where an address of ours is (gratuitous ARP; RFC 5227 section 2.3): a request for
    /// it, from it, that nobody answers and everybody merges.</summary>
    public void Announce(IPv4Address address, Instant now)
    {
        Send(new ArpPacket(ArpOperation.Request, _own, address, MacAddress.Zero, address), MacAddress.Broadcast, now);
        _counters.Add(Counter.ArpRequestsSent);
    }

    private void Send(in ArpPacket packet, MacAddress destination, Instant now)
    {
        Packet frame = _pool.Rent(ArpPacket.Size);
        packet.Write(frame.Append(ArpPacket.Size));
        _send(frame, destination, EtherType.Arp, now);
    }
}
