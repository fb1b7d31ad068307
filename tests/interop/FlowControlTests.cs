using System.Net.Sockets;
using Workbook.Host;

namespace Workbook.Interop.Tests;

/// <summary>A reader that does not read closes its window; the sender asks from time to time, and goes on when it opens.</summary>
[Exercise("any")]
public class FlowControlTests
{
    private const int Length = 32 << 20;

    // Long enough for both sides to ask several times (RFC 9293 section 3.8.6.1).
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(1.5);

    [Theory, InBothModes]
    public Task The_stack_reads_slowly(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket client, TcpStream stream) = await lab.PairAsync();
        Task<byte[]> sending = SendAsync(client);
        await Task.Delay(Stall);
        sending.IsCompleted.ShouldBeFalse("the kernel must have to wait");
        stream.Available.ShouldBeInRange(1, 4 << 20);
        stream.Info.ReceiveWindow.ShouldBeLessThan(64u << 10);

        byte[] received = await KernelLab.HashOfAsync(stream);
        received.ShouldBe(await sending);
        await stream.DisposeAsync();
    });

    [Theory, InBothModes]
    public Task The_kernel_reads_slowly(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        (Socket client, TcpStream stream) = await lab.PairAsync();
        Task<byte[]> sending = KernelLab.SendPatternAsync(stream, Length);
        await Task.Delay(Stall);
        sending.IsCompleted.ShouldBeFalse("the stack must have to wait");
        stream.Info.Unsent.ShouldBeGreaterThan(0);

        Task<byte[]> receiving = KernelLab.HashOfAsync(new NetworkStream(client));
        byte[] sent = await sending;
        await stream.DisposeAsync();
        (await receiving).ShouldBe(sent);
    });

    [Theory, InBothModes]
    public Task A_reader_that_takes_little_at_a_time_gets_everything(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        Socket client = lab.TcpSocket();
        client.ReceiveBufferSize = 4096;
        await client.ConnectAsync(KernelLab.StackAddress, KernelLab.SourcePort);
        await client.SendAsync(KernelLab.Request(300_000));
        byte[] buffer = new byte[1000];
        long offset = 0;
        int count;
        while ((count = await client.ReceiveAsync(buffer)) > 0)
        {
            Pattern.Check(buffer.AsSpan(0, count), offset);
            offset += count;
        }
        offset.ShouldBe(300_000);
    });

    private static async Task<byte[]> SendAsync(Socket socket)
    {
        byte[] hash = await KernelLab.SendPatternAsync(new NetworkStream(socket), Length);
        socket.Shutdown(SocketShutdown.Send);
        return hash;
    }
}
