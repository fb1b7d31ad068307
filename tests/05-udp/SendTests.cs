using System.Text;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Harness;

namespace Workbook.Udp.Tests;

public class SendTests
{
    private readonly UdpBed _bed = new();
    private readonly byte[] _buffer = new byte[70_000];

    [Fact, Exercise("5.3"), Exercise("5.4"), Requirement("RFC1122", "U-5"), Requirement("RFC1122", "U-8"), Requirement("RFC1122", "U-13")]
    public void A_datagram_arrives_with_its_source()
    {
        UdpEndpoint client = _bed.A.Bind(5000), server = _bed.B.Bind(53);
        client.Send("hello"u8, _bed.B.At(53), _bed.Now).ShouldBe(SocketFailure.None);
        _bed.Run();
        Receive(server).ShouldBe(("hello", new UdpDatagramInfo(_bed.A.At(5000), _bed.B.Address, 0, 5, false)));
        _bed.A.Counters[Counter.UdpOut].ShouldBe(1);
        _bed.B.Counters[Counter.UdpIn].ShouldBe(1);
        (_bed.A.Pool.Outstanding + _bed.B.Pool.Outstanding).ShouldBe(0);
    }

    [Fact, Exercise("5.3")]
    public void The_header_says_ports_length_and_a_checksum()
    {
        _bed.A.Bind(5000).Send("hello"u8, _bed.B.At(53), _bed.Now);
        (byte[] udp, PacketOffload offload, _, _) = _bed.A.TakeSent();
        udp[..6].ShouldBe([5000 >> 8, 5000 & 0xff, 0, 53, 0, 13]);
        (udp[6] << 8 | udp[7]).ShouldNotBe(0);
        Encoding.ASCII.GetString(udp[8..]).ShouldBe("hello");
        offload.ShouldBe(default);
    }

    [Fact, Exercise("5.3"), Requirement("RFC1122", "U-14"), Requirement("RFC1122", "I-16"), Requirement("RFC1122", "I-12")]
    public void Time_to_live_and_type_of_service_are_the_applications()
    {
        UdpEndpoint client = _bed.A.Bind(5000);
        client.Send("x"u8, _bed.B.At(53), _bed.Now);
        _bed.A.TakeSent().TimeToLive.ShouldBe((byte)64);

        (client.TimeToLive, client.TypeOfService) = (3, 0xb8);
        client.Send("x"u8, _bed.B.At(53), _bed.Now);
        (_, _, byte timeToLive, byte typeOfService) = _bed.A.TakeSent();
        (timeToLive, typeOfService).ShouldBe(((byte)3, (byte)0xb8));
    }

    [Theory, Exercise(ExerciseAttribute.Any), Exercise("5.3"), Exercise("5.4")]
    [InlineData(65_507, SocketFailure.None)]
    [InlineData(65_508, SocketFailure.MessageTooLong)]
    public void A_datagram_carries_at_most_65507_bytes(int size, SocketFailure expected)
    {
        UdpEndpoint server = _bed.B.Bind(53);
        _bed.A.Bind(5000).Send(new byte[size], _bed.B.At(53), _bed.Now).ShouldBe(expected);
        _bed.Run();
        server.Waiting.ShouldBe(expected == SocketFailure.None ? 1 : 0);
        _bed.A.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("5.3"), Exercise("5.4")]
    public void What_exceeds_the_mtu_goes_in_fragments_unless_that_is_forbidden()
    {
        UdpEndpoint client = _bed.A.Bind(5000), server = _bed.B.Bind(53);
        client.Send(new byte[1600], _bed.B.At(53), _bed.Now).ShouldBe(SocketFailure.None);
        _bed.Run();
        server.Waiting.ShouldBe(1);

        client.DontFragment = true;
        client.Send(new byte[1472], _bed.B.At(53), _bed.Now).ShouldBe(SocketFailure.None);
        client.Send(new byte[1473], _bed.B.At(53), _bed.Now).ShouldBe(SocketFailure.MessageTooLong);
    }

    [Theory, Exercise("5.3"), Exercise("5.4")]
    [InlineData(1472, true)]
    [InlineData(1473, false)]
    public void The_link_computes_the_checksum_of_what_fits_one_frame(int size, bool offloaded)
    {
        var bed = new UdpBed(offload: true);
        UdpEndpoint server = bed.B.Bind(53);
        bed.A.Bind(5000).Send(new byte[size], bed.B.At(53), bed.Now).ShouldBe(SocketFailure.None);
        bed.A.Sent.Peek().Datagram.Offload
            .ShouldBe(offloaded ? new PacketOffload(8 + size, ChecksumOffset: 6, SegmentSize: 0) : default);
        bed.Run();
        server.Waiting.ShouldBe(1);
    }

    [Fact, Exercise("5.3")]
    public void The_field_left_to_the_link_holds_the_pseudo_headers_sum()
    {
        var bed = new UdpBed(offload: true);
        bed.A.Bind(5000).Send("hello"u8, bed.B.At(53), bed.Now);
        byte[] udp = bed.A.TakeSent().Udp;
        (udp[6] << 8 | udp[7]).ShouldBe(0x0a00 + 0x0001 + 0x0a00 + 0x0002 + 17 + 13);
    }

    [Theory, Exercise("5.3"), Exercise("5.4")]
    [InlineData("255.255.255.255")]
    [InlineData("10.0.0.255")]
    public void A_broadcast_needs_permission(string address)
    {
        UdpEndpoint client = _bed.A.Bind(5000), server = _bed.B.Bind(53);
        var everybody = new Endpoint(IPv4Address.Parse(address), 53);
        client.Send("x"u8, everybody, _bed.Now).ShouldBe(SocketFailure.BroadcastNotAllowed);
        client.AllowBroadcast = true;
        client.Send("x"u8, everybody, _bed.Now).ShouldBe(SocketFailure.None);
        _bed.Run();
        Receive(server).Info.Destination.ShouldBe(everybody.Address);
    }

    [Fact, Exercise("5.3")]
    public void Without_a_way_there_is_a_failure_and_no_packet_is_lost()
    {
        UdpEndpoint client = _bed.A.Bind(5000);
        client.Send("x"u8, new Endpoint(IPv4Address.Parse("192.168.0.1"), 53), _bed.Now).ShouldBe(SocketFailure.NetworkUnreachable);
        client.Send("x"u8, _bed.B.At(0), _bed.Now).ShouldBe(SocketFailure.AddressNotAvailable);
        _bed.A.Interface.IsUp = false;
        client.Send("x"u8, _bed.B.At(53), _bed.Now).ShouldBe(SocketFailure.NetworkUnreachable);
        _bed.A.Pool.Outstanding.ShouldBe(0);
        _bed.A.Counters[Counter.UdpOut].ShouldBe(0);
    }

    [Fact, Exercise("5.3"), Exercise("5.4"), Requirement("RFC1122", "U-11")]
    public void The_source_is_the_address_bound_or_asked_for_or_else_routings_choice()
    {
        var second = IPv4Address.Parse("10.0.0.11");
        UdpEndpoint anywhere = _bed.A.Bind(5000), server = _bed.B.Bind(53);
        anywhere.Send("x"u8, _bed.B.At(53), _bed.Now);
        _bed.A.Interface.AddAddress(new IPv4Prefix(second, 24));
        anywhere.Send("x"u8, _bed.B.At(53), _bed.Now, from: second);
        _bed.A.Bind(5001, second).Send("x"u8, _bed.B.At(53), _bed.Now);
        _bed.Run();
        Receive(server).Info.Source.ShouldBe(_bed.A.At(5000));
        Receive(server).Info.Source.ShouldBe(new Endpoint(second, 5000));
        Receive(server).Info.Source.ShouldBe(new Endpoint(second, 5001));
    }

    [Fact, Exercise("5.3"), Exercise("5.4")]
    public void A_stack_talks_to_itself()
    {
        UdpEndpoint client = _bed.A.Bind(5000), server = _bed.A.Bind(53);
        client.Send("x"u8, new Endpoint(IPv4Address.Loopback, 53), _bed.Now).ShouldBe(SocketFailure.None);
        client.Send("y"u8, _bed.A.At(53), _bed.Now).ShouldBe(SocketFailure.None);
        _bed.Run();
        Receive(server).ShouldBe(("x", new UdpDatagramInfo(new Endpoint(IPv4Address.Loopback, 5000), IPv4Address.Loopback, 0, 1, false)));
        Receive(server).Info.Source.ShouldBe(_bed.A.At(5000));
    }

    [Fact, Exercise("5.3")]
    public void Sending_allocates_nothing()
    {
        UdpEndpoint client = _bed.A.Bind(5000);
        byte[] data = new byte[512];
        void Round()
        {
            client.Send(data, _bed.B.At(53), _bed.Now);
            _bed.A.Sent.Dequeue().Datagram.Release();
        }
        Allocation.During(Round).ShouldBe(0);
    }

    private (string Text, UdpDatagramInfo Info) Receive(UdpEndpoint endpoint)
    {
        endpoint.TryReceive(_buffer, out UdpDatagramInfo info).ShouldBeTrue();
        return (Encoding.ASCII.GetString(_buffer, 0, info.Length), info);
    }
}
