using Workbook.Basics;

namespace Workbook.IPv4.Tests;

[Exercise("3.1")]
public class ReceiveTests
{
    private readonly TestHost _host = new();

    private static IPv4Address Address(string text) => IPv4Address.Parse(text);

    private void ShouldBeDropped(DropReason reason)
    {
        _host.Delivered.ShouldBeEmpty();
        _host.Sent.ShouldBeEmpty();
        _host.Counters[reason].ShouldBe(1);
        _host.Counters.TotalDrops.ShouldBe(1);
    }

    [Fact]
    public void A_datagram_for_us_is_handed_up_with_its_header()
    {
        _host.Receive(Wire.Datagram([1, 2, 3]));
        (IPv4Header header, byte[] payload, _) = _host.Delivered.ShouldHaveSingleItem();
        (header.Source, header.Protocol).ShouldBe((Wire.Peer, IpProtocol.Udp));
        payload.ShouldBe([1, 2, 3]);
    }

    [Fact, Requirement("RFC1122", "I-3")]
    public void What_is_discarded_is_counted()
    {
        byte[] datagram = Wire.Datagram([1, 2, 3]);
        datagram[10] ^= 1;
        _host.Receive(datagram);
        ShouldBeDropped(DropReason.IpBadChecksum);
        _host.Counters[Counter.DatagramsIn].ShouldBe(1);
    }

    [Theory, Requirement("RFC1122", "I-8"), Requirement("RFC1122", "I-2"), InlineData("10.0.0.9"), InlineData("192.0.2.7"), InlineData("127.0.0.1")]
    [InlineData("224.0.0.1")]
    public void What_is_not_for_us_is_dropped_and_not_passed_on(string destination)
    {
        _host.WithGateway().Receive(Wire.Datagram([1], to: Address(destination)));
        ShouldBeDropped(DropReason.IpNotForUs);
    }

    [Theory, Requirement("RFC1122", "I-9")]
    [InlineData("255.255.255.255"), InlineData("10.0.0.255"), InlineData("10.0.0.0"), InlineData("224.0.0.5"), InlineData("127.0.0.1")]
    [InlineData("10.0.0.1"), InlineData("0.0.0.0"), InlineData("0.1.2.3")]
    public void A_source_that_cannot_be_is_dropped(string source)
    {
        _host.Receive(Wire.Datagram([1], from: Address(source)));
        ShouldBeDropped(DropReason.IpBadSource);
    }

    [Fact]
    public void A_host_without_an_address_may_ask_everybody()
    {
        _host.Receive(Wire.Datagram([1], from: IPv4Address.Any, to: IPv4Address.Broadcast), linkBroadcast: true);
        _host.Delivered.Count.ShouldBe(1);
    }

    [Theory, Requirement("RFC1122", "I-67"), InlineData("255.255.255.255"), InlineData("10.0.0.255"), InlineData("10.0.0.0"), InlineData("0.0.0.0")]
    public void Every_form_of_broadcast_is_for_us(string destination)
    {
        _host.Receive(Wire.Datagram([1], to: Address(destination)), linkBroadcast: true);
        _host.Delivered.Count.ShouldBe(1);
    }

    [Fact, Requirement("RFC3021", "2.1")]
    public void A_network_of_two_has_no_broadcast_address()
    {
        IPv4Interface p2p = _host.Add("p2p", "172.16.0.0/31");
        _host.Receive(Wire.Datagram([1], from: Address("172.16.0.1"), to: Address("172.16.0.0")), on: p2p);
        _host.Delivered.Count.ShouldBe(1);
    }

    [Fact, Requirement("RFC1122", "I-68")]
    public void A_link_broadcast_that_carries_a_unicast_datagram_is_dropped()
    {
        _host.Receive(Wire.Datagram([1]), linkBroadcast: true);
        ShouldBeDropped(DropReason.IpLinkBroadcastUnicast);
    }

    [Fact, Requirement("RFC1122", "I-15")]
    public void The_last_moment_to_live_is_enough_for_us()
    {
        _host.Receive(Wire.Datagram([1], ttl: 1));
        _host.Receive(Wire.Datagram([1], ttl: 0));
        _host.Delivered.Count.ShouldBe(2);
    }

    [Fact, Requirement("RFC1122", "I-20"), Requirement("RFC1122", "I-21"), Requirement("RFC9293", "MUST-50")]
    public void Options_are_skipped()
    {
        _host.Receive(Wire.Datagram([1, 2, 3], options: [136, 4, 0, 9, 7, 3, 4, 0]));
        _host.Delivered.ShouldHaveSingleItem().Payload.ShouldBe([1, 2, 3]);
    }

    [Fact, Requirement("RFC1122", "I-22"), Requirement("RFC7126", "4.3")]
    public void A_source_route_is_dropped_in_silence()
    {
        _host.Receive(Wire.Datagram([1], options: [131, 3, 4, 0]));
        ShouldBeDropped(DropReason.IpSourceRoute);
    }

    [Fact, Exercise("3.9"), Requirement("RFC1122", "I-42")]
    public void An_option_of_impossible_length_is_reported_with_its_place()
    {
        _host.Receive(Wire.Datagram([1], options: [1, 7, 99, 0]));
        byte[] error = Wire.Payload(_host.OnlySent);
        error[..8].ShouldBe(Wire.Icmp(12, 0, 21u << 24, error[8..])[..8]);
        _host.Counters[DropReason.IpBadOptions].ShouldBe(1);
    }

    [Fact, Requirement("RFC1122", "I-13")]
    public void Type_of_service_and_time_to_live_are_handed_up()
    {
        _host.Receive(Wire.Datagram([1], tos: 0x2E, ttl: 17));
        IPv4Header header = _host.Delivered.ShouldHaveSingleItem().Header;
        (header.TypeOfService, header.TimeToLive).ShouldBe(((byte)0x2E, (byte)17));
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8"), Requirement("RFC1122", "I-10"), Requirement("RFC1122", "I-58")]
    public void Fragments_are_handed_up_as_one()
    {
        _host.Receive(Wire.Datagram(Wire.Bytes(600)[8..], offset: 8));
        _host.Receive(Wire.Datagram(Wire.Bytes(8), more: true));
        (IPv4Header header, byte[] payload, _) = _host.Delivered.ShouldHaveSingleItem();
        payload.ShouldBe(Wire.Bytes(600));
        (header.TotalLength, header.IsFragment).ShouldBe((620, false));
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8")]
    public void Nobody_vouches_for_a_checksum_across_fragments()
    {
        _host.Layer.Receive(_host.Eth0, Wire.Datagram(Wire.Bytes(8), more: true), new Arrival(_host.Now, ChecksumVerified: true));
        _host.Layer.Receive(_host.Eth0, Wire.Datagram([1], offset: 8), new Arrival(_host.Now, ChecksumVerified: true));
        _host.Delivered.ShouldHaveSingleItem().Arrival.ChecksumVerified.ShouldBeFalse();
    }

    [Fact, Exercise("3.7"), Exercise("3.8"), Exercise("3.9"), Requirement("RFC1122", "I-61")]
    public void Fragments_that_wait_too_long_are_reported_to_their_source()
    {
        byte[] first = Wire.Datagram(Wire.Bytes(64), more: true);
        _host.Receive(first);
        _host.Layer.Tick(_host.Layer.NextDeadline - TimeSpan.FromTicks(1));
        _host.Sent.ShouldBeEmpty();
        _host.Layer.Tick(_host.Layer.NextDeadline);
        Wire.Payload(_host.OnlySent).ShouldBe(Wire.Icmp(11, 1, 0, first));
    }

    [Theory, InlineData(Delivery.Delivered), InlineData(Delivery.Dropped)]
    public void What_a_transport_took_or_refused_is_not_reported(Delivery answer)
    {
        _host.Answer = answer;
        _host.Receive(Wire.Datagram(Wire.Bytes(20)));
        _host.Sent.ShouldBeEmpty();
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8")]
    public void No_bytes_make_the_layer_throw() => Gen.Byte.Array[0, 100].Sample(bytes =>
    {
        // A header that passes, so that the layers behind it see the rest.
        byte[] datagram = Wire.Datagram(bytes, protocol: bytes.Length > 0 ? (IpProtocol)(bytes[0] % 3) : IpProtocol.Icmp);
        _host.Receive(bytes);
        _host.Receive(datagram);
        BigEndian.WriteUInt16(datagram.AsSpan(6), (ushort)(bytes.Length > 2 ? bytes[1] << 8 | bytes[2] : 0));
        _host.Receive(Wire.Sealed(datagram));
        return _host.Pool.Outstanding == 0;
    }, threads: 1);
}
