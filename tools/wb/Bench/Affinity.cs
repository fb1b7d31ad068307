using System.Globalization;
using System.Runtime.InteropServices;

namespace Workbook.Cli.Bench;

/// <summary>On which CPUs this process runs.</summary>
internal static partial class Affinity
{
    /// <summary>Moves every thread there is; those to come inherit it from the thread that makes them.</summary>
    /// <param name="cpu">0 to 63; null for all of them.</param>
    public static void Set(int? cpu)
    {
        ulong mask = cpu is { } one ? 1ul << one : ulong.MaxValue;
        foreach (string task in Directory.EnumerateDirectories("/proc/self/task"))
            _ = SetAffinity(int.Parse(Path.GetFileName(task), CultureInfo.InvariantCulture), sizeof(ulong), in mask);
    }

    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nuint size, in ulong mask);
}
