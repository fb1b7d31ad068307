using System.Net;
using System.Net.Sockets;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Link;

namespace Workbook.Interop.Tests;

[Exercise("any")]
public class MtuTests
{
    [Theory, InBothModes]
    public async Task A_kernel_with_a_smaller_mtu_gets_segments_that_fit(Frames frames)
    {
        int longest = 0;
        ILink Watch(ILink tap) => new TraceLink(tap, (direction, frame, _) =>
        {
            if (direction == FrameDirection.Out)
                longest = Math.Max(longest, frame.Length);
        });
        await KernelLab.RunAsync(new LabOptions(frames, Watch), async lab =>
        {
            (await lab.RunAsync("ip", "link", "set", KernelLab.Tap, "mtu", "900")).ShouldSucceed();
            await TcpBulkTests.UploadAsync(lab, 1 << 20);
            await TcpBulkTests.DownloadAsync(lab, 1 << 20);
            if (frames == Frames.Plain)
                longest.ShouldBe(EthernetHeader.Size + 900);
        });
    }

    [Theory, InBothModes]
    public Task Behind_a_router_with_a_smaller_mtu_the_stack_learns_to_send_less(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        // stack (1500) TAP (1500) router (900) veth (1500) host
        using NetworkNamespace beyond = NetworkNamespace.Create();
        await BuildRouterAsync(lab, beyond);
        lab.Stack.AddDefaultRoute(KernelLab.Kernel, lab.Interface);
        using Socket listener = beyond.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        listener.Bind(new IPEndPoint(IPAddress.Parse("10.78.0.2"), 9000));
        listener.Listen();

        await using TcpStream client = await lab.Stack.ConnectTcpAsync(new Endpoint(IPv4Address.Parse("10.78.0.2"), 9000));
        using Socket server = await listener.AcceptAsync();
        client.Info.SendMss.ShouldBeGreaterThan(1400);
        Task<byte[]> receiving = KernelLab.HashOfAsync(new NetworkStream(server));
        byte[] sent = await KernelLab.SendPatternAsync(client, 2 << 20);
        client.ShutdownSend();
        (await receiving).ShouldBe(sent);
        client.Info.SendMss.ShouldBeLessThanOrEqualTo(860);

        // The next connection knows it from the start.
        await using TcpStream next = await lab.Stack.ConnectTcpAsync(new Endpoint(IPv4Address.Parse("10.78.0.2"), 9000));
        next.Info.SendMss.ShouldBeLessThanOrEqualTo(860);
    });

    private static async Task BuildRouterAsync(KernelLab lab, NetworkNamespace beyond)
    {
        (await lab.RunAsync("ip", "link", "add", "inner", "mtu", "900", "type", "veth", "peer", "name", "outer")).ShouldSucceed();
        (await lab.RunAsync("ip", "link", "set", "outer", "netns", $"{beyond.ThreadId}")).ShouldSucceed();
        (await lab.RunAsync("ip", "addr", "add", "10.78.0.1/24", "dev", "inner")).ShouldSucceed();
        (await lab.RunAsync("ip", "link", "set", "inner", "up")).ShouldSucceed();
        lab.Network.Inside(() => File.WriteAllText("/proc/sys/net/ipv4/ip_forward", "1"));
        string[][] commands =
        [
            ["addr", "add", "10.78.0.2/24", "dev", "outer"],
            ["link", "set", "outer", "mtu", "1500", "up"],
            ["route", "add", "default", "via", "10.78.0.1"],
        ];
        foreach (string[] command in commands)
            (await Command.RunAsync(beyond, [], "ip", command)).ShouldSucceed();
    }
}
