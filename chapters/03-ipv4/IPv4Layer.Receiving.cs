using Workbook.Basics;

namespace Workbook.IPv4;

public sealed partial class IPv4Layer
{
    /// <summary>Takes a datagram that arrived at an interface: for us, for others, or for nobody.</summary>
    /// <param name="datagram">The frame's payload, perhaps with padding behind; valid during the call.</param>
    public void Receive(IPv4Interface from, ReadOnlySpan<byte> datagram, Arrival arrival)
    {
        _counters.Add(Counter.DatagramsIn);
        if (!from.IsUp) _counters.Drop(DropReason.IpInterfaceDown);
        else if (!IPv4Header.TryParse(datagram, out IPv4Header header, out _, out DropReason reason)) _counters.Drop(reason);
        else if (!IsPossibleSource(header, from)) _counters.Drop(DropReason.IpBadSource);
        else if (TryPassOptions(header, datagram[..header.TotalLength], arrival))
            Direct(from, header, datagram[..header.TotalLength], arrival);
    }

    /// <summary>
    /// Can a datagram from this source arrive here? RFC 1122 section 3.2.1.3: no broadcast or multicast address, no loopback
    /// address from outside, and not our own. The network 0 is for a host that asks everybody for its address.
    /// </summary>
    private bool IsPossibleSource(in IPv4Header header, IPv4Interface from)
    {
        IPv4Address source = header.Source;
        if (from.IsLoopback) return IsOwnAddress(source);
        if (source.Value >> 24 == 0) return source.IsAny && header.Destination.IsBroadcast;
        return !source.IsLoopback && !source.IsMulticast && !IsOwnAddress(source) && !IsBroadcast(source);
    }

    /// <summary>Skips options. Source routes are dropped (RFC 7126 section 4.3), impossible lengths reported.</summary>
    private bool TryPassOptions(in IPv4Header header, ReadOnlySpan<byte> datagram, Arrival arrival)
    {
        if (header.HeaderLength == IPv4Header.MinimumSize) return true;
        switch (HeaderOptions.Scan(datagram[IPv4Header.MinimumSize..header.HeaderLength], out int position))
        {
            case OptionScan.SourceRoute:
                _counters.Drop(DropReason.IpSourceRoute);
                return false;
            case OptionScan.Malformed:
                _counters.Drop(DropReason.IpBadOptions);
                uint pointer = (uint)(IPv4Header.MinimumSize + position) << 24;
                if (IsOwnAddress(header.Destination)) Icmp.Errors.Report(IcmpType.ParameterProblem, 0, pointer, datagram, arrival);
                return false;
            default:
                return true;
        }
    }

    /// <summary>Decides by the destination: ours, everybody's, or somebody else's.</summary>
    private void Direct(IPv4Interface from, in IPv4Header header, ReadOnlySpan<byte> datagram, Arrival arrival)
    {
        IPv4Address destination = header.Destination;
        // A loopback address from outside is nobody's, although it is ours.
        bool own = IsOwnAddress(destination) && (from.IsLoopback || !destination.IsLoopback);
        bool everybody = !own && from.IsBroadcast(destination);
        // RFC 1122 section 3.3.6: somebody shouts what should be said to one.
        if (arrival.LinkBroadcast && !everybody && !destination.IsMulticast) _counters.Drop(DropReason.IpLinkBroadcastUnicast);
        else if (own || everybody) DeliverLocally(header, datagram, arrival);
        else if (Forwarding && MayForward(destination)) Forwarder.Forward(header, datagram, arrival);
        else _counters.Drop(DropReason.IpNotForUs);
    }

    /// <summary>Other networks' broadcasts are not let in (RFC 2644), nor anything that is no host's address.</summary>
    private bool MayForward(IPv4Address destination) =>
        destination.Value >> 24 != 0 && !destination.IsLoopback && !destination.IsMulticast && !IsBroadcast(destination);

    private void DeliverLocally(in IPv4Header header, ReadOnlySpan<byte> datagram, Arrival arrival)
    {
        if (!header.IsFragment)
        {
            Dispatch(header, datagram, arrival);
            return;
        }
        _counters.Add(Counter.FragmentsIn);
        if (!_reassembler.TryAdd(header, datagram, arrival, out Reassembly? whole)) return;
        // Whatever the link vouched for, it cannot have seen a transport checksum across fragments.
        Dispatch(whole.Header, whole.Datagram, arrival with { ChecksumVerified = false });
        _reassembler.Recycle(whole);
    }

    /// <summary>Hands a whole datagram up; answers for a transport or a port that is not there (RFC 1122 section 3.2.2.1).</summary>
    private void Dispatch(in IPv4Header header, ReadOnlySpan<byte> datagram, Arrival arrival)
    {
        ReadOnlySpan<byte> payload = datagram[header.HeaderLength..];
        if (header.Protocol == IpProtocol.Icmp)
        {
            Icmp.Receive(header, payload, arrival);
            return;
        }
        switch (Deliver?.Invoke(header, payload, arrival) ?? Delivery.NoProtocol)
        {
            case Delivery.NoProtocol:
                _counters.Drop(DropReason.IpUnknownProtocol);
                Icmp.Errors.Report(IcmpType.DestinationUnreachable, UnreachableCode.Protocol, 0, datagram, arrival);
                break;
            case Delivery.NoPort:
                Icmp.Errors.Report(IcmpType.DestinationUnreachable, UnreachableCode.Port, 0, datagram, arrival);
                break;
        }
    }
}
