using Workbook.Arp;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;
using Workbook.Link;
using Workbook.Tcp;

namespace Workbook.Host;

/// <summary>How far a trace looks into a frame.</summary>
public enum TraceLayer
{
    Link,
    Arp,
    Ip,
    Icmp,
    Udp,
    Tcp,
}

/// <summary>
/// A frame taken apart for showing: it judges nothing, verifies no checksum, and reads with chapter 00's reader alone, so
/// that it also shows what a layer with a mistake in it sends.
/// </summary>
public readonly ref struct Dissection
{
    /// <summary>The innermost layer that was recognised.</summary>
    public TraceLayer Layer { get; private init; }

    public EthernetHeader Ethernet { get; private init; }
    public ArpPacket Arp { get; private init; }
    public IPv4Header IP { get; private init; }
    public IcmpHeader Icmp { get; private init; }

    /// <summary>Of UDP or TCP.</summary>
    public Endpoint Source { get; private init; }

    /// <inheritdoc cref="Source"/>
    public Endpoint Destination { get; private init; }

    public TcpHeader Tcp { get; private init; }
    public ReadOnlySpan<byte> TcpOptions { get; private init; }

    /// <summary>What the innermost layer carries, without Ethernet's padding.</summary>
    public ReadOnlySpan<byte> Payload { get; private init; }

    /// <summary>Never fails: what cannot be read leaves the layer lower.</summary>
    public static Dissection Of(ReadOnlySpan<byte> frame)
    {
        var reader = new WireReader(frame);
        var link = new Dissection
        {
            Ethernet = new EthernetHeader(reader.Mac(), reader.Mac(), (EtherType)reader.UInt16()),
            Payload = reader.Rest,
        };
        return link.Ethernet.Type switch
        {
            EtherType.Arp => OfArp(link),
            EtherType.IPv4 => OfIP(link),
            _ => link,
        };
    }

    private static Dissection OfArp(Dissection link)
    {
        var reader = new WireReader(link.Payload);
        reader.Bytes(6);
        var packet = new ArpPacket((ArpOperation)reader.UInt16(), reader.Mac(), reader.IPv4(), reader.Mac(), reader.IPv4());
        return reader.Failed ? link : new Dissection { Layer = TraceLayer.Arp, Ethernet = link.Ethernet, Arp = packet };
    }

    private static Dissection OfIP(Dissection link)
    {
        if (!IPv4Header.TryParseQuoted(link.Payload, out IPv4Header header, out ReadOnlySpan<byte> payload))
            return link;
        payload = payload[..Math.Clamp(header.PayloadLength, 0, payload.Length)];
        var ip = new Dissection { Layer = TraceLayer.Ip, Ethernet = link.Ethernet, IP = header, Payload = payload };
        if (header.FragmentOffset > 0)
            return ip;
        return header.Protocol switch
        {
            IpProtocol.Icmp => OfIcmp(ip),
            IpProtocol.Udp => OfUdp(ip),
            IpProtocol.Tcp => OfTcp(ip),
            _ => ip,
        };
    }

    private static Dissection OfIcmp(Dissection ip)
    {
        var reader = new WireReader(ip.Payload);
        var header = new IcmpHeader((IcmpType)reader.Byte(), reader.Byte(), reader.UInt16(), reader.UInt32());
        return reader.Failed ? ip : new Dissection
        {
            Layer = TraceLayer.Icmp, Ethernet = ip.Ethernet, IP = ip.IP, Icmp = header, Payload = reader.Rest,
        };
    }

    private static Dissection OfUdp(Dissection ip)
    {
        var reader = new WireReader(ip.Payload);
        var source = new Endpoint(ip.IP.Source, reader.UInt16());
        var destination = new Endpoint(ip.IP.Destination, reader.UInt16());
        reader.UInt32();
        return reader.Failed ? ip : new Dissection
        {
            Layer = TraceLayer.Udp, Ethernet = ip.Ethernet, IP = ip.IP, Source = source, Destination = destination, Payload = reader.Rest,
        };
    }

    private static Dissection OfTcp(Dissection ip)
    {
        var reader = new WireReader(ip.Payload);
        var (source, destination) = (reader.UInt16(), reader.UInt16());
        var (sequence, acknowledgment) = (new SequenceNumber(reader.UInt32()), new SequenceNumber(reader.UInt32()));
        int length = (reader.Byte() >> 4) * 4;
        var header = new TcpHeader(
            source, destination, sequence, acknowledgment, length, (TcpFlags)reader.Byte(), reader.UInt16(), reader.UInt16(), reader.UInt16());
        if (reader.Failed || length < 20 || length > ip.Payload.Length)
            return ip;
        return new Dissection
        {
            Layer = TraceLayer.Tcp, Ethernet = ip.Ethernet, IP = ip.IP, Tcp = header,
            Source = new Endpoint(ip.IP.Source, source), Destination = new Endpoint(ip.IP.Destination, destination),
            TcpOptions = ip.Payload[20..length], Payload = ip.Payload[length..],
        };
    }
}
