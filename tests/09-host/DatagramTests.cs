using Workbook.Basics;
using Workbook.Demux;
using Workbook.Link;
using Workbook.Udp;

namespace Workbook.Host.Tests;

public class DatagramTests
{
    private readonly byte[] _buffer = new byte[UdpLayer.MaxPayload];

    [Theory]
    [InlineData(0)]
    [InlineData(1600)]
    [InlineData(UdpLayer.MaxPayload)]
    [Exercise("any")]
    public void An_echo_over_udp_brings_back_datagrams_of_any_size(int size)
    {
        using var pair = new Pair();
        SmallServices.StartUdpEcho(pair.B);
        byte[] sent = Pattern.Bytes(0, size);
        pair.Loop.Run(async () =>
        {
            using UdpSocket socket = pair.A.OpenUdp();
            await socket.SendAsync(sent, Pair.AtB(EchoServer.Port));
            UdpDatagramInfo info = await socket.ReceiveAsync(_buffer, TimeSpan.FromSeconds(1));
            info.Source.ShouldBe(Pair.AtB(EchoServer.Port));
            _buffer[..info.Length].ShouldBe(sent);
        });
        pair.B.Counters[Counter.FragmentsIn].ShouldBe(size <= 1472 ? 0 : (size + 8 + 1479) / 1480);
    }

    [Fact]
    [Exercise("any")]
    public void One_byte_more_is_refused()
    {
        using var pair = new Pair();
        using UdpSocket socket = pair.A.OpenUdp();
        Fails.With<NetworkException>(pair, () => socket.SendAsync(new byte[UdpLayer.MaxPayload + 1], Pair.AtB(7)).AsTask())
            .Failure.ShouldBe(SocketFailure.MessageTooLong);
    }

    [Fact]
    [Requirement("RFC1122", "U-10")]
    [Exercise("any")]
    public void The_receiver_learns_to_which_of_its_addresses_a_datagram_was_sent()
    {
        using var pair = new Pair();
        IPv4Address second = IPv4Address.Parse("10.0.0.77");
        pair.InterfaceB.IPv4.AddAddress(new IPv4Prefix(second, 24));
        pair.Loop.Run(async () =>
        {
            using UdpSocket receiver = pair.B.OpenUdp(new Endpoint(IPv4Address.Any, 5000));
            using UdpSocket sender = pair.A.OpenUdp();
            await sender.SendAsync("x"u8.ToArray(), new Endpoint(second, 5000));
            (await receiver.ReceiveAsync(_buffer)).Destination.ShouldBe(second);
            await sender.SendAsync("x"u8.ToArray(), Pair.AtB(5000));
            (await receiver.ReceiveAsync(_buffer)).Destination.ShouldBe(Pair.AddressB);
        });
    }

    [Fact]
    [Requirement("RFC1122", "U-11")]
    [Exercise("any")]
    public void The_application_gives_the_local_address_or_leaves_it_open()
    {
        using var pair = new Pair();
        using UdpSocket chosen = pair.A.OpenUdp(new Endpoint(Pair.AddressA, 6000));
        using UdpSocket open = pair.A.OpenUdp();
        chosen.Local.ShouldBe(new Endpoint(Pair.AddressA, 6000));
        open.Local.Address.ShouldBe(IPv4Address.Any);
        open.Local.Port.ShouldBeGreaterThanOrEqualTo((ushort)16000);
        Should.Throw<NetworkException>(() => pair.A.OpenUdp(new Endpoint(Pair.AddressB, 6000))).Failure.ShouldBe(SocketFailure.AddressNotAvailable);
        Should.Throw<NetworkException>(() => pair.A.OpenUdp(new Endpoint(Pair.AddressA, 6000))).Failure.ShouldBe(SocketFailure.AddressInUse);
    }

    [Theory]
    [InlineData("255.255.255.255")]
    [InlineData("10.0.0.255")]
    [Exercise("any")]
    public void A_broadcast_reaches_everybody_once_it_is_allowed(string address)
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            using UdpSocket receiver = pair.B.OpenUdp(new Endpoint(IPv4Address.Any, 5000));
            using UdpSocket sender = pair.A.OpenUdp();
            var everybody = new Endpoint(IPv4Address.Parse(address), 5000);
            (await Fails.WithAsync<NetworkException>(sender.SendAsync("x"u8.ToArray(), everybody).AsTask())).Failure.ShouldBe(SocketFailure.BroadcastNotAllowed);
            sender.AllowBroadcast = true;
            await sender.SendAsync("x"u8.ToArray(), everybody);
            (await receiver.ReceiveAsync(_buffer, TimeSpan.FromSeconds(1))).Destination.ShouldBe(everybody.Address);
        });
    }

    [Fact]
    [Requirement("RFC1122", "U-4")]
    [Requirement("RFC1122", "I-37")]
    [Exercise("any")]
    public void Port_unreachable_surfaces_at_the_sender()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            using UdpSocket socket = pair.A.OpenUdp();
            socket.Connect(Pair.AtB(9999));
            await socket.SendAsync("x"u8.ToArray());
            (await Fails.WithAsync<NetworkException>(socket.ReceiveAsync(_buffer).AsTask())).Failure.ShouldBe(SocketFailure.ConnectionRefused);
        });
    }

    [Fact]
    [Exercise("any")]
    public void A_cancelled_receive_ends_and_the_socket_still_receives()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            using UdpSocket receiver = pair.B.OpenUdp(new Endpoint(IPv4Address.Any, 5000));
            using UdpSocket sender = pair.A.OpenUdp();
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(1), pair.Time);
            await Fails.WithAsync<OperationCanceledException>(receiver.ReceiveAsync(_buffer, enough.Token).AsTask());
            await sender.SendAsync("x"u8.ToArray(), Pair.AtB(5000));
            (await receiver.ReceiveAsync(_buffer)).Length.ShouldBe(1);
        });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(56)]
    [InlineData(4000)]
    [Requirement("RFC1122", "I-45")]
    [Requirement("RFC1122", "I-48")]
    [Exercise("any")]
    public void A_ping_comes_back_after_the_round_trip(int size)
    {
        using var pair = new Pair(wrapA: link => new FaultyLink(link, new FaultOptions { Delay = TimeSpan.FromMilliseconds(30) }, new Random(1)));
        pair.Loop.Run(async () =>
        {
            await pair.A.PingAsync(Pair.AddressB, size);
            PingReply reply = await pair.A.PingAsync(Pair.AddressB, size);
            reply.ShouldBe(new PingReply(Pair.AddressB, TimeSpan.FromMilliseconds(30), 64, size));
        });
    }

    [Fact]
    [Exercise("any")]
    public void A_ping_to_nobody_fails_after_its_timeout_or_when_no_neighbour_answers()
    {
        using var pair = new Pair();
        IPv4Address nobody = IPv4Address.Parse("10.0.0.99");
        Fails.With<NetworkException>(pair, () => pair.A.PingAsync(nobody, timeout: TimeSpan.FromSeconds(1)).AsTask()).Failure.ShouldBe(SocketFailure.TimedOut);
        Fails.With<NetworkException>(pair, () => pair.A.PingAsync(nobody, timeout: TimeSpan.FromSeconds(30)).AsTask()).Failure.ShouldBe(SocketFailure.HostUnreachable);
        Fails.With<NetworkException>(pair, () => pair.A.PingAsync(IPv4Address.Parse("192.0.2.1")).AsTask()).Failure.ShouldBe(SocketFailure.NetworkUnreachable);
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("10.0.0.1")]
    [Exercise("any")]
    public void A_stack_talks_to_itself(string address)
    {
        using var pair = new Pair();
        IPv4Address own = IPv4Address.Parse(address);
        EchoServer.Start(pair.A);
        pair.Loop.Run(async () =>
        {
            (await pair.A.PingAsync(own)).From.ShouldBe(own);
            await using TcpStream stream = await pair.A.ConnectTcpAsync(new Endpoint(own, EchoServer.Port));
            byte[] sent = Pattern.Bytes(0, 300_000);
            ValueTask writing = stream.WriteAsync(sent);
            byte[] answer = new byte[300_000];
            await stream.ReadExactlyAsync(answer);
            await writing;
            answer.ShouldBe(sent);
        });
        pair.A.Counters[Counter.FramesOut].ShouldBe(1, "only the announcement of the address");
    }
}
