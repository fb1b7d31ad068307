using Workbook.Basics;
using Workbook.Demux;
using Workbook.Harness;
using Workbook.IPv4;

namespace Workbook.Udp.Tests;

public class EndpointTests
{
    private readonly UdpBed _bed = new();
    private readonly byte[] _buffer = new byte[100];

    [Fact, Requirement("RFC1122", "U-11")]
    public void An_endpoint_is_bound_to_an_own_address_or_to_all()
    {
        _bed.A.Udp.Open().Bind(_bed.A.At(53)).ShouldBe(SocketFailure.None);
        _bed.A.Udp.Open().Bind(new Endpoint(IPv4Address.Any, 54)).ShouldBe(SocketFailure.None);
        _bed.A.Udp.Open().Bind(_bed.B.At(55)).ShouldBe(SocketFailure.AddressNotAvailable);
        _bed.A.Udp.Open().Bind(new Endpoint(IPv4Address.Broadcast, 55)).ShouldBe(SocketFailure.AddressNotAvailable);
    }

    [Fact]
    public void It_is_bound_once()
    {
        UdpEndpoint endpoint = _bed.A.Bind(53);
        Should.Throw<InvalidOperationException>(() => endpoint.Bind(_bed.A.At(54)));
    }

    [Fact, Exercise("5.3")]
    public void A_port_is_held_until_its_endpoint_is_closed()
    {
        UdpEndpoint first = _bed.A.Bind(53);
        first.Send("x"u8, _bed.B.At(53), _bed.Now).ShouldBe(SocketFailure.None);
        _bed.A.Udp.Open().Bind(_bed.A.At(53)).ShouldBe(SocketFailure.AddressInUse);
        first.Dispose();
        first.Dispose();
        _bed.A.Udp.Open().Bind(_bed.A.At(53)).ShouldBe(SocketFailure.None);
    }

    [Fact]
    public void A_closed_endpoint_says_so()
    {
        UdpEndpoint endpoint = _bed.A.Bind(53);
        endpoint.Dispose();
        endpoint.Send("x"u8, _bed.B.At(53), _bed.Now).ShouldBe(SocketFailure.Closed);
        endpoint.Connect(_bed.B.At(53)).ShouldBe(SocketFailure.Closed);
        endpoint.Bind(_bed.A.At(54)).ShouldBe(SocketFailure.Closed);
        endpoint.TryReceive(_buffer, out _).ShouldBeFalse();
    }

    [Fact]
    public void Without_a_peer_there_is_nowhere_to_send() =>
        _bed.A.Bind(5000).Send("x"u8, _bed.Now).ShouldBe(SocketFailure.NotConnected);

    [Fact, Exercise("5.3")]
    public void Sending_or_connecting_unbound_takes_an_ephemeral_port()
    {
        _bed.A.Bind(5000).Send("x"u8, _bed.B.At(53), _bed.Now);
        UdpEndpoint sender = _bed.A.Udp.Open(), connected = _bed.A.Udp.Open();
        sender.Send("x"u8, _bed.B.At(53), _bed.Now).ShouldBe(SocketFailure.None);
        sender.Local.Port.ShouldBeGreaterThanOrEqualTo((ushort)PortTable.FirstEphemeral);
        connected.Connect(_bed.B.At(53)).ShouldBe(SocketFailure.None);
        connected.Local.Address.ShouldBe(_bed.A.Address);
        connected.Local.Port.ShouldBeGreaterThanOrEqualTo((ushort)PortTable.FirstEphemeral);
        connected.Local.Port.ShouldNotBe(sender.Local.Port);
    }

    [Fact, Exercise("5.3"), Exercise("5.4"), Exercise("5.5")]
    public void A_connected_endpoint_hears_its_peer_only()
    {
        UdpEndpoint client = _bed.A.Bind(5000), peer = _bed.B.Bind(53), stranger = _bed.B.Bind(54);
        stranger.Send("early"u8, _bed.A.At(5000), _bed.Now).ShouldBe(SocketFailure.None);
        _bed.Run();
        client.Waiting.ShouldBe(1, "unconnected it hears everybody");

        client.Connect(_bed.B.At(53)).ShouldBe(SocketFailure.None);
        stranger.Send("late"u8, _bed.A.At(5000), _bed.Now);
        peer.Send("answer"u8, _bed.A.At(5000), _bed.Now);
        _bed.Run();
        client.Waiting.ShouldBe(2);

        client.Disconnect().ShouldBe(SocketFailure.None);
        stranger.TakeError();
        stranger.Send("again"u8, _bed.A.At(5000), _bed.Now);
        _bed.Run();
        client.Waiting.ShouldBe(3);
    }

    [Fact]
    public void Nobody_connects_to_everybody_or_nowhere()
    {
        UdpEndpoint endpoint = _bed.A.Bind(5000);
        endpoint.Connect(Endpoint.Any).ShouldBe(SocketFailure.AddressNotAvailable);
        endpoint.Connect(_bed.B.At(0)).ShouldBe(SocketFailure.AddressNotAvailable);
        endpoint.Connect(new Endpoint(IPv4Address.Broadcast, 53)).ShouldBe(SocketFailure.BroadcastNotAllowed);
        endpoint.IsConnected.ShouldBeFalse();
    }

    [Fact, Exercise("5.3"), Exercise("5.4"), Exercise("5.5"), Requirement("RFC1122", "U-10"), Requirement("RFC1122", "U-11")]
    public void The_endpoint_of_the_very_address_hears_before_the_one_of_all()
    {
        UdpEndpoint client = _bed.A.Bind(5000);
        client.Send("x"u8, _bed.B.At(52), _bed.Now);
        UdpEndpoint all = _bed.B.Udp.Open(), one = _bed.B.Udp.Open();
        all.Bind(new Endpoint(IPv4Address.Any, 53), ReuseMode.ReuseAddress).ShouldBe(SocketFailure.None);
        one.Bind(_bed.B.At(53), ReuseMode.ReuseAddress).ShouldBe(SocketFailure.None);
        client.AllowBroadcast = true;
        client.Send("x"u8, _bed.B.At(53), _bed.Now);
        client.Send("x"u8, new Endpoint(IPv4Address.Broadcast, 53), _bed.Now);
        _bed.Run();
        (one.Waiting, all.Waiting).ShouldBe((1, 1));
        all.TryReceive(_buffer, out UdpDatagramInfo info);
        info.Destination.ShouldBe(IPv4Address.Broadcast);
    }

    [Fact, Exercise("5.3"), Exercise("5.4")]
    public void A_full_queue_loses_the_newest_and_counts_it()
    {
        UdpEndpoint client = _bed.A.Bind(5000), server = _bed.B.Bind(53);
        for (int i = 0; i < 33; i++)
        {
            client.Send(new byte[1008], _bed.B.At(53), _bed.Now).ShouldBe(SocketFailure.None);
            _bed.Run();
        }
        server.Waiting.ShouldBe(32, "32 KiB of 1,008 bytes and 16 more each");
        _bed.B.Counters[DropReason.UdpQueueFull].ShouldBe(1);
        server.Dispose();
        _bed.B.Buffers.OutstandingBytes.ShouldBe(0);
    }

    [Fact, Exercise("5.2"), Requirement("RFC1122", "U-6"), Requirement("RFC1122", "I-3")]
    public void What_is_refused_is_dropped_in_silence_and_counted()
    {
        Receive([1, 2, 3]).ShouldBe(Delivery.Dropped);
        Receive([0, 1, 0, 53, 0, 7, 0, 0]).ShouldBe(Delivery.Dropped);
        Receive([0, 1, 0, 53, 0, 8, 0xba, 0xad]).ShouldBe(Delivery.Dropped);
        Receive([0, 1, 0, 53, 0, 8, 0, 0]).ShouldBe(Delivery.NoPort);
        _bed.A.Counters[DropReason.UdpTooShort].ShouldBe(1);
        _bed.A.Counters[DropReason.UdpBadLength].ShouldBe(1);
        _bed.A.Counters[DropReason.UdpBadChecksum].ShouldBe(1);
        _bed.A.Counters[DropReason.UdpNoPort].ShouldBe(1);
    }

    [Theory, Exercise("5.3"), Requirement("RFC1122", "U-12")]
    [InlineData("255.255.255.255")]
    [InlineData("10.0.0.255")]
    [InlineData("224.0.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    public void A_datagram_from_an_impossible_source_is_dropped(string source)
    {
        UdpEndpoint client = _bed.A.Bind(5000);
        client.Send("x"u8, _bed.B.At(53), _bed.Now);
        byte[] datagram = [.. new byte[20], 0, 53, 5000 >> 8, 5000 & 0xff, 0, 8, 0, 0];
        new IPv4Header(20, 0, 28, 1, false, false, 0, 64, IpProtocol.Udp, 0, IPv4Address.Parse(source), _bed.A.Address).Write(datagram);
        _bed.A.Ip.Receive(_bed.A.Interface, datagram, new Arrival(_bed.Now));
        client.Waiting.ShouldBe(0);
        _bed.A.Counters[DropReason.IpBadSource].ShouldBe(1);
    }

    [Fact, Exercise("5.2"), Exercise("5.4")]
    public void Receiving_allocates_nothing()
    {
        UdpEndpoint server = _bed.A.Bind(53);
        byte[] datagram = [0, 1, 0, 53, 0, 9, 0, 0, 42];
        var outcome = Delivery.Delivered;
        Allocation.During(() =>
        {
            outcome = Receive(datagram);
            server.TryReceive(_buffer, out _);
        }).ShouldBe(0);
        outcome.ShouldBe(Delivery.Delivered);
    }

    private Delivery Receive(ReadOnlySpan<byte> datagram)
    {
        var header = new IPv4Header(
            20, 0, 20 + datagram.Length, 1, false, false, 0, 64, IpProtocol.Udp, 0, _bed.B.Address, _bed.A.Address);
        return _bed.A.Udp.Receive(header, datagram, new Arrival(_bed.Now));
    }
}
