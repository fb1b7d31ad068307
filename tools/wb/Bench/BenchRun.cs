namespace Workbook.Cli.Bench;

/// <summary>One run of everything that is wanted and possible here.</summary>
internal static class BenchRun
{
    private const string Advice =
        "Run as root, or `unshare -Urn ./wb bench` where the system allows that; it needs `ip`, `unshare`, `nsenter` and /dev/net/tun.";

    /// <param name="progress">Told what is being measured.</param>
    public static async Task<BenchReport> RunAsync(BenchOptions options, Action<string> progress, CancellationToken cancellation)
    {
        List<Figure> figures = [];
        List<Skipped> skipped = [];
        string[] overTap = [.. BenchOptions.OverTap.Where(options.Wants)];
        if (overTap.Length > 0)
        {
            try
            {
                progress("making two network namespaces");
                using Testbed testbed = await Testbed.OpenAsync(options.WithKernel, options.Wants(BenchOptions.Plain), cancellation);
                figures.AddRange(await new NetworkBench(testbed, options, progress, cancellation).RunAsync());
            }
            catch (PeerException e)
            {
                skipped.Add(new Skipped($"{string.Join(", ", overTap)} over a TAP", e.Message, Advice));
            }
        }
        figures.AddRange(await MemoryBench.RunAsync(options, progress, cancellation));
        return new BenchReport(figures, skipped, DateTimeOffset.Now, options.IsQuick);
    }
}
