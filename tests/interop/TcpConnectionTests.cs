using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;

namespace Workbook.Interop.Tests;

/// <summary>Opening and closing, with the kernel as the client.</summary>
[Exercise("any")]
public class TcpConnectionTests
{
    [Theory, InBothModes]
    public Task Two_hundred_connections_at_once_are_echoed(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        byte[][] answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(i => EchoAsync(lab, Pattern.Bytes(i * 1000, 10 << 10))));
        for (int i = 0; i < 200; i++)
            answers[i].ShouldBe(Pattern.Bytes(i * 1000, 10 << 10));
    });

    [Theory, InBothModes]
    public Task A_closed_port_refuses_at_once(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        var clock = Stopwatch.StartNew();
        SocketException e = await Should.ThrowAsync<SocketException>(() => lab.ConnectAsync(4444));
        e.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        // A SYN that went unanswered would be repeated after a second.
        lab.Stack.Counters[Counter.ResetsSent].ShouldBe(1);
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    });

    [Theory, InBothModes]
    public Task The_client_closes_its_half_and_goes_on_reading(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket client, TcpStream stream) = await lab.PairAsync();
        var reader = new NetworkStream(client);
        client.Shutdown(SocketShutdown.Send);
        (await stream.ReadAsync(new byte[1])).ShouldBe(0);

        byte[] sent = await KernelLab.SendPatternAsync(stream, 1 << 20);
        await stream.DisposeAsync();
        (await KernelLab.HashOfAsync(reader)).ShouldBe(sent);
    });

    [Theory, InBothModes]
    public Task The_server_closes_its_half_and_goes_on_reading(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket client, TcpStream stream) = await lab.PairAsync();
        var writer = new NetworkStream(client);
        stream.ShutdownSend();
        (await client.ReceiveAsync(new byte[1])).ShouldBe(0);

        Task<byte[]> received = KernelLab.HashOfAsync(stream);
        byte[] sent = await KernelLab.SendPatternAsync(writer, 1 << 20);
        client.Shutdown(SocketShutdown.Send);
        (await received).ShouldBe(sent);
    });

    [Theory, InBothModes]
    public Task The_client_resets_and_the_stream_throws(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket client, TcpStream stream) = await lab.PairAsync();
        Task<int> reading = stream.ReadAsync(new byte[1]).AsTask();
        client.LingerState = new LingerOption(true, 0);
        client.Close();
        NetworkException e = await Should.ThrowAsync<NetworkException>(() => reading);
        e.Failure.ShouldBe(SocketFailure.ConnectionReset);
        e = await Should.ThrowAsync<NetworkException>(async () => await stream.WriteAsync(new byte[1]));
        e.Failure.ShouldBe(SocketFailure.ConnectionReset);
    });

    [Theory, InBothModes]
    public Task The_stream_aborts_and_the_client_sees_a_reset(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket client, TcpStream stream) = await lab.PairAsync();
        stream.Abort();
        SocketException e = await Should.ThrowAsync<SocketException>(async () => await client.ReceiveAsync(new byte[1]));
        e.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    });

    [Theory, InBothModes]
    public Task A_stream_disposed_with_unread_data_resets(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket client, TcpStream stream) = await lab.PairAsync();
        await client.SendAsync(new byte[100]);
        _ = await stream.ReadAsync(Memory<byte>.Empty);
        await stream.DisposeAsync();
        SocketException e = await Should.ThrowAsync<SocketException>(async () => await client.ReceiveAsync(new byte[1]));
        e.SocketErrorCode.ShouldBe(SocketError.ConnectionReset);
    });

    [Theory, InBothModes]
    public Task A_port_that_is_used_again_at_once_meets_time_wait_and_is_let_in(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        for (int i = 0; i < 20; i++)
        {
            Socket socket = lab.TcpSocket();
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
            socket.Bind(new IPEndPoint(KernelLab.KernelAddress, 40_000));
            await socket.ConnectAsync(new IPEndPoint(KernelLab.StackAddress, SmallServices.DaytimePort)).WaitAsync(TimeSpan.FromSeconds(5));
            (await new StreamReader(new NetworkStream(socket)).ReadToEndAsync()).ShouldNotBeEmpty();
            socket.Close();
            await lab.UntilForgottenAsync(40_000);
        }
    });

    [Fact]
    public Task A_client_that_asks_whether_the_stack_is_alive_is_answered() => KernelLab.RunAsync(Frames.Plain, async lab =>
    {
        (Socket client, TcpStream stream) = await lab.PairAsync();
        client.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, true);
        client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, 1);
        client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, 1);
        client.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount, 1);
        await Task.Delay(TimeSpan.FromSeconds(3.5));
        await client.SendAsync(new byte[] { 42 });
        byte[] received = new byte[1];
        await stream.ReadExactlyAsync(received);
        received[0].ShouldBe((byte)42);
    });

    internal static async Task<byte[]> EchoAsync(KernelLab lab, byte[] sent)
    {
        Socket socket = await lab.ConnectAsync(EchoServer.Port);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(sent);
        socket.Shutdown(SocketShutdown.Send);
        var received = new MemoryStream();
        await stream.CopyToAsync(received);
        return received.ToArray();
    }
}
