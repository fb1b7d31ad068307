using Workbook.Basics;

namespace Workbook.IPv4.Tests;

/// <summary>A layer with one interface, 10.0.0.1/24 on eth0, whose frames and deliveries are kept for a test to look at.</summary>
internal sealed class TestHost
{
    public TestHost(IPv4Options? options = null, int mtu = 1500, LinkOffload offload = default)
    {
        Layer = new IPv4Layer(options ?? new IPv4Options(), Pool, new Random(1), Counters)
        {
            Deliver = (in header, payload, arrival) =>
            {
                Delivered.Add((header, payload.ToArray(), arrival));
                return Answer;
            },
            DeliverError = (in error, arrival) => Errors.Add(
                (error.Type, error.Code, error.NextHopMtu, error.Reporter, error.Quoted, error.QuotedPayload.ToArray())),
        };
        Eth0 = Add("eth0", "10.0.0.1/24", mtu, offload);
    }

    public Counters Counters { get; } = new();
    public PacketPool Pool { get; } = new();
    public IPv4Layer Layer { get; }
    public IPv4Interface Eth0 { get; }
    public Instant Now { get; set; } = Instant.FromSeconds(100);

    /// <summary>What the transport says to each datagram.</summary>
    public Delivery Answer { get; set; } = Delivery.Delivered;

    public List<(IPv4Header Header, byte[] Payload, Arrival Arrival)> Delivered { get; } = [];
    public List<(IcmpType Type, byte Code, int Mtu, IPv4Address Reporter, IPv4Header Quoted, byte[] Payload)> Errors { get; } = [];
    public List<(IPv4Interface Interface, byte[] Bytes, IPv4Address NextHop)> Sent { get; } = [];

    public IPv4Interface Add(string name, string address, int mtu = 1500, LinkOffload offload = default)
    {
        IPv4Interface? added = null;
        added = new IPv4Interface(name, mtu, offload, (packet, nextHop, _) =>
        {
            Sent.Add((added!, packet.Span.ToArray(), nextHop));
            packet.Release();
        });
        added.AddAddress(IPv4Prefix.Parse(address));
        Layer.AddInterface(added);
        return added;
    }

    public void Receive(byte[] datagram, bool linkBroadcast = false, IPv4Interface? on = null) =>
        Layer.Receive(on ?? Eth0, datagram, new Arrival(Now, LinkBroadcast: linkBroadcast));

    public SendResult Send(
        byte[] payload, IPv4Address to, IPv4Address from = default, byte ttl = 0, byte tos = 0, bool df = false, bool broadcast = false,
        PacketOffload offload = default)
    {
        Packet packet = Pool.Rent(payload.Length);
        payload.CopyTo(packet.Append(payload.Length));
        packet.Offload = offload;
        return Layer.Send(packet, new SendOptions(from, to, IpProtocol.Udp, ttl, tos, df, broadcast), Now);
    }

    /// <summary>A default route through 10.0.0.254.</summary>
    public TestHost WithGateway()
    {
        Layer.Routes.Add(new Route(IPv4Prefix.Default, Wire.Gateway, Eth0));
        return this;
    }

    /// <summary>The only datagram that has left.</summary>
    public byte[] OnlySent => Sent.ShouldHaveSingleItem().Bytes;
}
