using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Udp.Tests;

public class EchoTests
{
    private readonly UdpBed _bed = new();
    private readonly UdpEndpoint _server;
    private readonly UdpEchoService _echo;
    private readonly byte[] _buffer = new byte[70_000];

    public EchoTests()
    {
        _server = _bed.B.Bind(7);
        _echo = new UdpEchoService(_server);
    }

    [Fact, Exercise("5.6"), Requirement("RFC1122", "I-65")]
    public void Each_datagram_comes_back_from_the_address_it_was_sent_to()
    {
        var second = IPv4Address.Parse("10.0.0.22");
        _bed.B.Interface.AddAddress(new IPv4Prefix(second, 24));
        _echo.Serve(_bed.Now).ShouldBe(0);

        UdpEndpoint client = _bed.A.Bind(5000);
        client.Send("one"u8, new Endpoint(second, 7), _bed.Now);
        client.Send(""u8, _bed.B.At(7), _bed.Now);
        _bed.A.Sent.Count.ShouldBe(2);
        for (int i = 0; i < 2; i++)
        {
            (Packet datagram, _) = _bed.A.Sent.Dequeue();
            _bed.B.Ip.Receive(_bed.B.Interface, datagram.Span, new Arrival(_bed.Now));
            datagram.Release();
        }
        _echo.Serve(_bed.Now).ShouldBe(2);
        _bed.Run();

        client.TryReceive(_buffer, out UdpDatagramInfo first).ShouldBeTrue();
        (first.Source, first.Length).ShouldBe((new Endpoint(second, 7), 3));
        _buffer.AsSpan(0, 3).SequenceEqual("one"u8).ShouldBeTrue();
        client.TryReceive(_buffer, out UdpDatagramInfo other).ShouldBeTrue();
        (other.Source, other.Length).ShouldBe((_bed.B.At(7), 0));
    }

    [Theory, Exercise("5.6")]
    [InlineData(1600)]
    [InlineData(UdpLayer.MaxPayload)]
    public void A_datagram_in_fragments_is_echoed_whole(int size)
    {
        _echo.Serve(_bed.Now);
        byte[] data = new byte[size];
        new Random(1).NextBytes(data);
        UdpEndpoint client = _bed.A.Bind(5000);
        client.Send(data, _bed.B.At(7), _bed.Now);
        _bed.Run();
        _echo.Serve(_bed.Now).ShouldBe(1);
        _bed.Run();
        client.TryReceive(_buffer, out UdpDatagramInfo info).ShouldBeTrue();
        _buffer.AsSpan(0, info.Length).SequenceEqual(data).ShouldBeTrue();
    }

    [Theory, Exercise("5.6")]
    [InlineData(7, 0)]
    [InlineData(8, 1)]
    public void Another_echo_service_is_not_answered(int port, int answers)
    {
        _echo.Serve(_bed.Now);
        _bed.A.Bind((ushort)port).Send("ping-pong"u8, _bed.B.At(7), _bed.Now);
        _bed.Run();
        _echo.Serve(_bed.Now).ShouldBe(answers);
        _server.Waiting.ShouldBe(0);
    }

    [Fact, Exercise("5.6")]
    public void All_that_waits_is_answered_in_one_go()
    {
        _echo.Serve(_bed.Now).ShouldBe(0);
        UdpEndpoint client = _bed.A.Bind(5000);
        for (int i = 0; i < 3; i++) client.Send("x"u8, _bed.B.At(7), _bed.Now);
        _bed.Run();
        _echo.Serve(_bed.Now).ShouldBe(3);
        _server.Waiting.ShouldBe(0);
    }

    [Fact, Exercise("5.6")]
    public void One_that_is_not_answered_keeps_nobody_waiting()
    {
        _echo.Serve(_bed.Now).ShouldBe(0);
        _bed.A.Bind(7).Send("ping-pong"u8, _bed.B.At(7), _bed.Now);
        _bed.A.Bind(8).Send("hello"u8, _bed.B.At(7), _bed.Now);
        _bed.Run();
        _echo.Serve(_bed.Now).ShouldBe(1);
    }

    [Fact, Exercise("5.6")]
    public void A_service_that_serves_when_readable_needs_no_loop_of_its_own()
    {
        _echo.Serve(_bed.Now);
        _server.Readable = () => _echo.Serve(_bed.Now);
        UdpEndpoint client = _bed.A.Bind(5000);
        for (int i = 0; i < 3; i++) client.Send("x"u8, _bed.B.At(7), _bed.Now);
        _bed.Run();
        client.Waiting.ShouldBe(3);
    }
}
