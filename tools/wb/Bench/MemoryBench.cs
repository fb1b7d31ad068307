namespace Workbook.Cli.Bench;

/// <summary>The measurements in memory, each in a process of its own.</summary>
internal static class MemoryBench
{
    private const int Few = 10, Many = 10_000;

    /// <summary>Until the code that matters has been compiled for good.</summary>
    private const double WarmUpSeconds = 1;

    private static readonly int[] IdleCounts = [1_000, 10_000];

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchOptions options, Action<string> progress, CancellationToken cancellation)
    {
        List<Figure> figures = [];
        if (options.Wants(BenchOptions.Memory) || options.Wants(BenchOptions.Allocation))
            figures.AddRange(await TransferAsync(options, progress, cancellation));
        if (options.Wants(BenchOptions.Idle))
            figures.AddRange(await IdleAsync(options, progress, cancellation));
        if (options.Wants(BenchOptions.Scaling))
            figures.Add(await ScalingAsync(options, progress, cancellation));
        return figures;
    }

    private static async Task<IEnumerable<Figure>> TransferAsync(BenchOptions options, Action<string> progress, CancellationToken cancellation)
    {
        progress("in memory, stack to stack");
        using Peer peer = await Peer.StartAsync(Place.Here, PeerRoles.Memory, cancellation);
        List<double[]> samples = [];
        for (int i = 0; i <= options.Rounds; i++)
            samples.Add(await peer.AskAsync(cancellation, "transfer", i == 0 ? WarmUpSeconds : options.Sample));
        samples.RemoveAt(0);
        List<Figure> figures = [];
        if (options.Wants(BenchOptions.Memory))
        {
            figures.Add(new("in memory, stack to stack", "Gbit/s", [.. samples.Select(s => s[0] / 1e9)], [], Demand.AtLeastValue(5)));
            figures.Add(new("in memory, CPU of both stacks", "s/GB", [.. samples.Select(s => s[1])], [], null));
        }
        if (options.Wants(BenchOptions.Allocation))
            figures.Add(new("allocated, in memory", "B/segment", [.. samples.Select(s => Math.Round(s[2], 2))], [], Demand.AtMostValue(0)));
        return figures;
    }

    private static async Task<IEnumerable<Figure>> IdleAsync(BenchOptions options, Action<string> progress, CancellationToken cancellation)
    {
        List<Figure> figures = [];
        foreach (int count in IdleCounts)
        {
            List<double[]> samples = [];
            for (int i = 0; i < Math.Min(3, options.Rounds); i++)
            {
                progress($"{count:N0} idle connections");
                using Peer peer = await Peer.StartAsync(Place.Here, PeerRoles.Memory, cancellation);
                samples.Add(await peer.AskAsync(cancellation, "idle", count));
            }
            figures.Add(new($"idle connection of {count:N0}, resident", "B", [.. samples.Select(s => s[1])], [], Demand.AtMostValue(4096)));
            figures.Add(new($"idle connection of {count:N0}, heap", "B", [.. samples.Select(s => s[0])], [], Demand.AtMostValue(4096)));
        }
        return figures;
    }

    private static async Task<Figure> ScalingAsync(BenchOptions options, Action<string> progress, CancellationToken cancellation)
    {
        progress($"a packet's cost with {Many:N0} connections");
        using Peer peer = await Peer.StartAsync(Place.Here, PeerRoles.Memory, cancellation);
        double[] samples = await peer.AskAsync(cancellation, "scaling", WarmUpSeconds, options.Sample, options.Rounds, Few, Many);
        return new Figure($"packet with {Many:N0} connections", "ns",
            [.. samples.Where((_, i) => i % 2 == 1)], [.. samples.Where((_, i) => i % 2 == 0)], Demand.RatioAtMost(1.15), $"with {Few}");
    }
}
