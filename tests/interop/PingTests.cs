using Workbook.Basics;
using Workbook.Host;

namespace Workbook.Interop.Tests;

[Exercise("any")]
public class PingTests
{
    [Theory, InBothModes(56), InBothModes(4000), InBothModes(65_507)]
    public Task The_kernel_pings_the_stack(Frames frames, int size) => KernelLab.RunAsync(frames, async lab =>
    {
        Command ping = await lab.RunAsync("ping", "-c", "3", "-i", "0.05", "-W", "5", "-s", $"{size}", "10.77.0.2");
        ping.ShouldSucceed().OutputText.ShouldContain("3 packets transmitted, 3 received, 0% packet loss", customMessage: ping.ToString());
        if (size > 1472)
            lab.Stack.Counters[Counter.DatagramsReassembled].ShouldBe(3);
    });

    [Theory, InBothModes]
    public Task A_flood_of_200_pings_is_answered_completely(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        Command ping = await lab.RunAsync("ping", "-q", "-c", "200", "-i", "0.002", "-W", "5", "10.77.0.2");
        ping.ShouldSucceed().OutputText.ShouldContain("200 received, 0% packet loss", customMessage: ping.ToString());
    });

    [Theory, InBothModes(0), InBothModes(56), InBothModes(4000), InBothModes(65_507)]
    public Task The_stack_pings_the_kernel(Frames frames, int size) => KernelLab.RunAsync(frames, async lab =>
    {
        PingReply reply = await lab.Stack.PingAsync(KernelLab.Kernel, size, TimeSpan.FromSeconds(10));
        (reply.From, reply.Size, reply.TimeToLive).ShouldBe((KernelLab.Kernel, size, (byte)64));
    });

    [Theory, InBothModes]
    public Task A_ping_to_the_networks_broadcast_address_is_not_answered(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        Command ping = await lab.RunAsync("ping", "-b", "-c", "1", "-W", "1", "10.77.0.255");
        ping.OutputText.ShouldContain("0 received", customMessage: ping.ToString());
        (await lab.RunAsync("ping", "-c", "1", "-W", "5", "10.77.0.2")).ShouldSucceed();
    });
}
