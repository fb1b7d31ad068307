using Workbook.Basics;
using Workbook.Demux;
using Workbook.Link;
using VirtualTime = Workbook.Host.VirtualTime;

namespace Workbook.Host.Tests;

/// <summary>client (10.0.1.1) - router - server (10.0.2.1)</summary>
public sealed class ForwardingTests : IDisposable
{
    private static readonly IPv4Address Server = IPv4Address.Parse("10.0.2.1");

    private readonly StackLoop _loop = new(new VirtualTime());
    private readonly NetworkStack _client;
    private readonly NetworkStack _router;
    private readonly NetworkStack _server;

    public ForwardingTests()
    {
        _client = _loop.CreateStack(StackOptions.Seeded(1, "client"));
        _router = _loop.CreateStack(StackOptions.Seeded(2, "router") with { Forwarding = true });
        _server = _loop.CreateStack(StackOptions.Seeded(3, "server"));
        Connect(_client, "10.0.1.1/24", _router, "10.0.1.254/24", 1, mtu: 1500);
        Connect(_server, "10.0.2.1/24", _router, "10.0.2.254/24", 2, mtu: 1000);
    }

    public void Dispose() => _loop.Dispose();

    [Fact]
    [Exercise("any")]
    public void A_stack_between_two_networks_passes_on_pings_and_counts_down_their_time_to_live()
    {
        _loop.Run(async () => (await _client.PingAsync(Server)).TimeToLive.ShouldBe((byte)63));
        _router.Counters[Counter.DatagramsForwarded].ShouldBe(2);
    }

    [Fact]
    [Exercise("any")]
    public void A_connection_across_a_narrower_network_finds_out_the_path_mtu()
    {
        EchoServer.Start(_server);
        _loop.Run(async () =>
        {
            await using TcpStream stream = await _client.ConnectTcpAsync(new Endpoint(Server, EchoServer.Port));
            byte[] sent = Pattern.Bytes(0, 100_000);
            ValueTask writing = stream.WriteAsync(sent);
            byte[] answer = new byte[sent.Length];
            await stream.ReadExactlyAsync(answer);
            await writing;
            answer.ShouldBe(sent);
            stream.Info.SendMss.ShouldBeLessThanOrEqualTo(1000 - 40);
        });
    }

    [Fact]
    [Requirement("RFC1122", "I-41")]
    [Exercise("any")]
    public void A_ping_that_dies_on_the_way_says_where()
    {
        var failure = _loop.Run(() => Fails.WithAsync<NetworkException>(_client.PingAsync(Server, timeToLive: 1).AsTask()));
        failure.Failure.ShouldBe(SocketFailure.HostUnreachable);
        failure.Message.ShouldContain("10.0.1.254");
    }

    [Fact]
    [Requirement("RFC9293", "MUST-47")]
    [Requirement("RFC9293", "SHLD-25")]
    [Exercise("any")]
    public void A_connection_to_a_host_that_is_not_there_says_so_in_the_end()
    {
        var failure = _loop.Run(() => Fails.WithAsync<NetworkException>(
            _client.ConnectTcpAsync(new Endpoint(IPv4Address.Parse("10.0.2.99"), 80)).AsTask()));
        failure.Failure.ShouldBe(SocketFailure.HostUnreachable);
    }

    [Fact]
    [Exercise("any")]
    public void A_router_that_is_none_passes_nothing_on()
    {
        _router.IP.Forwarding = false;
        _loop.Run(() => Fails.WithAsync<NetworkException>(_client.PingAsync(Server).AsTask())).Failure.ShouldBe(SocketFailure.TimedOut);
        _router.Counters[DropReason.IpNotForUs].ShouldBe(1);
    }

    [Fact]
    [Exercise("any")]
    public void A_removed_interface_takes_its_routes_with_it()
    {
        _client.RemoveInterface(_client.Interfaces[0]);
        _loop.Run(() => Fails.WithAsync<NetworkException>(_client.PingAsync(Server).AsTask())).Failure.ShouldBe(SocketFailure.NetworkUnreachable);
    }

    [Fact]
    [Exercise("any")]
    public void Two_interfaces_cannot_share_a_link()
    {
        ILink link = _client.Interfaces[0].Link;
        Should.Throw<ArgumentException>(() => _client.AddInterface(link, "again"));
    }

    private static void Connect(NetworkStack host, string hostAddress, NetworkStack router, string routerAddress, int number, int mtu)
    {
        (ILink a, ILink b) = Cable.Create(new CableOptions
        {
            Mtu = mtu,
            AddressA = new MacAddress(0x02_00_00_00_00_00 + (ulong)number),
            AddressB = new MacAddress(0x02_00_00_00_01_00 + (ulong)number),
        });
        NetworkInterface up = host.AddInterface(a, "eth0", IPv4Prefix.Parse(hostAddress));
        IPv4Prefix gateway = IPv4Prefix.Parse(routerAddress);
        router.AddInterface(b, $"eth{number}", gateway);
        host.AddDefaultRoute(gateway.Address, up);
    }
}
