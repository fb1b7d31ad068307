using System.Diagnostics;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Link;

namespace Workbook.Interop.Tests;

/// <summary>What takes minutes: WORKBOOK_SOAK=1 runs it.</summary>
[Exercise("any")]
public class SoakTests(ITestOutputHelper output)
{
    private const long Gibibyte = 1 << 30;

    [Theory, InBothModes]
    public async Task A_gibibyte_each_way(Frames frames)
    {
        SkipUnlessAsked();
        await KernelLab.RunAsync(new LabOptions(frames, Patience: TimeSpan.FromMinutes(10)), async lab =>
        {
            await MeasureAsync("kernel to stack", Gibibyte, () => TcpBulkTests.UploadAsync(lab, Gibibyte));
            await MeasureAsync("stack to kernel", Gibibyte, () => TcpBulkTests.DownloadAsync(lab, Gibibyte));
        });
    }

    [Fact]
    public void Fifty_mebibytes_over_a_bad_cable_with_each_of_fifty_seeds()
    {
        SkipUnlessAsked();
        for (int seed = 1; seed <= 50; seed++)
            CrossBadCable(seed);
    }

    private void CrossBadCable(int seed)
    {
        const long length = 50 << 20;
        var faults = new FaultOptions
        {
            Loss = 0.10, Reorder = 0.05, Duplicate = 0.02, Corrupt = 0.02,
            Delay = TimeSpan.FromMilliseconds(5), ReorderHold = TimeSpan.FromMilliseconds(5),
        };
        var time = new Host.VirtualTime(TimeSpan.FromDays(10));
        using var loop = new StackLoop(time);
        var random = new Random(seed);
        (ILink a, ILink b) = Cable.Create();
        NetworkStack server = loop.CreateStack(StackOptions.Seeded(seed, "server"));
        NetworkStack client = loop.CreateStack(StackOptions.Seeded(seed + 1000, "client"));
        server.AddInterface(new FaultyLink(a, faults, random), IPv4Prefix.Parse("10.0.0.1/24"));
        client.AddInterface(new FaultyLink(b, faults, random), IPv4Prefix.Parse("10.0.0.2/24"));
        TcpService.Start(server, new Endpoint(IPv4Address.Any, 9000), ReceiveAsync);

        var clock = Stopwatch.StartNew();
        loop.Run(async () =>
        {
            await using TcpStream stream = await client.ConnectTcpAsync(new Endpoint(IPv4Address.Parse("10.0.0.1"), 9000));
            byte[] sent = await KernelLab.SendPatternAsync(stream, length);
            stream.ShutdownSend();
            byte[] received = new byte[sent.Length];
            await stream.ReadExactlyAsync(received);
            received.ShouldBe(sent, $"seed {seed}");
        });
        output.WriteLine($"seed {seed}: {clock.Elapsed.TotalSeconds:f1} s for {(time.Now - Instant.Zero).TotalSeconds:f0} s of virtual time, "
            + $"{client.Counters[Counter.SegmentsRetransmitted]} segments sent again, {client.Counters[Counter.RetransmissionTimeouts]} timeouts");
    }

    private static async Task ReceiveAsync(TcpStream stream)
    {
        byte[] hash = await KernelLab.HashOfAsync(stream);
        await stream.WriteAsync(hash);
        stream.ShutdownSend();
    }

    private async Task MeasureAsync(string what, long length, Func<Task> transfer)
    {
        var clock = Stopwatch.StartNew();
        await transfer();
        output.WriteLine($"{what}: {clock.Elapsed.TotalSeconds:f2} s, {length * 8 / clock.Elapsed.TotalSeconds / 1e9:f2} Gbit/s with SHA-256 at both ends");
    }

    private static void SkipUnlessAsked()
    {
        if (Environment.GetEnvironmentVariable("WORKBOOK_SOAK") is not "1")
            Assert.Skip("not run: it takes minutes; WORKBOOK_SOAK=1 runs it");
    }
}
