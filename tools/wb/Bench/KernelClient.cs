using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Workbook.Cli.Bench;

/// <summary>The client of every measurement over a network: the same process with the same blocking sockets against our
/// stack and against the kernel's.</summary>
internal sealed class KernelClient : IPeerRole
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// <c>send ADDRESS SECONDS</c>, <c>receive ADDRESS SECONDS</c>: bits per second.
    /// <c>echo ADDRESS SECONDS</c>: round trips of one byte, p50 and p99 in microseconds, and their number.
    /// <c>open ADDRESS SECONDS</c>: connections opened, echoed and closed per second.
    /// </summary>
    public double[] Answer(string[] request)
    {
        IPAddress address = IPAddress.Parse(request[1]);
        TimeSpan span = TimeSpan.FromSeconds(double.Parse(request[2], CultureInfo.InvariantCulture));
        return request[0] switch
        {
            "send" => [Send(address, span)],
            "receive" => [Receive(address, span)],
            "echo" => Echo(address, span),
            "open" => [Open(address, span)],
            _ => throw new ArgumentException(request[0]),
        };
    }

    public void Dispose()
    {
    }

    /// <summary>Counted is what has arrived at the other application, until it says so.</summary>
    private static double Send(IPAddress address, TimeSpan span)
    {
        using Socket socket = Connect(address, Ports.Sink);
        byte[] buffer = new byte[Ports.BufferSize];
        long sent = 0;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < span)
            sent += socket.Send(buffer);
        socket.Shutdown(SocketShutdown.Send);
        ReceiveExactly(socket, buffer.AsSpan(0, sizeof(long)));
        TimeSpan took = Stopwatch.GetElapsedTime(start);
        long arrived = BinaryPrimitives.ReadInt64LittleEndian(buffer);
        return arrived == sent ? BitsPerSecond(sent, took) : throw new InvalidDataException($"{arrived} of {sent} bytes have arrived");
    }

    private static double Receive(IPAddress address, TimeSpan span)
    {
        long start = Stopwatch.GetTimestamp();
        using Socket socket = Connect(address, Ports.Source);
        byte[] buffer = new byte[Ports.BufferSize];
        long received = 0;
        while (Stopwatch.GetElapsedTime(start) < span)
            received += ReceiveSome(socket, buffer);
        double rate = BitsPerSecond(received, Stopwatch.GetElapsedTime(start));
        socket.LingerState = new LingerOption(true, 0);
        return rate;
    }

    private static double[] Echo(IPAddress address, TimeSpan span)
    {
        using Socket socket = Connect(address, Ports.Echo);
        byte[] buffer = new byte[1];
        var samples = new List<double>(1 << 20);
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < span)
        {
            long sent = Stopwatch.GetTimestamp();
            socket.Send(buffer);
            ReceiveSome(socket, buffer);
            samples.Add(Stopwatch.GetElapsedTime(sent).TotalMicroseconds);
        }
        samples.Sort();
        return [samples[samples.Count / 2], samples[samples.Count * 99 / 100], samples.Count];
    }

    /// <summary>Several clients, each with a port of its own at the server, one connection after the other.</summary>
    private static double Open(IPAddress address, TimeSpan span)
    {
        long start = Stopwatch.GetTimestamp();
        long[] counts = new long[Ports.Echoes];
        Exception? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, Ports.Echoes).Select(i => new Thread(() => OpenAgainAndAgain(i)))];
        foreach (Thread thread in threads)
            thread.Start();
        foreach (Thread thread in threads)
            thread.Join();
        return failure is null ? counts.Sum() / Stopwatch.GetElapsedTime(start).TotalSeconds : throw failure;

        void OpenAgainAndAgain(int index)
        {
            byte[] buffer = new byte[1];
            try
            {
                for (; Stopwatch.GetElapsedTime(start) < span; counts[index]++)
                {
                    using Socket socket = Connect(address, Ports.Echo + index);
                    socket.Send(buffer);
                    ReceiveSome(socket, buffer);
                }
            }
            catch (Exception e)
            {
                failure = e;
            }
        }
    }

    private static Socket Connect(IPAddress address, int port)
    {
        Socket socket = KernelSockets.Create();
        socket.NoDelay = true;
        socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
        socket.Connect(address, port);
        return socket;
    }

    private static int ReceiveSome(Socket socket, Span<byte> buffer)
    {
        int count = socket.Receive(buffer);
        return count > 0 ? count : throw new InvalidDataException("the server has closed the connection");
    }

    private static void ReceiveExactly(Socket socket, Span<byte> buffer)
    {
        while (!buffer.IsEmpty)
            buffer = buffer[ReceiveSome(socket, buffer)..];
    }

    private static double BitsPerSecond(long bytes, TimeSpan span) => 8 * bytes / span.TotalSeconds;
}
