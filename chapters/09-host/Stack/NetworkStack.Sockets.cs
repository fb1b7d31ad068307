using Workbook.Basics;
using Workbook.Demux;
using Workbook.Link;
using Workbook.Tcp;
using Workbook.Udp;

namespace Workbook.Host;

/// <content>What applications call, from any thread.</content>
public sealed partial class NetworkStack
{
    /// <summary>Frames that a TAP device queues for its reader unless told otherwise; those beyond are dropped silently.</summary>
    private const int DeviceQueue = 1000;

    private readonly Pinger _pinger;
    private TcpSettings _tcpSettings;

    /// <summary>Waits for connections at a local port.</summary>
    /// <param name="local">The address may be 0.0.0.0: all own ones. Port 0 is not possible.</param>
    /// <param name="backlog">Connections that may wait to be accepted.</param>
    /// <param name="settings">What accepted connections inherit; null: the stack's.</param>
    /// <exception cref="NetworkException">Somebody listens there already.</exception>
    public TcpListener ListenTcp(Endpoint local, int backlog = 128, TcpSettings? settings = null) => Loop.Invoke(() =>
    {
        NetworkException.ThrowIfFailed(RequireTcp().TryListen(local, backlog, Fitted(settings), out ListeningPort? port));
        return new TcpListener(this, port!);
    });

    /// <summary>Listens on all own addresses.</summary>
    public TcpListener ListenTcp(ushort port, int backlog = 128, TcpSettings? settings = null) =>
        ListenTcp(new Endpoint(IPv4Address.Any, port), backlog, settings);

    /// <summary>Opens a connection.</summary>
    /// <param name="settings">Null: the stack's.</param>
    /// <param name="local">Wildcards: the address is chosen by routing, the port by chance.</param>
    /// <param name="cancellationToken">Gives the attempt up.</param>
    /// <exception cref="NetworkException">Refused, unreachable, timed out, no port left.</exception>
    public ValueTask<TcpStream> ConnectTcpAsync(Endpoint remote, TcpSettings? settings = null, Endpoint local = default, CancellationToken cancellationToken = default) =>
        new TcpConnect(this, remote, local, Fitted(settings)).StartAsync(cancellationToken);

    /// <summary>Opens a UDP socket.</summary>
    /// <param name="local">Port 0: an ephemeral one, at once. Address 0.0.0.0: all own ones.</param>
    /// <param name="receiveLimit">Bytes that may wait to be received.</param>
    /// <exception cref="NetworkException">The port is in use, or there is no such address here.</exception>
    public UdpSocket OpenUdp(Endpoint local = default, int receiveLimit = UdpLayer.DefaultReceiveLimit) => Loop.Invoke(() =>
    {
        UdpLayer udp = Udp ?? throw new InvalidOperationException($"{Name} does not speak UDP (StackOptions.Transports).");
        UdpEndpoint endpoint = udp.Open(receiveLimit);
        NetworkException.ThrowIfFailed(endpoint.Bind(local));
        return new UdpSocket(this, endpoint);
    });

    /// <summary>Sends an ICMP echo request and waits for the answer.</summary>
    /// <param name="size">Bytes of data, up to 65,507.</param>
    /// <param name="timeout">Default: 1 second.</param>
    /// <param name="timeToLive">0: the stack's default.</param>
    /// <exception cref="NetworkException">No answer, or an ICMP error.</exception>
    public ValueTask<PingReply> PingAsync(IPv4Address destination, int size = 56, TimeSpan? timeout = null, byte timeToLive = 0, CancellationToken cancellationToken = default) =>
        _pinger.PingAsync(destination, size, timeout ?? TimeSpan.FromSeconds(1), timeToLive, cancellationToken);

    /// <summary>The connections and listeners that applications hold, for a list of ports.</summary>
    public IReadOnlyList<SocketInfo> Sockets => Loop.Invoke(() => _open.OfType<ISocketInfo>().Select(s => s.Describe()).ToArray());

    private TcpLayer RequireTcp() => Tcp ?? throw new InvalidOperationException($"{Name} does not speak TCP (StackOptions.Transports).");

    internal TcpLayer TcpOrThrow => RequireTcp();

    private TcpSettings Fitted(TcpSettings? settings) => settings is null || _windowLimit == int.MaxValue ? settings ?? _tcpSettings : Limit(settings);

    private int _windowLimit = int.MaxValue;

    /// <summary>
    /// A peer that sends a whole window at once must not overrun the device's queue while this process looks away: over a
    /// device that delivers frame by frame the window is half that queue, in full segments, which leaves room for
    /// others. A device that merges segments has a queue of 64 KiB packets, which no window fills.
    /// </summary>
    private void FitWindowToLinks()
    {
        _windowLimit = int.MaxValue;
        foreach (NetworkInterface each in _interfaces)
        {
            ILink link = each.Link;
            if (link.PollDescriptor >= 0 && link.Offload.LargestSend == 0)
                _windowLimit = Math.Min(_windowLimit, DeviceQueue / 2 * (link.Mtu - 40));
        }
        _tcpSettings = Limit(_options.Tcp);
    }

    private TcpSettings Limit(TcpSettings settings) => settings.Transfer.MaximumWindow <= _windowLimit
        ? settings
        : settings with { Transfer = settings.Transfer with { MaximumWindow = _windowLimit } };
}

/// <summary>A line of the list of ports.</summary>
/// <param name="Protocol">"tcp" or "udp".</param>
/// <param name="State">Of a connection or listener; null for UDP.</param>
public readonly record struct SocketInfo(string Protocol, Endpoint Local, Endpoint Remote, TcpState? State);

internal interface ISocketInfo
{
    SocketInfo Describe();
}
