using Workbook.Basics;
using Workbook.Harness;

namespace Workbook.IPv4.Tests;

public class SendTests
{
    private static IPv4Address Address(string text) => IPv4Address.Parse(text);

    private readonly TestHost _host = new();

    [Fact, Exercise("3.2"), Exercise("3.4"), Requirement("RFC1122", "I-16"), Requirement("RFC1122", "I-12")]
    public void The_transport_sets_time_to_live_and_type_of_service()
    {
        _host.Send([1, 2, 3], Wire.Peer, ttl: 5, tos: 0x10).ShouldBe(SendResult.Sent);
        IPv4Header header = Wire.Header(_host.OnlySent);
        (header.TimeToLive, header.TypeOfService, header.Source, header.Destination).ShouldBe(((byte)5, (byte)0x10, Wire.Us, Wire.Peer));
        Wire.Payload(_host.OnlySent).ShouldBe([1, 2, 3]);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Requirement("RFC1122", "I-14"), Requirement("RFC1122", "I-17")]
    public void Who_says_nothing_gets_the_default_time_to_live_and_never_zero()
    {
        _host.Send([1], Wire.Peer, ttl: 0);
        Wire.Header(_host.OnlySent).TimeToLive.ShouldBe((byte)64);
        var other = new TestHost(new IPv4Options { DefaultTimeToLive = 32 });
        other.Send([1], Wire.Peer);
        Wire.Header(other.OnlySent).TimeToLive.ShouldBe((byte)32);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Requirement("RFC1122", "I-63"), Exercise("3.5")]
    public void What_fits_leaves_whole_and_one_byte_more_in_fragments()
    {
        _host.Send(Wire.Bytes(1480), Wire.Peer);
        _host.Sent.Count.ShouldBe(1);
        _host.Send(Wire.Bytes(1481), Wire.Peer);
        _host.Sent.Count.ShouldBe(3);
        Wire.Header(_host.Sent[1].Bytes).Identification.ShouldBe(Wire.Header(_host.Sent[2].Bytes).Identification);
        _host.Counters[Counter.FragmentsOut].ShouldBe(2);
        _host.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Requirement("RFC1122", "I-63")]
    public void What_may_not_be_cut_is_refused_from_the_first_byte_over_the_MTU()
    {
        _host.Send(Wire.Bytes(1480), Wire.Peer, df: true).ShouldBe(SendResult.Sent);
        Wire.Header(_host.OnlySent).DontFragment.ShouldBeTrue();
        _host.Send(Wire.Bytes(1481), Wire.Peer, df: true).ShouldBe(SendResult.PacketTooBig);
        _host.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Requirement("RFC791", "3.1"), Exercise("3.5")]
    public void The_total_length_does_not_wrap()
    {
        _host.Send(new byte[65_515], Wire.Peer).ShouldBe(SendResult.Sent);
        _host.Send(new byte[65_516], Wire.Peer).ShouldBe(SendResult.PacketTooBig);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Requirement("RFC1122", "I-74"), Requirement("RFC6864", "4.1")]
    public void Identifications_differ_where_datagrams_may_be_cut_and_are_zero_where_not()
    {
        for (int i = 0; i < 100; i++) _host.Send([1], Wire.Peer);
        _host.Sent.Select(s => Wire.Header(s.Bytes).Identification).Distinct().Count().ShouldBe(100);
        _host.Send([1], Wire.Peer, df: true);
        Wire.Header(_host.Sent[^1].Bytes).Identification.ShouldBe((ushort)0);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Requirement("RFC1122", "I-7"), Requirement("RFC1122", "I-66")]
    public void Only_own_addresses_are_sources()
    {
        foreach (string source in (string[])["10.0.0.9", "10.0.0.255", "255.255.255.255", "224.0.0.1"])
            _host.Send([1], Wire.Peer, Address(source)).ShouldBe(SendResult.NoRoute);
        _host.Send([1], Wire.Peer, Wire.Us).ShouldBe(SendResult.Sent);
    }

    [Fact, Exercise("3.4"), Requirement("RFC1122", "I-9")]
    public void A_loopback_address_never_appears_on_a_wire()
    {
        _host.WithGateway();
        _host.Send([1], Wire.Peer, IPv4Address.Loopback).ShouldBe(SendResult.NoRoute);
        _host.Layer.RemoveInterface(_host.Layer.Interfaces[0]);
        _host.Send([1], IPv4Address.Loopback).ShouldBe(SendResult.NoRoute);
        _host.Sent.ShouldBeEmpty();
    }

    [Theory, Exercise("3.2"), Requirement("RFC1122", "I-67"), InlineData("255.255.255.255"), InlineData("10.0.0.255"), InlineData("10.0.0.0")]
    public void Broadcast_is_sent_only_by_who_knows(string destination)
    {
        _host.Send([1], Address(destination)).ShouldBe(SendResult.BroadcastNotAllowed);
        _host.Send([1], Address(destination), broadcast: true).ShouldBe(SendResult.Sent);
        _host.Sent.ShouldHaveSingleItem().NextHop.ShouldBe(IPv4Address.Broadcast);
        Wire.Header(_host.OnlySent).Source.ShouldBe(Wire.Us);
    }

    [Fact, Exercise("3.2")]
    public void The_source_chooses_the_interface_of_a_limited_broadcast()
    {
        IPv4Interface eth1 = _host.Add("eth1", "172.16.0.1/24");
        _host.Send([1], IPv4Address.Broadcast, Address("172.16.0.1"), broadcast: true).ShouldBe(SendResult.Sent);
        _host.Sent.ShouldHaveSingleItem().Interface.ShouldBe(eth1);
    }

    [Fact, Exercise("3.4")]
    public void Without_a_route_nothing_leaves_and_the_packet_is_released()
    {
        _host.Send([1], Wire.Far).ShouldBe(SendResult.NoRoute);
        _host.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("3.2"), Exercise("3.4")]
    public void An_interface_that_is_down_is_told_apart_from_no_route()
    {
        _host.Eth0.IsUp = false;
        _host.Send([1], Wire.Peer).ShouldBe(SendResult.InterfaceDown);
        _host.Eth0.IsUp = true;
        _host.Send([1], Wire.Peer).ShouldBe(SendResult.Sent);
    }

    [Fact, Exercise("3.2"), Exercise("3.4")]
    public void A_link_that_cuts_segments_takes_what_exceeds_the_MTU()
    {
        var host = new TestHost(offload: new LinkOffload(true, 32_000));
        var offload = new PacketOffload(31_000, 16, 1448);
        host.Send(new byte[31_980], Wire.Peer, df: true, offload: offload).ShouldBe(SendResult.Sent);
        host.Send(new byte[31_981], Wire.Peer, df: true, offload: offload).ShouldBe(SendResult.PacketTooBig);
        host.Send(new byte[31_980], Wire.Peer, df: true).ShouldBe(SendResult.PacketTooBig);
        host.Sent.Count.ShouldBe(1);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Exercise("3.5")]
    public void A_checksum_left_to_the_link_is_finished_before_the_datagram_is_cut()
    {
        var host = new TestHost(offload: new LinkOffload(true, 0));
        byte[] message = Wire.Bytes(2000);
        message[6] = 0x12;
        message[7] = 0x34;
        host.Send(message, Wire.Peer, offload: new PacketOffload(2000, 6, 0));
        byte[] sent = [.. host.Sent.SelectMany(s => Wire.Payload(s.Bytes))];
        message[6] = message[7] = 0;
        uint pseudo = 0x1234;
        BigEndian.ReadUInt16(sent.AsSpan(6)).ShouldBe(InternetChecksum.Finish(InternetChecksum.Add(pseudo, message)));
    }

    [Fact, Exercise(ExerciseAttribute.Any), Requirement("RFC1122", "I-71"), Requirement("RFC1122", "I-37")]
    public void A_neighbour_that_does_not_answer_is_an_error_for_the_transport()
    {
        Packet packet = _host.Pool.Rent(100);
        Wire.Datagram(Wire.Bytes(20), Wire.Us, Wire.Peer).CopyTo(packet.Append(40));
        _host.Layer.NextHopUnreachable(packet, _host.Now);
        var error = _host.Errors.ShouldHaveSingleItem();
        (error.Type, error.Code, error.Quoted.Destination).ShouldBe((IcmpType.DestinationUnreachable, UnreachableCode.Host, Wire.Peer));
        _host.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Exercise("3.1")]
    public void Sending_and_receiving_allocate_nothing()
    {
        var counters = new Counters();
        var pool = new PacketPool();
        var layer = new IPv4Layer(new IPv4Options(), pool, new Random(1), counters) { Deliver = (in _, _, _) => Delivery.Delivered };
        var eth0 = new IPv4Interface("eth0", 1500, default, (packet, _, _) => packet.Release());
        eth0.AddAddress(IPv4Prefix.Parse("10.0.0.1/24"));
        layer.AddInterface(eth0);
        byte[] datagram = Wire.Datagram(Wire.Bytes(1000));
        Allocation.During(() =>
        {
            for (int i = 0; i < 100; i++)
            {
                layer.Receive(eth0, datagram, new Arrival(Instant.Zero));
                Packet packet = pool.Rent(1000);
                packet.Append(1000);
                layer.Send(packet, new SendOptions(IPv4Address.Any, Wire.Peer, IpProtocol.Udp), Instant.Zero);
            }
        }).ShouldBe(0);
    }
}
