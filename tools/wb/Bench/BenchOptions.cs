namespace Workbook.Cli.Bench;

/// <summary>What to measure, and for how long.</summary>
/// <param name="Parts">Some of <see cref="All"/>.</param>
/// <param name="Seconds">For each figure and side, over all rounds.</param>
/// <param name="Rounds">Samples of each figure; the sides take turns, so that a drift of the machine hits both.</param>
/// <param name="WithKernel">Measure the kernel's own stack as well.</param>
/// <param name="IsQuick">Only to see that everything runs.</param>
internal sealed record BenchOptions(IReadOnlySet<string> Parts, double Seconds, int Rounds, bool WithKernel, bool IsQuick)
{
    public const string Bulk = "bulk", Plain = "plain", RoundTrip = "rtt", Connections = "connections";
    public const string Idle = "idle", Scaling = "scaling", Memory = "memory", Allocation = "alloc";

    public static IReadOnlyList<string> All { get; } = [Bulk, Plain, RoundTrip, Connections, Idle, Scaling, Memory, Allocation];

    /// <summary>Those that need a TAP and a network namespace.</summary>
    public static IReadOnlyList<string> OverTap { get; } = [Bulk, Plain, RoundTrip, Connections, Allocation];

    public bool Wants(string part) => Parts.Contains(part);

    /// <summary>Seconds of one sample.</summary>
    public double Sample => Seconds / Rounds;
}
