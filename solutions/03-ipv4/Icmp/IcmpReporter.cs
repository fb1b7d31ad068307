using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// Sends ICMP errors about datagrams that this stack could not deliver or forward, when RFC 1122 section 3.2.2 allows, and
/// not too many (RFC 1812 section 4.3.2.8). An error that is withheld is counted, since the datagram already was.
/// </summary>
public sealed class IcmpReporter
{
    /// <summary>Bytes of the payload that an error must quote, so that the sender finds its socket (RFC 792).</summary>
    public const int MinimumQuote = 8;

    /// <summary>Bytes of the largest error; it quotes as much as fits (RFC 1812 section 4.3.2.3).</summary>
    public const int MaximumError = 576;

    private readonly IPv4Layer _ip;
    private readonly PacketPool _pool;
    private readonly Counters _counters;
    private readonly TokenBucket _bucket;

    internal IcmpReporter(IPv4Layer ip, IPv4Options options, PacketPool pool, Counters counters)
    {
        _ip = ip;
        _pool = pool;
        _counters = counters;
        _bucket = new TokenBucket(options.IcmpErrorsPerSecond, options.IcmpErrorBurst);
    }

    /// <summary>Sends an error about a datagram, unless none may be sent.</summary>
    /// <param name="rest">The second word of the ICMP header: next-hop MTU or pointer, otherwise 0.</param>
    /// <param name="datagram">The datagram as it arrived, from its header to its end.</param>
    public void Report(IcmpType type, byte code, uint rest, ReadOnlySpan<byte> datagram, Arrival arrival)
    {
        if (!IPv4Header.TryParseQuoted(datagram, out IPv4Header about, out ReadOnlySpan<byte> payload)
            || !MayReport(about, payload, arrival))
        {
            _counters.Drop(DropReason.IcmpForbidden);
            return;
        }
        if (!_bucket.TryTake(arrival.Now))
        {
            _counters.Drop(DropReason.IcmpRateLimited);
            return;
        }
        ReadOnlySpan<byte> quote =
            datagram[..Math.Min(datagram.Length, MaximumError - IPv4Header.MinimumSize - IcmpHeader.Size)];
        Packet error = _pool.Rent(IcmpHeader.Size + quote.Length);
        Span<byte> message = error.Append(IcmpHeader.Size + quote.Length);
        quote.CopyTo(message[IcmpHeader.Size..]);
        new IcmpHeader(type, code, 0, rest).Write(message);
        _counters.Add(Counter.IcmpOut);
        // From the address that was asked, if it is ours; a router speaks with the address it has on that side.
        IPv4Address source = _ip.IsOwnAddress(about.Destination) ? about.Destination : IPv4Address.Any;
        _ip.Send(error, new SendOptions(source, about.Source, IpProtocol.Icmp), arrival.Now);
    }

    /// <summary>
    /// May an error be sent about this datagram? RFC 1122 section 3.2.2: not about an ICMP error, nor about one
    /// addressed to everybody (by IP or by the link), nor about any fragment but the first, nor to a source that is not
    /// one host. Each rule stops a storm that has happened.
    /// </summary>
    /// <param name="payload">What follows the header, as far as it is known.</param>
    public bool MayReport(in IPv4Header about, ReadOnlySpan<byte> payload, Arrival arrival)
    {
        #region exercise 3.9: say when no ICMP error may be sent
        if (about.Protocol == IpProtocol.Icmp && (payload.IsEmpty || !IsQuery((IcmpType)payload[0]))) return false;
        if (about.Destination.IsMulticast || _ip.IsBroadcast(about.Destination)) return false;
        if (arrival.LinkBroadcast) return false;
        if (about.FragmentOffset > 0) return false;
        return !about.Source.IsAny && !about.Source.IsMulticast && !_ip.IsBroadcast(about.Source);
        #endregion
    }

    /// <summary>Of the types that nobody here knows, some are errors: only what is known to ask or answer may be reported on.</summary>
    private static bool IsQuery(IcmpType type) => type is IcmpType.Echo or IcmpType.EchoReply;
}
