using System.Net;
using System.Net.Sockets;
using System.Text;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Link;
using TcpListener = Workbook.Host.TcpListener;
using Xunit.Sdk;

namespace Workbook.Interop.Tests;

/// <summary>
/// The kernel on one end of a TAP (10.77.0.1), a stack with its services on the other (10.77.0.2), in a network namespace of
/// their own. One for each test, so that a test starts from nothing and sees no other.
/// </summary>
internal sealed partial class KernelLab : IDisposable
{
    public const string Tap = "wb0";

    /// <summary>Where the stack takes a stream to its end, and answers with its SHA-256.</summary>
    public const ushort HashPort = 2000;

    /// <summary>Where the stack reads a number of 8 bytes, sends as many bytes of the pattern, and closes.</summary>
    public const ushort SourcePort = 2001;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static readonly IPAddress KernelAddress = IPAddress.Parse("10.77.0.1"), StackAddress = IPAddress.Parse("10.77.0.2");
    public static readonly IPv4Address Kernel = IPv4Address.Parse("10.77.0.1");

    private readonly List<IDisposable> _owned = [];

    private KernelLab(NetworkNamespace network, LabOptions options)
    {
        Network = network;
        Loop = new StackLoop();
        try
        {
            Loop.Start();
            Stack = Loop.CreateStack(options.Stack);
            TapLink tap = network.Inside(() =>
            {
                TapLink link = TapLink.Open(new TapOptions { Name = Tap, NoOffload = options.Frames == Frames.Plain }, Stack.Counters);
                TapInterface.Configure(Tap, IPv4Prefix.Parse("10.77.0.1/24"));
                return link;
            });
            Interface = Stack.AddInterface(options.Wrap?.Invoke(tap) ?? tap, IPv4Prefix.Parse("10.77.0.2/24"));
            StartServices();
        }
        catch
        {
            Loop.Dispose();
            throw;
        }
    }

    public NetworkNamespace Network { get; }
    public StackLoop Loop { get; }
    public NetworkStack Stack { get; }
    public NetworkInterface Interface { get; }

    /// <summary>Runs a test in a lab of its own. A failure tells what the stack has counted and which connections it has.</summary>
    public static Task RunAsync(Frames frames, Func<KernelLab, Task> test) => RunAsync(new LabOptions(frames), test);

    /// <inheritdoc cref="RunAsync(Frames, Func{KernelLab, Task})"/>
    public static async Task RunAsync(LabOptions options, Func<KernelLab, Task> test)
    {
        using NetworkNamespace network = NetworkNamespace.Create();
        using var lab = new KernelLab(network, options);
        try
        {
            await Task.Run(() => test(lab)).WaitAsync(options.Patience ?? Patience);
            await lab.SettleAsync();
        }
        catch (Exception e) when (e is not SkipException)
        {
            throw new XunitException($"{e.Message}\n{lab.Story()}", e);
        }
    }

    public Task<Command> RunAsync(byte[] input, string file, params string[] arguments) => Command.RunAsync(Network, input, file, arguments);

    public Task<Command> RunAsync(string file, params string[] arguments) => Command.RunAsync(Network, [], file, arguments);

    /// <summary>Starts a program that ends with the lab.</summary>
    public Command Start(string file, params string[] arguments)
    {
        Command command = Command.Start(Network, file, arguments);
        _owned.Add(command);
        return command;
    }

    /// <summary>A TCP socket of the kernel, with the congestion control that every kernel has: others keep pace with a
    /// clock, which measures nothing here.</summary>
    public Socket TcpSocket() => Own(Network.Inside(() =>
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        const int TcpCongestion = 13;
        socket.SetRawSocketOption((int)SocketOptionLevel.Tcp, TcpCongestion, "cubic"u8);
        return socket;
    }));

    public Socket UdpSocket() => Own(Network.Inside(() => new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp)));

    /// <summary>A connection of the kernel to a port of the stack.</summary>
    public async Task<Socket> ConnectAsync(ushort port)
    {
        Socket socket = TcpSocket();
        await socket.ConnectAsync(new IPEndPoint(StackAddress, port));
        return socket;
    }

    /// <summary>A listener of the kernel, and the endpoint under which the stack knows it.</summary>
    public (Socket Listener, Endpoint Endpoint) Listen()
    {
        Socket listener = TcpSocket();
        listener.Bind(new IPEndPoint(KernelAddress, 0));
        listener.Listen();
        return (listener, new Endpoint(Kernel, (ushort)((IPEndPoint)listener.LocalEndPoint!).Port));
    }

    /// <summary>A connection of the kernel with the stack's end of it in the test's own hands.</summary>
    public async Task<(Socket Client, TcpStream Stream)> PairAsync()
    {
        using TcpListener listener = Stack.ListenTcp(3000);
        Socket client = await ConnectAsync(3000);
        return (client, await listener.AcceptAsync());
    }

    /// <summary>Waits until some program in the namespace listens at a port.</summary>
    public Task UntilListeningAsync(ushort port) =>
        // Lines like "0: 00000000:1F90 00000000:0000 0A ..."; 0A is LISTEN.
        UntilAsync(table => table.Contains($":{port:X4} 00000000:0000 0A"), $"nobody listens at port {port}");

    /// <summary>Waits until the kernel has finished with all connections from a port.</summary>
    public Task UntilForgottenAsync(ushort port) =>
        UntilAsync(table => !table.Contains($":{port:X4} 02004D0A"), $"the kernel still holds port {port}");

    private async Task UntilAsync(Func<string, bool> sockets, string otherwise)
    {
        for (int i = 0; i < 500; i++)
        {
            if (sockets(Network.Inside(() => File.ReadAllText("/proc/thread-self/net/tcp"))))
                return;
            await Task.Delay(10);
        }
        throw new TimeoutException(otherwise);
    }

    public Socket Own(Socket socket)
    {
        lock (_owned)
            _owned.Add(socket);
        return socket;
    }

    public void Dispose()
    {
        foreach (IDisposable owned in _owned)
            owned.Dispose();
        Loop.Dispose();
    }

    /// <summary>What a healthy stack looks like after any test: no packet is lost on the way out, no loop has stopped.</summary>
    private async Task SettleAsync()
    {
        for (int i = 0; i < 200 && Loop.Invoke(() => Stack.Packets.Outstanding) > 0; i++)
            await Task.Delay(10);
        Loop.Invoke(() => Stack.Packets.Outstanding).ShouldBe(0, "packets that nobody has released");
        Loop.Completion.IsCompleted.ShouldBeFalse();
    }

    private string Story()
    {
        var story = new StringBuilder();
        if (Loop.Completion.IsFaulted)
            return $"The loop has stopped: {Loop.Completion.Exception}";
        foreach (SocketInfo socket in Stack.Sockets)
            story.AppendLine($"  {socket.Protocol} {socket.Local} {socket.Remote} {socket.State}");
        foreach (Counter counter in Enum.GetValues<Counter>())
            if (Stack.Counters[counter] is var count and > 0)
                story.AppendLine($"  {counter} {count}");
        foreach (DropReason reason in Enum.GetValues<DropReason>())
            if (Stack.Counters[reason] is var count and > 0)
                story.AppendLine($"  dropped: {reason} {count}");
        return $"The stack:\n{story}";
    }
}

/// <summary>What one lab differs in from the others.</summary>
/// <param name="Wrap">Something to put between stack and TAP.</param>
/// <param name="Patience">How long the test may take; null: a minute.</param>
internal sealed record LabOptions(Frames Frames, Func<ILink, ILink>? Wrap = null, StackOptions? Stack = null, TimeSpan? Patience = null);
