using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Interop.Tests;

public class LossTests
{
    private const long Length = 2 << 20;

    /// <summary>The kernel's own faults, on what the kernel sends.</summary>
    [Theory, InBothModes, Exercise("any")]
    public async Task The_kernels_netem_loses_and_delays(Frames frames)
    {
        using (NetworkNamespace probe = NetworkNamespace.Create())
        {
            Command netem = await Command.RunAsync(probe, [], "tc", "qdisc", "add", "dev", "lo", "root", "netem", "loss", "5%");
            if (netem.ExitCode != 0)
                Assert.Skip($"not run: this kernel has no sch_netem ({netem.Errors.Trim()})");
        }
        await KernelLab.RunAsync(frames, async lab =>
        {
            (await lab.RunAsync("tc", "qdisc", "add", "dev", KernelLab.Tap, "root", "netem", "loss", "5%", "delay", "2ms")).ShouldSucceed();
            await TcpBulkTests.UploadAsync(lab, Length);
            await TcpBulkTests.DownloadAsync(lab, Length);
        });
    }

    [Theory, Seeds(2), Exercise("any")]
    public async Task Five_percent_lost_each_way(int seed)
    {
        Random random = TestSeed.Random(seed);
        var faults = new FaultOptions { Loss = 0.05, Delay = TimeSpan.FromMilliseconds(2) };
        var options = new LabOptions(Frames.Plain, tap => new FaultyLink(new LossyArrivals(tap, 0.05, random), faults, random));
        await KernelLab.RunAsync(options, async lab =>
        {
            await TcpBulkTests.UploadAsync(lab, Length);
            await TcpBulkTests.DownloadAsync(lab, Length);
            lab.Stack.Counters[Counter.SegmentsRetransmitted].ShouldBeGreaterThan(0);
        });
    }

    [Theory, Seeds(2), Exercise("any")]
    public async Task Reordered_doubled_and_damaged_on_the_way_to_the_kernel(int seed)
    {
        var faults = new FaultOptions { Reorder = 0.05, Duplicate = 0.05, Corrupt = 0.02, Delay = TimeSpan.FromMilliseconds(1), ReorderHold = TimeSpan.FromMilliseconds(3) };
        await KernelLab.RunAsync(new LabOptions(Frames.Plain, tap => new FaultyLink(tap, faults, TestSeed.Random(seed))), async lab =>
        {
            await TcpBulkTests.UploadAsync(lab, Length);
            await TcpBulkTests.DownloadAsync(lab, Length);
        });
    }
}
