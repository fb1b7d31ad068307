namespace Workbook.Harness;

/// <summary>Measures what a piece of code allocates: <c>Allocation.During(() => ...).ShouldBe(0)</c>.</summary>
public static class Allocation
{
    /// <summary>
    /// Bytes that <paramref name="action"/> allocates on this thread's managed heap in one run. It is run
    /// <paramref name="warmups"/> times before, so that pools are full, buffers have grown and code is compiled.
    /// </summary>
    public static long During(Action action, int warmups = 3)
    {
        for (int i = 0; i < warmups; i++)
            action();
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
