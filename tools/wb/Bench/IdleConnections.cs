using System.Globalization;

namespace Workbook.Cli.Bench;

/// <summary>What a connection costs that says nothing: with its stream, and the echo server waiting at it.</summary>
internal static class IdleConnections
{
    private const int WarmUp = 256;

    /// <returns>Bytes of managed heap and of resident memory for each connection.</returns>
    public static double[] Measure(int count)
    {
        using var server = new RawServer();
        server.Open(WarmUp);
        (long heap, long resident) = Memory();
        server.Open(count);
        (long heapAfter, long residentAfter) = Memory();
        return [(double)(heapAfter - heap) / count, (double)(residentAfter - resident) / count];
    }

    private static (long Heap, long Resident) Memory()
    {
        // Aggressive: what is free goes back to the system, so that resident means used.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return (GC.GetTotalMemory(forceFullCollection: false), Resident());
    }

    private static long Resident() => OperatingSystem.IsLinux()
        ? long.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize
        : Environment.WorkingSet;
}
