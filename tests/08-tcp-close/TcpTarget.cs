using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Tcp.Close.Tests;

/// <summary>
/// A whole <see cref="TcpLayer"/> over a real <see cref="IPv4Layer"/>, driven by a script: what leaves the interface is
/// what the script sees. Actions act on the connection opened last.
/// </summary>
internal sealed class TcpTarget : ScriptTarget, ITcpOwner
{
    private static readonly Endpoint Peer = new(IPv4Address.Parse("10.0.0.2"), 40_000);
    private readonly BufferPool _buffers = new();
    private readonly IPv4Layer _ip;
    private readonly IPv4Interface _interface;
    private ListeningPort? _listener;

    public TcpTarget(TcpSettings? settings = null, int mtu = 1500, LinkOffload offload = default)
    {
        _ip = new IPv4Layer(new IPv4Options(), Packets, new Random(1), Counters);
        _interface = new IPv4Interface("eth0", mtu, offload, (packet, _, _) =>
        {
            Leave(packet.Span);
            packet.Release();
        });
        _interface.AddAddress(IPv4Prefix.Parse("10.0.0.1/24"));
        _ip.AddInterface(_interface);
        Layer = new TcpLayer(_ip, Packets, _buffers, new byte[32], new Random(2), settings ?? TcpSettings.Default, Counters);
        _ip.Deliver = Layer.Receive;
        _ip.DeliverError = Layer.Error;
    }

    public Counters Counters { get; } = new();
    public PacketPool Packets { get; } = new();
    public TcpLayer Layer { get; }
    public TcpConnection? Connection { get; private set; }

    /// <summary>What the owner was told last.</summary>
    public int Notified { get; private set; }

    public override Instant NextDeadline => Layer.NextDeadline;
    public override string State => Connection?.State.ToString() ?? "None";

    public override void Arrive(ReadOnlySpan<byte> ipv4Datagram, Instant now)
    {
        _ip.Receive(_interface, ipv4Datagram, new Arrival(now));
        Settle(now);
    }

    public override void Tick(Instant now)
    {
        Layer.Tick(now);
        Settle(now);
    }

    public override string Describe(string name) => name switch
    {
        "failure" => Connection!.Failure.ToString(),
        "soft" => Connection!.SoftError.ToString(),
        "unread" => Connection!.Available.ToString(),
        "end" => Connection!.EndOfStream.ToString(),
        "connections" => Layer.Count.ToString(),
        "buffers" => _buffers.OutstandingBytes.ToString(),
        _ when Enum.TryParse(name, out DropReason reason) => Counters[reason].ToString(),
        _ => base.Describe(name),
    };

    public void Progress(TcpConnection connection) => Notified++;

    protected override bool Act(string verb, int number, Instant now)
    {
        switch (verb)
        {
            case "listen":
                Layer.TryListen(new Endpoint(IPv4Address.Any, 80), number == 0 ? 8 : number, null, out _listener).ShouldBe(SocketFailure.None);
                _listener!.Ready = Accept;
                break;
            case "hold":
                _listener!.Ready = null;
                break;
            case "accept":
                Accept();
                break;
            case "connect":
                Layer.TryConnect(Peer, default, null, this, now, out TcpConnection? connection).ShouldBe(SocketFailure.None);
                Connection = connection;
                break;
            case "write":
                Written(Connection!.Write(NextToWrite(number)));
                break;
            case "read":
                byte[] bytes = new byte[number];
                HasRead(bytes.AsSpan(0, Connection!.Read(bytes, now)));
                break;
            case "shutdown":
                Connection!.CloseSending(now);
                break;
            case "close":
                Connection!.Close(now);
                break;
            case "abort":
                Connection!.Abort(now);
                break;
            case "keepalive":
                Connection!.SetKeepAlive(new KeepAliveOptions(TimeSpan.FromSeconds(number), TimeSpan.FromSeconds(10), 3), now);
                break;
            default:
                return false;
        }
        Settle(now);
        return true;
    }

    private void Accept()
    {
        while (_listener!.TryAccept(out TcpConnection? accepted))
            (Connection, accepted!.Owner) = (accepted, this);
    }

    private void Settle(Instant now)
    {
        Layer.Notify();
        Layer.Flush(now);
    }
}
