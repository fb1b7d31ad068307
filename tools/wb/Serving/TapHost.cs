using Workbook.Basics;
using Workbook.Cli.Terminal;
using Workbook.Host;
using Workbook.Link;

namespace Workbook.Cli.Serving;

/// <summary>A stack that shall live on a TAP interface.</summary>
/// <param name="Name">Of the interface.</param>
/// <param name="Address">The stack's own.</param>
public sealed record TapPlan(string Name, IPv4Prefix Address)
{
    public static readonly IReadOnlyList<string> TraceKinds = ["all", "arp", "icmp", "udp", "tcp"];

    /// <summary>What the kernel's end gets; null to leave it alone.</summary>
    public IPv4Prefix? KernelAddress { get; init; }

    public IPv4Address? Gateway { get; init; }
    public bool NoOffload { get; init; }
    public string? Capture { get; init; }

    /// <summary>Nobody needs to be told what was made.</summary>
    public bool IsQuiet { get; init; }

    /// <summary>Some of <see cref="TraceKinds"/>.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];
}

/// <summary>A stack on a TAP interface, with its loop. Disposing takes away what was made.</summary>
internal sealed class TapHost : IDisposable
{
    private readonly TapLink _tap;
    private readonly PcapWriter? _capture;

    /// <exception cref="TapException">There is no such interface to be had; the message says what to run.</exception>
    /// <exception cref="IOException">The capture file cannot be written.</exception>
    public TapHost(TapPlan plan)
    {
        Stack = Loop.CreateStack(new StackOptions { Name = "stack" });
        _tap = TapLink.Open(new TapOptions { Name = plan.Name, NoOffload = plan.NoOffload }, Stack.Counters);
        try
        {
            PrepareKernelEnd(plan);
            ILink link = _tap;
            if (plan.Capture is { } path)
                link = new CaptureLink(link, _capture = new PcapWriter(File.Create(path, 1 << 16), DateTime.UtcNow - DateTime.UnixEpoch));
            if (plan.Trace.Count > 0)
                link = new TraceLink(link, new TrafficTrace(plan.Trace).Observe);
            NetworkInterface added = Stack.AddInterface(link, plan.Name, plan.Address);
            if (plan.Gateway is { } gateway)
                Stack.AddDefaultRoute(gateway, added);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public StackLoop Loop { get; } = new();
    public NetworkStack Stack { get; }

    /// <summary>Somebody removed the interface: nothing will ever come again.</summary>
    public bool IsGone => _tap.Gone;

    /// <summary>What the kernel spares the stack.</summary>
    public string Offload => (_tap.Offload.Checksum, _tap.Offload.LargestSend > 0) switch
    {
        (true, true) => "checksums and segmentation are left to the kernel",
        (true, false) => "checksums are left to the kernel",
        _ => "plain frames",
    };

    public string Name => _tap.Name;

    public void Dispose()
    {
        Loop.Dispose();
        _tap.Dispose();
        _capture?.Dispose();
    }

    private void PrepareKernelEnd(TapPlan plan)
    {
        if (_tap.Created && !plan.IsQuiet)
            Screen.Tell($"There was no interface {Name}: made it; it goes away with this command.");
        if (plan.KernelAddress is not null)
            TapInterface.Configure(Name, plan.KernelAddress);
        else if (!TapInterface.IsUp(Name))
            TryTakeUp();
        if (_tap.Created && plan.KernelAddress is null)
            Screen.Tell($"The kernel's end has no address yet: sudo ip address add ADDRESS/{plan.Address.Length} dev {Name}, or next time --kernel-address.");
    }

    private void TryTakeUp()
    {
        try
        {
            TapInterface.Configure(Name, null);
        }
        catch (TapException)
        {
            Screen.Tell($"{Name} is down, and this user may not take it up: sudo ip link set {Name} up");
        }
    }
}
