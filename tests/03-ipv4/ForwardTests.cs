using Workbook.Basics;

namespace Workbook.IPv4.Tests;

[Exercise("3.10")]
public class ForwardTests
{
    private static readonly IPv4Address Beyond = IPv4Address.Parse("172.16.0.9");

    private readonly TestHost _router = new();
    private readonly IPv4Interface _eth1;

    public ForwardTests()
    {
        _router.Layer.Forwarding = true;
        _eth1 = _router.Add("eth1", "172.16.0.1/24", mtu: 1000);
    }

    private void Forward(byte[] datagram, bool checksumVerified = false) =>
        _router.Layer.Forwarder.Forward(Wire.Header(datagram), datagram, new Arrival(_router.Now, checksumVerified));

    [Fact, Requirement("RFC1812", "5.3.1"), Requirement("RFC1624", "3")]
    public void A_datagram_goes_on_with_one_less_to_live_and_a_right_checksum()
    {
        Forward(Wire.Datagram(Wire.Bytes(100), to: Beyond, ttl: 9, tos: 4, df: true, options: [7, 3, 4, 0]));
        _router.OnlySent.ShouldBe(Wire.Datagram(Wire.Bytes(100), to: Beyond, ttl: 8, tos: 4, df: true, options: [7, 3, 4, 0]));
        (_router.Sent[0].Interface, _router.Sent[0].NextHop).ShouldBe((_eth1, Beyond));
        _router.Counters[Counter.DatagramsForwarded].ShouldBe(1);
    }

    [Fact, Requirement("RFC1624", "3")]
    public void The_checksum_is_right_whatever_the_header() =>
        Gen.Select(Gen.UShort, Gen.Byte[2, 255], Gen.Byte, Gen.UInt[0x0B00_0000, 0x0BFF_FFFF]).Sample((id, ttl, protocol, source) =>
        {
            var router = new TestHost();
            byte[] datagram = Wire.Datagram([], new IPv4Address(source), Wire.Peer, (IpProtocol)protocol, ttl, id);
            router.Layer.Forwarder.Forward(Wire.Header(datagram), datagram, new Arrival(router.Now));
            return router.OnlySent.SequenceEqual(Wire.Datagram([], new IPv4Address(source), Wire.Peer, (IpProtocol)protocol, (byte)(ttl - 1), id));
        });

    [Theory, Requirement("RFC1812", "5.3.1"), Requirement("RFC1122", "I-14"), InlineData(0), InlineData(1)]
    public void When_its_time_is_up_its_source_is_told(byte ttl)
    {
        byte[] datagram = Wire.Datagram(Wire.Bytes(20), to: Beyond, ttl: ttl);
        Forward(datagram);
        Wire.Payload(_router.OnlySent).ShouldBe(Wire.Icmp(11, 0, 0, datagram));
        (Wire.Header(_router.OnlySent).Source, Wire.Header(_router.OnlySent).Destination).ShouldBe((Wire.Us, Wire.Peer));
        _router.Counters[DropReason.IpTtlExpired].ShouldBe(1);
    }

    [Fact]
    public void Two_is_enough_to_go_on()
    {
        Forward(Wire.Datagram(Wire.Bytes(20), to: Beyond, ttl: 2));
        Wire.Header(_router.OnlySent).TimeToLive.ShouldBe((byte)1);
    }

    [Fact]
    public void Without_a_route_the_network_is_unreachable()
    {
        byte[] datagram = Wire.Datagram(Wire.Bytes(20), to: Wire.Far);
        Forward(datagram);
        Wire.Payload(_router.OnlySent).ShouldBe(Wire.Icmp(3, 0, 0, datagram));
        _router.Counters[DropReason.IpNoRoute].ShouldBe(1);
    }

    [Fact]
    public void Through_a_gateway_the_next_hop_is_the_gateway()
    {
        _router.Layer.Routes.Add(new Route(IPv4Prefix.Default, IPv4Address.Parse("172.16.0.254"), _eth1));
        Forward(Wire.Datagram(Wire.Bytes(20), to: Wire.Far));
        _router.Sent.ShouldHaveSingleItem().NextHop.ShouldBe(IPv4Address.Parse("172.16.0.254"));
    }

    [Fact, Requirement("RFC1191", "4")]
    public void Too_big_and_not_to_be_cut_the_MTU_is_told()
    {
        Forward(Wire.Datagram(Wire.Bytes(980), to: Beyond, df: true));
        _router.OnlySent.Length.ShouldBe(1000);
        byte[] datagram = Wire.Datagram(Wire.Bytes(981), to: Beyond, df: true);
        Forward(datagram);
        Wire.Payload(_router.Sent[1].Bytes).ShouldBe(Wire.Icmp(3, 4, 1000, datagram[..548]));
        _router.Counters[DropReason.IpTooBig].ShouldBe(1);
    }

    [Fact, Exercise("3.5")]
    public void Too_big_but_to_be_cut_it_goes_on_in_fragments()
    {
        Forward(Wire.Datagram(Wire.Bytes(1400), to: Beyond, id: 77));
        _router.Sent.Count.ShouldBe(2);
        _router.Sent.SelectMany(s => Wire.Payload(s.Bytes)).ToArray().ShouldBe(Wire.Bytes(1400));
        _router.Sent.ShouldAllBe(s => Wire.Header(s.Bytes).Identification == 77 && Wire.Header(s.Bytes).TimeToLive == 63);
        _router.Pool.Outstanding.ShouldBe(0);
    }

    [Fact]
    public void A_checksum_that_only_the_link_vouched_for_is_computed_before_it_goes_on()
    {
        byte[] udp = [0, 7, 0, 9, 0, 12, 0xDE, 0xAD, 1, 2, 3, 4];
        Forward(Wire.Datagram(udp, to: Beyond), checksumVerified: true);
        byte[] sent = _router.OnlySent;
        uint pseudo = InternetChecksum.Add(17 + 12, sent.AsSpan(12, 8));
        InternetChecksum.Finish(InternetChecksum.Add(pseudo, sent.AsSpan(20))).ShouldBe((ushort)0);
    }

    [Fact, Exercise("3.1"), Requirement("RFC1812", "5.3.4"), Requirement("RFC1122", "I-68")]
    public void What_the_link_broadcast_is_not_forwarded()
    {
        _router.Receive(Wire.Datagram(Wire.Bytes(20), to: Beyond), linkBroadcast: true);
        _router.Sent.ShouldBeEmpty();
        _router.Receive(Wire.Datagram(Wire.Bytes(20), to: Beyond));
        _router.Sent.Count.ShouldBe(1);
    }
}
