using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>Passes datagrams for others on towards their destination (RFC 1812 section 5).</summary>
internal sealed class Forwarder(IPv4Layer ip, PacketPool pool, Counters counters)
{
    /// <summary>
    /// Sends a datagram on through the interface its destination lies behind, with one less to live. What cannot go on is
    /// reported to its source: time to live used up, no route, or too big and not to be cut.
    /// </summary>
    /// <param name="datagram">The datagram as it arrived, valid during the call; its destination is some other host's.</param>
    public void Forward(in IPv4Header header, ReadOnlySpan<byte> datagram, Arrival arrival)
    {
        #region exercise 3.10: forward: time to live, checksum, next hop; or say why not
        if (header.TimeToLive <= 1)
        {
            Refuse(DropReason.IpTtlExpired, IcmpType.TimeExceeded, TimeExceededCode.InTransit, 0, datagram, arrival);
            return;
        }
        if (!ip.Routes.TryFind(header.Destination, out Route route) || !route.Interface.IsUp)
        {
            Refuse(DropReason.IpNoRoute, IcmpType.DestinationUnreachable, UnreachableCode.Net, 0, datagram, arrival);
            return;
        }
        int mtu = route.Interface.Mtu;
        if (header.TotalLength > mtu && header.DontFragment)
        {
            Refuse(
                DropReason.IpTooBig, IcmpType.DestinationUnreachable, UnreachableCode.FragmentationNeeded, (uint)mtu,
                datagram, arrival);
            return;
        }
        Packet packet = Copy(header, datagram, arrival);
        DecrementTimeToLive(packet.Span);
        counters.Add(Counter.DatagramsForwarded);
        ip.Transmit(packet, route.Interface, route.NextHop(header.Destination), mtu, arrival.Now);
        #endregion
    }

    /// <summary>One less to live. The checksum follows without a look at the rest of the header (RFC 1624).</summary>
    private static void DecrementTimeToLive(Span<byte> datagram)
    {
        // Time to live is the high half of the word it shares with the protocol.
        ushort before = BigEndian.ReadUInt16(datagram[8..]), checksum = BigEndian.ReadUInt16(datagram[10..]);
        ushort after = (ushort)(before - 0x100);
        BigEndian.WriteUInt16(datagram[8..], after);
        BigEndian.WriteUInt16(datagram[10..], IncrementalChecksum.Update(checksum, before, after));
    }

    private Packet Copy(in IPv4Header header, ReadOnlySpan<byte> datagram, Arrival arrival)
    {
        Packet packet = pool.Rent(datagram.Length);
        datagram.CopyTo(packet.Append(datagram.Length));
        if (arrival.ChecksumVerified) TransportChecksum.Recompute(header, packet.Span);
        return packet;
    }

    private void Refuse(
        DropReason reason, IcmpType type, byte code, uint rest, ReadOnlySpan<byte> datagram, Arrival arrival)
    {
        counters.Drop(reason);
        ip.Icmp.Errors.Report(type, code, rest, datagram, arrival);
    }
}
