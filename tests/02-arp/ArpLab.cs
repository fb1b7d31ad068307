using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Arp.Tests;

/// <summary>A resolver whose frames are caught: ours is 10.0.0.1, and 10.0.0.2 is our neighbor.</summary>
internal sealed class ArpLab
{
    public static readonly MacAddress OurMac = MacAddress.Parse("02:00:00:00:00:01");
    public static readonly MacAddress TheirMac = MacAddress.Parse("02:00:00:00:00:02");
    public static readonly MacAddress OtherMac = MacAddress.Parse("02:00:00:00:00:33");
    public static readonly IPv4Address Ours = IPv4Address.Parse("10.0.0.1");
    public static readonly IPv4Address OursToo = IPv4Address.Parse("10.0.0.11");
    public static readonly IPv4Address Theirs = IPv4Address.Parse("10.0.0.2");
    public static readonly IPv4Address Nobody = IPv4Address.Parse("10.0.0.99");

    public ArpLab(ArpOptions? options = null)
    {
        Resolver = new ArpResolver(OurMac, a => a == Ours || a == OursToo, () => Ours, Catch, Pool, options ?? new ArpOptions(), Counters)
        {
            Conflict = (address, mac) => Conflicts.Add((address, mac)),
            Unreachable = (packet, now) =>
            {
                Failed.Add((packet.Span[0], now));
                packet.Release();
            },
        };
    }

    public ArpResolver Resolver { get; }
    public PacketPool Pool { get; } = new();
    public Counters Counters { get; } = new();
    public List<(IPv4Address, MacAddress)> Conflicts { get; } = [];
    public List<(byte Datagram, Instant Now)> Failed { get; } = [];

    /// <summary>What has left since the last look: ARP packets whole, datagrams by their first byte.</summary>
    public List<(MacAddress To, ArpPacket Packet)> Asked { get; } = [];
    public List<(MacAddress To, byte Datagram)> Sent { get; } = [];

    public static Instant At(double seconds) => Instant.FromSeconds(seconds);

    /// <summary>The last instant before.</summary>
    public static Instant Before(double seconds) => new(At(seconds).Ticks - 1);

    public static ArpPacket Request(MacAddress fromMac, IPv4Address from, IPv4Address target) =>
        new(ArpOperation.Request, fromMac, from, MacAddress.Zero, target);

    public static ArpPacket Reply(MacAddress fromMac, IPv4Address from) =>
        new(ArpOperation.Reply, fromMac, from, OurMac, Ours);

    /// <summary>The payload of a frame: padded to 46 bytes.</summary>
    public static byte[] Bytes(ArpPacket packet)
    {
        byte[] bytes = new byte[46];
        packet.Write(bytes);
        return bytes;
    }

    public void Send(byte datagram, IPv4Address to, Instant now)
    {
        Packet packet = Pool.Rent(100);
        packet.Append(1)[0] = datagram;
        Resolver.Send(packet, to, now);
    }

    public void Receive(ArpPacket packet, Instant now) => Resolver.Receive(Bytes(packet), new Arrival(now));

    /// <summary>Makes a neighbor known, as an answer would.</summary>
    public Neighbor Know(IPv4Address address, MacAddress mac, Instant now)
    {
        Neighbor neighbor = Resolver.Cache.Find(address) ?? Resolver.Cache.Add(address);
        Resolver.Confirm(neighbor, mac, now);
        return neighbor;
    }

    private void Catch(Packet packet, MacAddress destination, EtherType type, Instant now)
    {
        if (type == EtherType.Arp)
            Asked.Add((destination, Read(packet.Span)));
        else
            Sent.Add((destination, packet.Span[0]));
        packet.Release();
    }

    /// <summary>Reads without <see cref="ArpPacket.TryParse"/>, which may not be written yet.</summary>
    private static ArpPacket Read(ReadOnlySpan<byte> bytes)
    {
        bytes.Length.ShouldBe(28);
        bytes[..6].ToArray().ShouldBe([0, 1, 8, 0, 6, 4]);
        return new((ArpOperation)(bytes[6] << 8 | bytes[7]), MacAddress.ReadFrom(bytes[8..]), IPv4Address.ReadFrom(bytes[14..]),
            MacAddress.ReadFrom(bytes[18..]), IPv4Address.ReadFrom(bytes[24..]));
    }
}
