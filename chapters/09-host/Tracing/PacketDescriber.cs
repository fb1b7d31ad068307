using System.Text;
using Workbook.Arp;
using Workbook.Demux;
using Workbook.IPv4;
using Workbook.Tcp;

namespace Workbook.Host;

/// <summary>
/// Says in one line what a frame is about. TCP's numbers count from each side's SYN, if it was seen; the window is the
/// header's field, not scaled.
/// </summary>
/// <param name="deepest">How far to look: with <see cref="TraceLayer.Ip"/> it shows datagrams and no more.</param>
public sealed class PacketDescriber(TraceLayer deepest = TraceLayer.Tcp)
{
    private const int Remembered = 4096;

    private readonly Dictionary<FourTuple, SequenceNumber> _initial = [];

    /// <summary>Show the values of the timestamps option too, which is on nearly every segment and tells little.</summary>
    public bool Timestamps { get; init; }

    /// <summary>Who to whom, and what: "10.0.0.1:16000 > 10.0.0.2:7 TCP SYN seq 0 win 65535 &lt;mss 1460&gt;".</summary>
    public string Describe(ReadOnlySpan<byte> frame)
    {
        Dissection packet = Dissection.Of(frame);
        var (from, to) = Ends(packet);
        return $"{from} > {to} {What(packet)}";
    }

    /// <summary>Only what: for a diagram whose columns say who.</summary>
    public string DescribeContent(ReadOnlySpan<byte> frame) => What(Dissection.Of(frame));

    private TraceLayer Shown(in Dissection packet) => deepest switch
    {
        TraceLayer.Link => TraceLayer.Link,
        TraceLayer.Ip when packet.Layer > TraceLayer.Ip => TraceLayer.Ip,
        _ => packet.Layer,
    };

    private (string From, string To) Ends(in Dissection packet) => Shown(packet) switch
    {
        TraceLayer.Link => ($"{packet.Ethernet.Source}", $"{packet.Ethernet.Destination}"),
        TraceLayer.Arp => ($"{packet.Arp.SenderAddress}", packet.Ethernet.Destination.IsBroadcast ? "everybody" : $"{packet.Arp.TargetAddress}"),
        TraceLayer.Udp or TraceLayer.Tcp => ($"{packet.Source}", $"{packet.Destination}"),
        _ => ($"{packet.IP.Source}", $"{packet.IP.Destination}"),
    };

    private string What(in Dissection packet) => Shown(packet) switch
    {
        TraceLayer.Link => $"{packet.Ethernet.Type}, {packet.Payload.Length} bytes",
        TraceLayer.Arp => WhatArp(packet.Arp),
        TraceLayer.Ip => $"IP {packet.IP.Protocol} len {packet.IP.PayloadLength} ttl {packet.IP.TimeToLive}{Fragment(packet.IP)}",
        TraceLayer.Icmp => WhatIcmp(packet.Icmp, packet.Payload.Length) + Fragment(packet.IP),
        TraceLayer.Udp => $"UDP len {packet.Payload.Length}{Fragment(packet.IP)}",
        _ => WhatTcp(packet),
    };

    private static string WhatArp(in ArpPacket arp) => arp.Operation switch
    {
        ArpOperation.Request when arp.SenderAddress == arp.TargetAddress => $"ARP {arp.SenderAddress} is at {arp.SenderMac} (announced)",
        ArpOperation.Request => $"ARP who has {arp.TargetAddress}? tell {arp.SenderAddress}",
        ArpOperation.Reply => $"ARP {arp.SenderAddress} is at {arp.SenderMac}",
        _ => $"ARP operation {(ushort)arp.Operation}",
    };

    private static string Fragment(in IPv4Header ip) => ip.IsFragment
        ? $" fragment {ip.FragmentOffset}:{ip.FragmentOffset + ip.PayloadLength}{(ip.MoreFragments ? "+" : "")} of id {ip.Identification}"
        : "";

    private static string WhatIcmp(in IcmpHeader icmp, int length) => icmp.Type switch
    {
        IcmpType.Echo => $"ICMP echo request {icmp.Sequence} len {length}",
        IcmpType.EchoReply => $"ICMP echo reply {icmp.Sequence} len {length}",
        IcmpType.DestinationUnreachable => $"ICMP unreachable: {Unreachable(icmp)}",
        IcmpType.TimeExceeded => "ICMP time exceeded",
        _ => $"ICMP type {(byte)icmp.Type} code {icmp.Code}",
    };

    private static string Unreachable(in IcmpHeader icmp) => icmp.Code switch
    {
        UnreachableCode.Net => "network",
        UnreachableCode.Host => "host",
        UnreachableCode.Protocol => "protocol",
        UnreachableCode.Port => "port",
        UnreachableCode.FragmentationNeeded => $"too big for {icmp.NextHopMtu}",
        _ => $"code {icmp.Code}",
    };

    private string WhatTcp(in Dissection packet)
    {
        TcpHeader tcp = packet.Tcp;
        var there = new FourTuple(packet.Source, packet.Destination);
        var back = new FourTuple(packet.Destination, packet.Source);
        if (tcp.Flags.HasFlag(TcpFlags.Syn))
            Remember(there, tcp.Sequence);
        uint sequence = Relative(tcp.Sequence, there);
        var text = new StringBuilder("TCP");
        foreach (TcpFlags flag in (ReadOnlySpan<TcpFlags>)[TcpFlags.Syn, TcpFlags.Fin, TcpFlags.Rst, TcpFlags.Psh, TcpFlags.Urg, TcpFlags.Ack])
        {
            if (tcp.Flags.HasFlag(flag))
                text.Append(' ').Append(flag.ToString().ToUpperInvariant());
        }
        text.Append($" seq {sequence}");
        if (packet.Payload.Length > 0)
            text.Append($":{unchecked(sequence + (uint)packet.Payload.Length)} len {packet.Payload.Length}");
        if (tcp.Flags.HasFlag(TcpFlags.Ack))
            text.Append($" ack {Relative(tcp.Acknowledgment, back)}");
        if (!tcp.Flags.HasFlag(TcpFlags.Rst))
            text.Append($" win {tcp.Window}");
        uint origin = _initial.GetValueOrDefault(back).Value;
        return text.Append(TcpOptionText.Describe(packet.TcpOptions, origin, Timestamps)).ToString();
    }

    private uint Relative(SequenceNumber number, in FourTuple direction) =>
        unchecked(number.Value - _initial.GetValueOrDefault(direction).Value);

    private void Remember(in FourTuple direction, SequenceNumber initial)
    {
        if (_initial.Count >= Remembered)
            _initial.Clear();
        _initial[direction] = initial;
    }
}
