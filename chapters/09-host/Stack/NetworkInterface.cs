using Workbook.Arp;
using Workbook.Basics;
using Workbook.IPv4;
using Workbook.Link;

namespace Workbook.Host;

/// <summary>
/// A link and what it takes to speak IPv4 over it: the Ethernet port that takes frames apart, the resolver that knows
/// the neighbours, and the interface as IP sees it.
/// </summary>
public sealed class NetworkInterface
{
    private readonly IPv4Layer _ip;
    private readonly EthernetPort _port;

    internal NetworkInterface(IPv4Layer ip, ILink link, string name, PacketPool packets, ArpOptions arp, Counters counters)
    {
        _ip = ip;
        Link = link;
        _port = new EthernetPort(link.Address, link.Send, counters);
        Arp = new ArpResolver(link.Address, address => IPv4!.IsOwn(address), PrimaryAddress, _port.Send, packets, arp, counters)
        {
            Unreachable = ip.NextHopUnreachable,
        };
        IPv4 = new IPv4Interface(name, link.Mtu, link.Offload, Arp.Send);
        _port.Register(EtherType.Arp, Arp.Receive);
        _port.Register(EtherType.IPv4, (payload, arrival) => _ip.Receive(IPv4, payload, arrival));
    }

    public string Name => IPv4.Name;
    public ILink Link { get; }
    public IPv4Interface IPv4 { get; }
    public ArpResolver Arp { get; }

    /// <summary>Addresses with the sizes of their networks, the primary one first. Change them on the loop.</summary>
    public IReadOnlyList<IPv4Prefix> Addresses => IPv4.Addresses;

    /// <summary>Hand up frames for other stations too.</summary>
    public bool Promiscuous
    {
        get => _port.Promiscuous;
        set => _port.Promiscuous = value;
    }

    /// <summary>Down, it neither receives nor sends.</summary>
    public bool IsUp
    {
        get => IPv4.IsUp;
        set => IPv4.IsUp = value;
    }

    internal Instant NextDeadline => Instant.Min(Arp.NextDeadline, Link.NextDeadline);

    /// <summary>Takes the frames that wait, up to a number of them.</summary>
    /// <returns>True if more may wait.</returns>
    internal bool Receive(Span<byte> buffer, int most, Instant now)
    {
        for (int i = 0; i < most; i++)
        {
            if (!Link.TryReceive(now, buffer, out FrameInfo frame))
                return false;
            _port.Receive(buffer[..frame.Length], new Arrival(now, frame.ChecksumVerified));
        }
        return true;
    }

    private IPv4Address PrimaryAddress() => Addresses.Count > 0 ? Addresses[0].Address : IPv4Address.Any;

    public override string ToString() => $"{Name}: {Link.Address}, MTU {Link.Mtu}, {string.Join(' ', Addresses)}{(IsUp ? "" : ", down")}";
}
