using System.Diagnostics;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Link;
using Workbook.Tcp;

namespace Workbook.Cli.Bench;

/// <summary>Two stacks on a cable, on one loop and so on one CPU: every byte is written, cut, summed twice and read.</summary>
internal static class MemoryTransfer
{
    private const ushort Port = 5000;

    /// <returns>Bits per second, CPU seconds per gigabyte, bytes allocated per segment in steady state.</returns>
    public static double[] Measure(TimeSpan span)
    {
        using var loop = new StackLoop(waiter: new EventWaiter());
        // What is under way should stay in the cache, and fit the cable.
        var tcp = new TcpSettings { Transfer = new TransferOptions { ReceiveBufferLimit = 256 << 10, SendBufferLimit = 256 << 10 } };
        NetworkStack a = loop.CreateStack(new StackOptions { Name = "a", Tcp = tcp });
        NetworkStack b = loop.CreateStack(new StackOptions { Name = "b", Tcp = tcp });
        (ILink linkA, ILink linkB) = Cable.Create();
        a.AddInterface(linkA, IPv4Prefix.Parse("10.0.0.1/24"));
        b.AddInterface(linkB, IPv4Prefix.Parse("10.0.0.2/24"));
        return loop.Run(async () =>
        {
            using TcpListener listener = b.ListenTcp(Port);
            ValueTask<TcpStream> accepting = listener.AcceptAsync();
            TcpStream writer = await a.ConnectTcpAsync(new Endpoint(IPv4Address.Parse("10.0.0.2"), Port));
            TcpStream reader = await accepting;
            Task writing = WriteAsync(writer);
            // The window and the pools grow to their size.
            await ReadAsync(reader, span / 4, a, b);
            double[] result = await ReadAsync(reader, span, a, b);
            writer.Abort();
            await writing;
            return result;
        });
    }

    private static async Task WriteAsync(TcpStream stream)
    {
        byte[] buffer = new byte[Ports.BufferSize];
        try
        {
            while (true)
                await stream.WriteAsync(buffer);
        }
        catch (NetworkException)
        {
            // The measurement is over.
        }
    }

    private static async Task<double[]> ReadAsync(TcpStream stream, TimeSpan span, NetworkStack a, NetworkStack b)
    {
        byte[] buffer = new byte[Ports.BufferSize];
        long Segments() => a.Counters[Counter.SegmentsIn] + b.Counters[Counter.SegmentsIn];
        long segments = Segments();
        TimeSpan cpu = Environment.CpuUsage.TotalTime;
        long start = Stopwatch.GetTimestamp();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long bytes = 0;
        while (Stopwatch.GetElapsedTime(start) < span)
            bytes += await stream.ReadAsync(buffer);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        double cpuSeconds = (Environment.CpuUsage.TotalTime - cpu).TotalSeconds;
        return [8 * bytes / seconds, cpuSeconds / bytes * 1e9, (double)allocated / (Segments() - segments)];
    }
}
