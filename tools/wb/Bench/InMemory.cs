using System.Globalization;

namespace Workbook.Cli.Bench;

/// <summary>Measurements that need no device, each in a process that has done nothing else before.</summary>
internal sealed class InMemory : IPeerRole
{
    /// <summary>
    /// <c>transfer SECONDS</c>: bits per second from stack to stack at MTU 1500 with checksums, CPU seconds per GB, and bytes
    /// allocated per segment.
    /// <c>idle CONNECTIONS</c>: bytes of managed heap and of resident memory for each.
    /// <c>scaling WARMUP SECONDS ROUNDS FEW MANY</c>: nanoseconds per packet, alternately with few and with many connections.
    /// </summary>
    public double[] Answer(string[] request)
    {
        double[] numbers = [.. request.Skip(1).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
        return request[0] switch
        {
            "transfer" => MemoryTransfer.Measure(TimeSpan.FromSeconds(numbers[0])),
            "idle" => IdleConnections.Measure((int)numbers[0]),
            "scaling" => PacketCost.Measure(
                TimeSpan.FromSeconds(numbers[0]), TimeSpan.FromSeconds(numbers[1]), (int)numbers[2], (int)numbers[3], (int)numbers[4]),
            _ => throw new ArgumentException(request[0]),
        };
    }

    public void Dispose()
    {
    }
}
