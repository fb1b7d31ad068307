using System.Net;
using System.Net.Sockets;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Udp;

namespace Workbook.Interop.Tests;

[Exercise("any")]
public class UdpTests
{
    [Theory, InBothModes(0), InBothModes(1), InBothModes(1472), InBothModes(1600), InBothModes(65_507)]
    public Task A_datagram_is_echoed(Frames frames, int size) => KernelLab.RunAsync(frames, async lab =>
    {
        Socket socket = lab.UdpSocket();
        await socket.ConnectAsync(new IPEndPoint(KernelLab.StackAddress, EchoServer.Port));
        byte[] sent = Pattern.Bytes(0, size), received = new byte[65_507];
        await socket.SendAsync(sent);
        int count = await socket.ReceiveAsync(received).WaitAsync(TimeSpan.FromSeconds(10));
        received[..count].ShouldBe(sent);
    });

    [Theory, InBothModes]
    public Task A_closed_port_refuses_at_once(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        Socket socket = lab.UdpSocket();
        await socket.ConnectAsync(new IPEndPoint(KernelLab.StackAddress, 4444));
        await socket.SendAsync(new byte[10]);
        SocketException e = await Should.ThrowAsync<SocketException>(() => socket.ReceiveAsync(new byte[10]).WaitAsync(TimeSpan.FromSeconds(5)));
        e.SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
    });

    [Theory, InBothModes]
    public Task The_stack_hears_that_a_port_of_the_kernel_is_closed(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        using UdpSocket socket = lab.Stack.OpenUdp();
        socket.Connect(new Endpoint(KernelLab.Kernel, 4444));
        await socket.SendAsync(new byte[10]);
        NetworkException e = await Should.ThrowAsync<NetworkException>(
            async () => await socket.ReceiveAsync(new byte[10], TimeSpan.FromSeconds(5)));
        e.Failure.ShouldBe(SocketFailure.ConnectionRefused);
    });

    [Theory, InBothModes(0), InBothModes(1600), InBothModes(65_507)]
    public Task The_stack_is_a_client_of_a_socket_of_the_kernel(Frames frames, int size) => KernelLab.RunAsync(frames, async lab =>
    {
        Socket server = lab.UdpSocket();
        server.Bind(new IPEndPoint(KernelLab.KernelAddress, 5000));
        using UdpSocket client = lab.Stack.OpenUdp();
        byte[] sent = Pattern.Bytes(0, size), buffer = new byte[65_507];

        await client.SendAsync(sent, new Endpoint(KernelLab.Kernel, 5000));
        SocketReceiveFromResult request = await server.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0)).WaitAsync(TimeSpan.FromSeconds(10));
        buffer[..request.ReceivedBytes].ShouldBe(sent);
        await server.SendToAsync(buffer.AsMemory(0, request.ReceivedBytes), request.RemoteEndPoint);

        byte[] answer = new byte[65_507];
        UdpDatagramInfo info = await client.ReceiveAsync(answer, TimeSpan.FromSeconds(10));
        info.Source.ShouldBe(new Endpoint(KernelLab.Kernel, 5000));
        answer[..info.Length].ShouldBe(sent);
    });

    [Theory, InBothModes]
    public Task A_broadcast_reaches_a_service_and_a_closed_port_stays_silent(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        Socket socket = lab.UdpSocket();
        socket.EnableBroadcast = true;
        // RFC 1122 section 3.2.2: no ICMP error about a broadcast.
        long sent = lab.Stack.Counters[Counter.IcmpOut];
        await socket.SendToAsync(new byte[10], new IPEndPoint(IPAddress.Parse("10.77.0.255"), 4444));
        await socket.SendToAsync("hello"u8.ToArray(), new IPEndPoint(IPAddress.Parse("10.77.0.255"), EchoServer.Port));
        byte[] buffer = new byte[100];
        SocketReceiveFromResult answer = await socket.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0)).WaitAsync(TimeSpan.FromSeconds(5));
        buffer[..answer.ReceivedBytes].ShouldBe("hello"u8.ToArray());
        answer.RemoteEndPoint.ShouldBe(new IPEndPoint(KernelLab.StackAddress, EchoServer.Port));
        lab.Stack.Counters[Counter.IcmpOut].ShouldBe(sent);
    });
}
