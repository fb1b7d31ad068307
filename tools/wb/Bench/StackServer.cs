using System.Buffers.Binary;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Link;

namespace Workbook.Cli.Bench;

/// <summary>Our stack behind a TAP, with the same services as <see cref="KernelServer"/>, on one loop.</summary>
internal sealed class StackServer : IPeerRole
{
    private readonly StackLoop _loop = new();
    private readonly NetworkStack _stack;

    /// <param name="arguments">Name of the TAP, the kernel's address on it, ours, and <c>plain</c> for frames without offload.</param>
    public StackServer(string[] arguments)
    {
        if (arguments is not [string name, string kernel, string own, ..])
            throw new ArgumentException("TAP KERNEL-ADDRESS/LENGTH OWN-ADDRESS/LENGTH [plain]");
        TapLink link = TapLink.Open(new TapOptions { Name = name, NoOffload = arguments.Contains("plain") });
        TapInterface.Configure(name, IPv4Prefix.Parse(kernel));
        _stack = _loop.CreateStack();
        _stack.AddInterface(link, IPv4Prefix.Parse(own));
        TcpService.Start(_stack, new Endpoint(IPv4Address.Any, Ports.Sink), SinkAsync);
        TcpService.Start(_stack, new Endpoint(IPv4Address.Any, Ports.Source), GenerateAsync);
        for (int i = 0; i < Ports.Echoes; i++)
            EchoServer.Start(_stack, (ushort)(Ports.Echo + i));
        _loop.Start();
    }

    /// <summary><c>count</c>: bytes that the loop's thread has allocated so far, segments in and out, and drops.</summary>
    public double[] Answer(string[] request) => request[0] == "count" ? _loop.Invoke(Count) : throw new ArgumentException(request[0]);

    public void Dispose() => _loop.Dispose();

    private double[] Count() =>
    [
        GC.GetAllocatedBytesForCurrentThread(),
        _stack.Counters[Counter.SegmentsIn],
        _stack.Counters[Counter.SegmentsOut],
        _stack.Counters.TotalDrops,
        _stack.Counters[Counter.SegmentsRetransmitted],
    ];

    private static async Task SinkAsync(TcpStream stream)
    {
        byte[] buffer = new byte[Ports.BufferSize];
        long total = 0;
        for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
            total += count;
        BinaryPrimitives.WriteInt64LittleEndian(buffer, total);
        await stream.WriteAsync(buffer.AsMemory(0, sizeof(long)));
        await stream.DisposeAsync();
    }

    private static async Task GenerateAsync(TcpStream stream)
    {
        byte[] buffer = new byte[Ports.BufferSize];
        while (true)
            await stream.WriteAsync(buffer);
    }
}
