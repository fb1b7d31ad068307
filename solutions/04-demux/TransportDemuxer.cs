using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Demux;

/// <summary>
/// Between IPv4 and the transports: hands each datagram to its protocol (RFC 1122 section 3.4) and decides what becomes
/// of those that nobody wants. Plug <see cref="Receive"/> into <see cref="IPv4Layer.Deliver"/> and
/// <see cref="Error"/> into <see cref="IPv4Layer.DeliverError"/>; one demuxer per stack.
/// </summary>
/// <param name="isBroadcast">Whether an address is a broadcast address of one of our networks, or the limited one.</param>
/// <param name="counters">Where a datagram is counted that is dropped here.</param>
public sealed class TransportDemuxer(Func<IPv4Address, bool> isBroadcast, Counters counters)
{
    private readonly Func<IPv4Address, bool> _isBroadcast = isBroadcast;
    private readonly Counters _counters = counters;

    // The protocol field is one byte: an array with a place for each value is the whole look-up.
    private readonly ITransport?[] _transports = new ITransport?[256];

    /// <summary>Adds a transport.</summary>
    /// <exception cref="ArgumentException">Its protocol is taken already.</exception>
    public void Register(ITransport transport)
    {
        ref ITransport? place = ref _transports[(byte)transport.Protocol];
        if (place is not null)
            throw new ArgumentException($"{transport.Protocol} is registered already.", nameof(transport));
        place = transport;
    }

    /// <summary>Takes a datagram addressed to this host.</summary>
    /// <returns>What the transport said, or, if nobody took it, what <see cref="NobodyHome"/> makes of that.</returns>
    public Delivery Receive(in IPv4Header header, ReadOnlySpan<byte> payload, Arrival arrival)
    {
        #region exercise 4.2: hand the datagram to its protocol; ask NobodyHome about one without a taker
        ITransport? transport = _transports[(byte)header.Protocol];
        Delivery outcome = transport?.Receive(header, payload, arrival) ?? Delivery.NoProtocol;
        return outcome is Delivery.NoProtocol or Delivery.NoPort ? NobodyHome(outcome, header, arrival) : outcome;
        #endregion
    }

    /// <summary>Takes an ICMP error and hands it to the protocol of the datagram that it quotes (RFC 1122 section 3.2.2).
    /// An error about a protocol we do not speak cannot concern us and is ignored.</summary>
    public void Error(in IcmpError error, Arrival arrival) =>
        _transports[(byte)error.Quoted.Protocol]?.Error(error, arrival);

    /// <summary>
    /// Decides whether the sender of a datagram that nobody took shall hear of it. IPv4 answers
    /// <see cref="Delivery.NoProtocol"/> and <see cref="Delivery.NoPort"/> with ICMP protocol or port unreachable (RFC 1122
    /// section 3.2.2.1); <see cref="Delivery.Dropped"/> is silence. Section 3.2.2 demands silence if the datagram was meant
    /// for many: sent to a broadcast or multicast address, or in a link broadcast. Otherwise one stray broadcast would be
    /// answered by every host of the network at once.
    /// </summary>
    /// <remarks>Every datagram is counted once: NoPort has been, by its transport; NoProtocol will be by IPv4,
    /// under <see cref="DropReason.IpUnknownProtocol"/>, unless it is silenced here: then here.</remarks>
    /// <param name="outcome">NoProtocol or NoPort.</param>
    /// <param name="header">The datagram's IPv4 header.</param>
    /// <param name="arrival">How it came.</param>
    /// <returns><paramref name="outcome"/> if the sender shall hear of it, else Dropped.</returns>
    public Delivery NobodyHome(Delivery outcome, in IPv4Header header, Arrival arrival)
    {
        #region exercise 4.6: nobody home: answer only what was meant for this host alone
        bool meantForMany = arrival.LinkBroadcast
            || header.Destination.IsMulticast
            || _isBroadcast(header.Destination);
        if (!meantForMany) return outcome;

        if (outcome == Delivery.NoProtocol) _counters.Drop(DropReason.IpUnknownProtocol);
        return Delivery.Dropped;
        #endregion
    }
}
