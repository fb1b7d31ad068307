using Workbook.Basics;
using Workbook.Demux;
using Workbook.Link;

using VirtualTime = Workbook.Host.VirtualTime;

namespace Workbook.Host.Tests;

/// <summary>Two stacks on a cable, on one loop in virtual time: 10.0.0.1 and 10.0.0.2.</summary>
internal sealed class Pair : IDisposable
{
    public static readonly IPv4Address AddressA = IPv4Address.Parse("10.0.0.1");
    public static readonly IPv4Address AddressB = IPv4Address.Parse("10.0.0.2");

    public Pair(CableOptions? cable = null, Func<ILink, ILink>? wrapA = null, Func<ILink, ILink>? wrapB = null,
        Func<StackOptions, StackOptions>? options = null, TimeSpan? limit = null, int seed = 1)
    {
        options ??= o => o;
        Time = new VirtualTime(limit ?? TimeSpan.FromHours(1));
        Loop = new StackLoop(Time);
        A = Loop.CreateStack(options(StackOptions.Seeded(seed, "a")));
        B = Loop.CreateStack(options(StackOptions.Seeded(seed + 1000, "b")));
        (ILink a, ILink b) = Cable.Create(cable, A.Counters);
        InterfaceA = A.AddInterface(wrapA is null ? a : wrapA(a), "eth0", new IPv4Prefix(AddressA, 24));
        InterfaceB = B.AddInterface(wrapB is null ? b : wrapB(b), "eth0", new IPv4Prefix(AddressB, 24));
    }

    public VirtualTime Time { get; }
    public StackLoop Loop { get; }
    public NetworkStack A { get; }
    public NetworkStack B { get; }
    public NetworkInterface InterfaceA { get; }
    public NetworkInterface InterfaceB { get; }

    public static Endpoint AtB(ushort port) => new(AddressB, port);

    /// <summary>A connection from A to B: the stream of either end.</summary>
    public async Task<(TcpStream Client, TcpStream Server)> ConnectAsync(ushort port = 4000, Tcp.TcpSettings? client = null, Tcp.TcpSettings? server = null)
    {
        long before = B.Counters[Counter.ConnectionsEstablished];
        using TcpListener listener = B.ListenTcp(port, settings: server);
        TcpStream connected = await A.ConnectTcpAsync(AtB(port), client);
        // By then it is there to be accepted, so that nobody has to wait for it.
        while (B.Counters[Counter.ConnectionsEstablished] == before)
            await Task.Delay(TimeSpan.FromMilliseconds(1), Time);
        return (connected, await listener.AcceptAsync());
    }

    /// <summary>Nothing is held any more by either stack.</summary>
    public void ShouldBeAtRest()
    {
        foreach (NetworkStack stack in new[] { A, B })
        {
            stack.Packets.Outstanding.ShouldBe(0, $"packets of {stack.Name}");
            stack.Buffers.OutstandingBytes.ShouldBe(0, $"buffers of {stack.Name}");
            stack.Tcp!.Count.ShouldBe(0, $"connections of {stack.Name}");
        }
    }

    public void Dispose() => Loop.Dispose();
}
