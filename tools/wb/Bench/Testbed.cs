using System.Diagnostics;

namespace Workbook.Cli.Bench;

/// <summary>
/// Two network namespaces: in one the client, in the other the kernel's server at the far end of a veth pair. Our stacks
/// stand beside the client, each behind a TAP of its own. All this lives as long as the processes do.
/// </summary>
internal sealed class Testbed : IDisposable
{
    public const string KernelAddress = "10.77.0.2", StackAddress = "10.78.0.2", PlainAddress = "10.79.0.2";

    private readonly List<Peer> _peers = [];

    private Testbed()
    {
    }

    public Peer Client { get; private set; } = null!;
    public Peer? Kernel { get; private set; }
    public Peer Stack { get; private set; } = null!;

    /// <exception cref="PeerException">Something is missing or not allowed here.</exception>
    public static async Task<Testbed> OpenAsync(bool withKernel, bool withPlain, CancellationToken cancellation)
    {
        var testbed = new Testbed();
        try
        {
            testbed.Client = await testbed.StartAsync(Place.OwnNamespace, PeerRoles.KernelClient, cancellation);
            // The names of closed connections must not run out: many ports, to be used again after a second.
            await testbed.RunAsync(testbed.Client, cancellation, "sh", "-c",
                "echo 1024 65535 > /proc/sys/net/ipv4/ip_local_port_range; echo 1 > /proc/sys/net/ipv4/tcp_tw_reuse");
            if (withKernel)
                await testbed.AddKernelAsync(cancellation);
            testbed.Stack = await testbed.StartAsync(Place.With(testbed.Client), PeerRoles.Stack, cancellation, "tap-wb", "10.78.0.1/24", StackAddress + "/24");
            if (withPlain)
                await testbed.StartAsync(Place.With(testbed.Client), PeerRoles.Stack, cancellation, "tap-plain", "10.79.0.1/24", PlainAddress + "/24", "plain");
            return testbed;
        }
        catch
        {
            testbed.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (Peer peer in _peers)
            peer.Dispose();
    }

    private async Task AddKernelAsync(CancellationToken cancellation)
    {
        Kernel = await StartAsync(Place.OwnNamespace, PeerRoles.KernelServer, cancellation);
        await RunAsync(Client, cancellation, "ip", "link", "add", "veth0", "type", "veth", "peer", "name", "veth1", "netns", $"{Kernel.Id}");
        await RunAsync(Client, cancellation, "ip", "address", "add", "10.77.0.1/24", "dev", "veth0");
        await RunAsync(Client, cancellation, "ip", "link", "set", "veth0", "up");
        await RunAsync(Kernel, cancellation, "ip", "address", "add", KernelAddress + "/24", "dev", "veth1");
        await RunAsync(Kernel, cancellation, "ip", "link", "set", "veth1", "up");
    }

    private async Task<Peer> StartAsync(Place place, string role, CancellationToken cancellation, params string[] arguments)
    {
        Peer peer = await Peer.StartAsync(place, role, cancellation, arguments);
        _peers.Add(peer);
        return peer;
    }

    /// <summary>Runs a program in the namespace of a peer.</summary>
    private async Task RunAsync(Peer peer, CancellationToken cancellation, params string[] command)
    {
        string[] words = [.. Place.With(peer).Prefix, .. command];
        using Process process = Process.Start(new ProcessStartInfo(words[0], words.Skip(1)) { RedirectStandardError = true })!;
        string error = await process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new PeerException($"`{string.Join(' ', command)}`: {error.Trim()}");
    }
}
