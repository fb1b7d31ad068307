namespace Workbook.Cli.Bench;

/// <summary>The measurements over a TAP, each in turns with the kernel's own stack over the veth pair.</summary>
internal sealed class NetworkBench(Testbed testbed, BenchOptions options, Action<string> progress, CancellationToken cancellation)
{
    private const double WarmUpSeconds = 1;
    private const double Giga = 1e9;

    public async Task<IReadOnlyList<Figure>> RunAsync()
    {
        List<Figure> figures = [];
        if (options.Wants(BenchOptions.Bulk))
        {
            figures.Add(await BulkAsync("send", "bulk, kernel to us", Testbed.StackAddress, Demand.RatioAtLeast(0.5)));
            figures.Add(await BulkAsync("receive", "bulk, us to kernel", Testbed.StackAddress, Demand.RatioAtLeast(0.5)));
        }
        if (options.Wants(BenchOptions.Plain))
        {
            figures.Add(await BulkAsync("send", "plain frames, kernel to us", Testbed.PlainAddress, Demand.AtLeastValue(1.5)));
            figures.Add(await BulkAsync("receive", "plain frames, us to kernel", Testbed.PlainAddress, Demand.AtLeastValue(1.5)));
        }
        if (options.Wants(BenchOptions.RoundTrip))
            figures.AddRange(await RoundTripAsync());
        if (options.Wants(BenchOptions.Connections))
        {
            figures.Add(await ConnectionsAsync("open, echo, close"));
            await PinAsync("0");
            figures.Add(await ConnectionsAsync("open, echo, close, one CPU"));
            await PinAsync("none");
        }
        if (options.Wants(BenchOptions.Allocation))
        {
            figures.Add(await AllocationAsync("send", "allocated, kernel to us"));
            figures.Add(await AllocationAsync("receive", "allocated, us to kernel"));
        }
        return figures;
    }

    private async Task<Figure> BulkAsync(string request, string name, string address, Demand asked)
    {
        (double[][] ours, double[][] kernel) = await InTurnsAsync(request, name, address);
        return new Figure(name, "Gbit/s", Column(ours, 0, 1 / Giga), Column(kernel, 0, 1 / Giga), asked);
    }

    private async Task<Figure[]> RoundTripAsync()
    {
        const string name = "1-byte echo, one CPU";
        await PinAsync("0");
        (double[][] ours, double[][] kernel) = await InTurnsAsync("echo", name, Testbed.StackAddress);
        await PinAsync("none");
        return
        [
            new Figure(name + ", p50", "us", Column(ours, 0), Column(kernel, 0), Demand.RatioAtMost(1.3)),
            new Figure(name + ", p99", "us", Column(ours, 1), Column(kernel, 1), null),
        ];
    }

    private async Task<Figure> ConnectionsAsync(string name)
    {
        (double[][] ours, double[][] kernel) = await InTurnsAsync("open", name, Testbed.StackAddress);
        return new Figure(name, "/s", Column(ours, 0), Column(kernel, 0), Demand.RatioAtLeast(0.8));
    }

    /// <summary>What the loop's thread allocates in the midst of a transfer.</summary>
    private async Task<Figure> AllocationAsync(string request, string name)
    {
        List<double> samples = [];
        for (int i = 0; i <= options.Rounds; i++)
        {
            progress(name);
            double span = Math.Max(0.3, options.Sample);
            Task<double[]> transfer = testbed.Client.AskAsync(cancellation, request, Testbed.StackAddress, span);
            await Task.Delay(TimeSpan.FromSeconds(span / 3), cancellation);
            double[] before = await testbed.Stack.AskAsync(cancellation, "count");
            await Task.Delay(TimeSpan.FromSeconds(span / 3), cancellation);
            double[] after = await testbed.Stack.AskAsync(cancellation, "count");
            await transfer;
            double segments = after[1] + after[2] - before[1] - before[2];
            // The first transfer is the warm-up. To be asked costs something itself: less than a byte in ten segments is none.
            if (i > 0)
                samples.Add(Math.Round((after[0] - before[0]) / segments, 1));
        }
        return new Figure(name, "B/segment", [.. samples], [], Demand.AtMostValue(0));
    }

    private async Task PinAsync(string cpu)
    {
        foreach (Peer? peer in new[] { testbed.Client, testbed.Stack, testbed.Kernel })
            if (peer is not null)
                await peer.AskAsync(cancellation, "pin", cpu);
    }

    /// <summary>Ours, the kernel's, ours, the kernel's; after a warm-up of both.</summary>
    private async Task<(double[][] Ours, double[][] Kernel)> InTurnsAsync(string request, string name, string ourAddress)
    {
        List<double[]> ours = [], kernel = [];
        for (int round = 0; round <= options.Rounds; round++)
        {
            double span = round == 0 ? Math.Min(WarmUpSeconds, options.Seconds) : options.Sample;
            progress($"{name} {(round == 0 ? "(warming up)" : $"({round} of {options.Rounds})")}");
            ours.Add(await testbed.Client.AskAsync(cancellation, request, ourAddress, span));
            if (options.WithKernel)
                kernel.Add(await testbed.Client.AskAsync(cancellation, request, Testbed.KernelAddress, span));
        }
        return ([.. ours.Skip(1)], [.. kernel.Skip(1)]);
    }

    private static double[] Column(double[][] samples, int index, double factor = 1) => [.. samples.Select(sample => sample[index] * factor)];
}
