using System.Net.Sockets;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;

namespace Workbook.Interop.Tests;

/// <summary>The stack as the client of servers on the kernel.</summary>
[Exercise("any")]
public class TcpClientTests
{
    [Theory, InBothModes]
    public Task A_server_on_the_kernel_echoes_what_the_stack_sends(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket listener, Endpoint endpoint) = lab.Listen();
        Task serving = EchoAsync(lab, listener);
        await using TcpStream client = await lab.Stack.ConnectTcpAsync(endpoint);
        Task<byte[]> received = KernelLab.HashOfAsync(client);
        byte[] sent = await KernelLab.SendPatternAsync(client, 8 << 20);
        client.ShutdownSend();
        (await received).ShouldBe(sent);
        await serving;
    });

    [Theory, InBothModes]
    public Task The_stacks_client_closes_its_half_and_goes_on_reading(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket listener, Endpoint endpoint) = lab.Listen();
        await using TcpStream client = await lab.Stack.ConnectTcpAsync(endpoint);
        Socket server = lab.Own(await listener.AcceptAsync());
        var writer = new NetworkStream(server);
        client.ShutdownSend();
        (await server.ReceiveAsync(new byte[1])).ShouldBe(0);
        Task<byte[]> received = KernelLab.HashOfAsync(client);
        byte[] sent = await KernelLab.SendPatternAsync(writer, 1 << 20);
        server.Shutdown(SocketShutdown.Send);
        (await received).ShouldBe(sent);
    });

    [Theory, InBothModes]
    public Task The_kernels_server_closes_its_half_and_goes_on_reading(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket listener, Endpoint endpoint) = lab.Listen();
        await using TcpStream client = await lab.Stack.ConnectTcpAsync(endpoint);
        Socket server = lab.Own(await listener.AcceptAsync());
        var reader = new NetworkStream(server);
        server.Shutdown(SocketShutdown.Send);
        (await client.ReadAsync(new byte[1])).ShouldBe(0);
        Task<byte[]> received = KernelLab.HashOfAsync(reader);
        byte[] sent = await KernelLab.SendPatternAsync(client, 1 << 20);
        client.ShutdownSend();
        (await received).ShouldBe(sent);
    });

    [Theory, InBothModes]
    public Task A_hundred_clients_of_the_stack_at_once(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket listener, Endpoint endpoint) = lab.Listen();
        Task serving = Task.WhenAll(Enumerable.Range(0, 100).Select(_ => EchoAsync(lab, listener)));
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async i =>
        {
            await using TcpStream client = await lab.Stack.ConnectTcpAsync(endpoint);
            byte[] sent = Pattern.Bytes(i * 1000, 10 << 10), received = new byte[10 << 10];
            await client.WriteAsync(sent);
            await client.ReadExactlyAsync(received);
            received.ShouldBe(sent);
        }));
        await serving;
    });

    [Theory, InBothModes]
    public Task A_closed_port_of_the_kernel_refuses(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        NetworkException e = await Should.ThrowAsync<NetworkException>(
            async () => await lab.Stack.ConnectTcpAsync(new Endpoint(KernelLab.Kernel, 4444)));
        e.Failure.ShouldBe(SocketFailure.ConnectionRefused);
    });

    [Fact]
    public Task A_neighbor_that_does_not_exist_cannot_be_reached() => KernelLab.RunAsync(Frames.Plain, async lab =>
    {
        NetworkException e = await Should.ThrowAsync<NetworkException>(
            async () => await lab.Stack.ConnectTcpAsync(new Endpoint(IPv4Address.Parse("10.77.0.99"), 7)));
        e.Failure.ShouldBe(SocketFailure.HostUnreachable);
        lab.Stack.Counters[DropReason.ArpUnresolved].ShouldBeGreaterThan(0);
        lab.Stack.Sockets.ShouldNotContain(socket => socket.Remote.Port == 7);
    });

    [Theory, InBothModes]
    public Task A_server_on_the_kernel_that_resets_is_noticed(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket listener, Endpoint endpoint) = lab.Listen();
        await using TcpStream client = await lab.Stack.ConnectTcpAsync(endpoint);
        Socket server = await listener.AcceptAsync();
        server.LingerState = new LingerOption(true, 0);
        server.Close();
        NetworkException e = await Should.ThrowAsync<NetworkException>(() => client.ReadAsync(new byte[1]).AsTask());
        e.Failure.ShouldBe(SocketFailure.ConnectionReset);
    });

    /// <summary>Accepts one connection, echoes to its end, and closes.</summary>
    private static async Task EchoAsync(KernelLab lab, Socket listener)
    {
        Socket socket = lab.Own(await listener.AcceptAsync());
        var stream = new NetworkStream(socket, ownsSocket: true);
        await stream.CopyToAsync(stream);
        socket.Shutdown(SocketShutdown.Send);
        socket.Close();
    }
}
