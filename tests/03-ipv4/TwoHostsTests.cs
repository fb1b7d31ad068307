using Workbook.Basics;

namespace Workbook.IPv4.Tests;

/// <summary>Layers joined back to back: what one sends, the other receives in the same call.</summary>
[Exercise("3.1"), Exercise("3.2"), Exercise("3.4")]
public class TwoHostsTests
{
    private static readonly Instant Now = Instant.FromSeconds(7);

    private readonly PacketPool _pool = new();

    private IPv4Layer Layer(int seed) => new(new IPv4Options(), _pool, new Random(seed), new Counters());

    /// <summary>Joins two layers by a wire.</summary>
    private static (IPv4Interface A, IPv4Interface B) Join(IPv4Layer a, string addressA, IPv4Layer b, string addressB, int mtu = 1500)
    {
        IPv4Interface? endA = null, endB = null;
        endA = new IPv4Interface("to " + addressB, mtu, default, (packet, _, now) => Carry(packet, b, endB!, now));
        endB = new IPv4Interface("to " + addressA, mtu, default, (packet, _, now) => Carry(packet, a, endA, now));
        endA.AddAddress(IPv4Prefix.Parse(addressA));
        endB.AddAddress(IPv4Prefix.Parse(addressB));
        a.AddInterface(endA);
        b.AddInterface(endB);
        return (endA, endB);

        static void Carry(Packet packet, IPv4Layer to, IPv4Interface at, Instant now)
        {
            byte[] bytes = packet.Span.ToArray();
            packet.Release();
            to.Receive(at, bytes, new Arrival(now));
        }
    }

    [Theory, Exercise("3.3"), Requirement("RFC1122", "I-44"), InlineData(0), InlineData(1472)]
    public void A_ping_comes_back(int length) => PingAndBack(length);

    [Theory, Exercise("3.3"), Exercise("3.5"), Exercise("3.6"), Exercise("3.7"), Exercise("3.8")]
    [Requirement("RFC1122", "I-44"), InlineData(1473), InlineData(65_507)]
    public void A_ping_over_the_MTU_comes_back(int length) => PingAndBack(length);

    private void PingAndBack(int length)
    {
        IPv4Layer a = Layer(1), b = Layer(2);
        Join(a, "10.0.0.1/24", b, "10.0.0.2/24");
        byte[]? answer = null;
        a.Icmp.EchoReplied = (in _, _, _, data, _) => answer = data.ToArray();
        a.Icmp.Ping(Wire.Peer, 1, 1, Wire.Bytes(length), Now).ShouldBe(SendResult.Sent);
        answer.ShouldBe(Wire.Bytes(length));
        _pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("3.3"), Exercise("3.10"), Requirement("RFC1122", "I-41"), Requirement("RFC1122", "I-55")]
    public void Through_a_router_a_ping_arrives_and_a_short_lived_one_is_reported()
    {
        IPv4Layer a = Layer(1), router = Layer(2), b = Layer(3);
        (IPv4Interface atA, _) = Join(a, "10.0.0.1/24", router, "10.0.0.254/24");
        (_, IPv4Interface atB) = Join(router, "172.16.0.254/24", b, "172.16.0.9/24");
        a.Routes.Add(new Route(IPv4Prefix.Default, Wire.Gateway, atA));
        b.Routes.Add(new Route(IPv4Prefix.Default, IPv4Address.Parse("172.16.0.254"), atB));
        router.Forwarding = true;
        byte? heard = null;
        IPv4Address? reporter = null;
        a.Icmp.EchoReplied = (in header, _, _, _, _) => heard = header.TimeToLive;
        a.Icmp.EchoFailed = (in error, _, _, _) => reporter = error.Reporter;
        a.Icmp.Ping(IPv4Address.Parse("172.16.0.9"), 1, 1, [1], Now, timeToLive: 1);
        (heard, reporter).ShouldBe(((byte?)null, (IPv4Address?)Wire.Gateway));
        a.Icmp.Ping(IPv4Address.Parse("172.16.0.9"), 1, 2, [1], Now, timeToLive: 2);
        heard.ShouldBe((byte)63);
    }

    [Fact, Exercise("3.9"), Exercise("3.10"), Requirement("RFC1191", "3"), Requirement("RFC1122", "I-64")]
    public void A_narrow_link_behind_a_router_is_discovered()
    {
        IPv4Layer a = Layer(1), router = Layer(2), b = Layer(3);
        (IPv4Interface atA, _) = Join(a, "10.0.0.1/24", router, "10.0.0.254/24");
        Join(router, "172.16.0.254/24", b, "172.16.0.9/24", mtu: 1400);
        a.Routes.Add(new Route(IPv4Prefix.Default, Wire.Gateway, atA));
        router.Forwarding = true;
        int told = 0, received = 0;
        a.DeliverError = (in error, _) => told = error.NextHopMtu;
        b.Deliver = (in header, _, _) =>
        {
            received = header.TotalLength;
            return Delivery.Delivered;
        };
        var options = new SendOptions(IPv4Address.Any, IPv4Address.Parse("172.16.0.9"), IpProtocol.Udp, DontFragment: true);
        SendResult Send(int length)
        {
            Packet packet = _pool.Rent(length);
            packet.Append(length);
            return a.Send(packet, options, Now);
        }
        Send(1480).ShouldBe(SendResult.Sent);
        (told, received).ShouldBe((1400, 0));
        Send(1480).ShouldBe(SendResult.PacketTooBig);
        Send(1380).ShouldBe(SendResult.Sent);
        received.ShouldBe(1400);
    }
}
