using System.Net.Sockets;
using System.Security.Cryptography;
using Workbook.Host;

namespace Workbook.Interop.Tests;

/// <summary>64 MiB, compared by their SHA-256.</summary>
[Exercise("any")]
public class TcpBulkTests
{
    private const long Length = 64 << 20;

    [Theory, InBothModes]
    public Task What_the_kernel_sends_arrives(Frames frames) => KernelLab.RunAsync(frames, lab => UploadAsync(lab, Length));

    [Theory, InBothModes]
    public Task What_the_stack_sends_arrives(Frames frames) => KernelLab.RunAsync(frames, lab => DownloadAsync(lab, Length));

    [Theory, InBothModes]
    public Task What_is_echoed_while_it_is_sent_comes_back(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        Socket socket = await lab.ConnectAsync(EchoServer.Port);
        await using var stream = new NetworkStream(socket);
        Task<byte[]> received = KernelLab.HashOfAsync(stream);
        byte[] sent = await KernelLab.SendPatternAsync(stream, Length);
        socket.Shutdown(SocketShutdown.Send);
        (await received).ShouldBe(sent);
    });

    [Theory, InBothModes]
    public Task Both_directions_of_two_connections_at_once(Frames frames) => KernelLab.RunAsync(frames, lab =>
        Task.WhenAll(UploadAsync(lab, Length / 4), DownloadAsync(lab, Length / 4)));

    internal static async Task UploadAsync(KernelLab lab, long length)
    {
        Socket socket = await lab.ConnectAsync(KernelLab.HashPort);
        await using var stream = new NetworkStream(socket);
        byte[] sent = await KernelLab.SendPatternAsync(stream, length);
        socket.Shutdown(SocketShutdown.Send);
        byte[] received = new byte[SHA256.HashSizeInBytes];
        await stream.ReadExactlyAsync(received);
        received.ShouldBe(sent);
        (await stream.ReadAsync(new byte[1])).ShouldBe(0);
    }

    internal static async Task DownloadAsync(KernelLab lab, long length)
    {
        Socket socket = await lab.ConnectAsync(KernelLab.SourcePort);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(KernelLab.Request(length));
        byte[] received = await KernelLab.HashOfAsync(stream);
        received.ShouldBe(await KernelLab.HashOfPatternAsync(length));
    }
}
