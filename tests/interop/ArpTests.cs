using Workbook.Basics;

namespace Workbook.Interop.Tests;

[Exercise("any")]
public class ArpTests
{
    [Theory, InBothModes]
    public Task An_arping_is_answered(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        Command arping = await lab.RunAsync("arping", "-c", "2", "-w", "10", "-I", KernelLab.Tap, "10.77.0.2");
        arping.ShouldSucceed().OutputText.ShouldContain(lab.Interface.Link.Address.ToString(), Case.Insensitive, arping.ToString());
    });

    [Theory, InBothModes]
    public Task A_probe_for_a_duplicate_address_finds_the_stack(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        // RFC 5227: the probe comes from 0.0.0.0. Exit status 1 says that somebody has the address.
        Command taken = await lab.RunAsync("arping", "-D", "-c", "1", "-w", "5", "-I", KernelLab.Tap, "10.77.0.2");
        taken.ExitCode.ShouldBe(1, taken.ToString());
        Command free = await lab.RunAsync("arping", "-D", "-c", "1", "-w", "1", "-I", KernelLab.Tap, "10.77.0.3");
        free.ExitCode.ShouldBe(0, free.ToString());
    });

    [Theory, InBothModes]
    public Task The_kernel_learns_the_stacks_address_from_its_announcement(Frames frames) => KernelLab.RunAsync(frames, async lab =>
    {
        lab.Network.Inside(() => File.WriteAllText($"/proc/sys/net/ipv4/conf/{KernelLab.Tap}/arp_accept", "1"));
        lab.Loop.Invoke(() => lab.Interface.Arp.Announce(lab.Interface.Addresses[0].Address, lab.Loop.Now));
        string neighbors = "";
        for (int i = 0; i < 100 && !neighbors.Contains("10.77.0.2"); i++)
        {
            await Task.Delay(20);
            neighbors = (await lab.RunAsync("ip", "neigh", "show", "dev", KernelLab.Tap)).OutputText;
        }
        neighbors.ShouldContain(lab.Interface.Link.Address.ToString(), Case.Insensitive);
    });
}
