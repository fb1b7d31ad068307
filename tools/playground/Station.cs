using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Tcp;
using Workbook.Udp;

namespace Workbook.Playground;

/// <summary>What an application said, see <see cref="Station.Say"/>.</summary>
public sealed record Remark(TimeSpan At, Station Who, string Text);

/// <summary>A host in a <see cref="World"/>: a whole stack, with the chapters' code in it.</summary>
public sealed class Station
{
    private readonly World _world;
    private readonly Dictionary<TcpConnection, Track> _trackOf = [];
    private readonly List<Track> _tracks = [];

    internal Station(World world, StackOptions options)
    {
        (_world, Name) = (world, options.Name);
        Stack = world.Loop.CreateStack(options);
        Stack.Counters.Dropped = Dropped;
        if (Stack.Tcp is { } tcp)
            tcp.StateChanged = connection => TrackOf(connection).Moved(world.Now, connection.State);
    }

    public string Name { get; }
    public NetworkStack Stack { get; }
    public World World => _world;

    public IPv4Address Address => Stack.Interfaces[0].Addresses[0].Address;

    /// <summary>Every TCP connection there was, in order of birth, those that nobody accepted included.</summary>
    public IReadOnlyList<Track> Connections => _tracks;

    public Endpoint At(int port) => new(Address, (ushort)port);

    /// <summary>Opens a connection; the SYN leaves as soon as the world runs.</summary>
    /// <param name="fromPort">0: any.</param>
    public TcpEnd Connect(Endpoint to, TcpSettings? settings = null, int fromPort = 0) => _world.Loop.Invoke(() =>
    {
        var end = new TcpEnd(this, isServer: false);
        SocketFailure failure = Tcp.TryConnect(to, new Endpoint(default, (ushort)fromPort), settings, end, _world.Loop.Now, out TcpConnection? connection);
        NetworkException.ThrowIfFailed(failure);
        end.Attach(connection!);
        return end;
    });

    /// <summary>Listens, and accepts whoever calls.</summary>
    /// <param name="each">What to do with everybody who calls, such as to stop reading.</param>
    /// <param name="accepts">False: nobody takes connections off the queue.</param>
    public TcpPort Listen(int port, Action<TcpEnd>? each = null, TcpSettings? settings = null, int backlog = 128, bool accepts = true) => _world.Loop.Invoke(() =>
    {
        NetworkException.ThrowIfFailed(Tcp.TryListen(new Endpoint(IPv4Address.Any, (ushort)port), backlog, settings, out ListeningPort? listener));
        return new TcpPort(this, listener!, each, accepts);
    });

    /// <summary>Asks whether somebody is there, and waits for the answer: virtual time passes.</summary>
    /// <exception cref="NetworkException">There was none.</exception>
    public PingReply Ping(IPv4Address address, int size = 56, byte timeToLive = 0) =>
        _world.Loop.Run(() => Stack.PingAsync(address, size, null, timeToLive).AsTask());

    /// <summary>A frame comes in that no station has sent. Its Ethernet addresses are filled in.</summary>
    public Station Hear(byte[] frame) => _world.Loop.Invoke(() =>
    {
        Wire wire = _world.Wires.First(each => each.Left == this || each.Right == this);
        WireEnd end = wire.Left == this ? wire.LeftEnd : wire.RightEnd;
        end.Forged(frame, _world.Loop.Now);
        return this;
    });

    /// <summary>A segment comes in that pretends to come from a stranger.</summary>
    public Station Hear(Endpoint from, int port, TcpFlags flags, uint sequence = 1000, uint acknowledgment = 0, string text = "") =>
        Hear(Forge.Segment(from, At(port), flags, sequence, acknowledgment, text: text));

    /// <summary>A UDP socket; without a port it gets one when it first sends.</summary>
    public UdpEndpoint OpenUdp(int port = 0, int receiveLimit = UdpLayer.DefaultReceiveLimit) => _world.Loop.Invoke(() =>
    {
        UdpEndpoint socket = Udp.Open(receiveLimit);
        if (port != 0)
            NetworkException.ThrowIfFailed(socket.Bind(At(port)));
        return socket;
    });

    /// <summary>Runs an application on a connection of its own, from calling to hanging up: what it awaits takes virtual time.</summary>
    public void Talk(Endpoint to, Func<TcpStream, Task> application) => _world.Run(() => TalkAsync(to, application));

    /// <inheritdoc cref="Talk"/>
    public async Task TalkAsync(Endpoint to, Func<TcpStream, Task> application)
    {
        await using TcpStream stream = await Stack.ConnectTcpAsync(to);
        await application(stream);
    }

    /// <summary>Notes what an application says at this moment: it stands in the pictures that follow.</summary>
    public void Say(string text) => _world.Note(new Remark(_world.Now, this, text));

    public override string ToString() => $"{Name} {Address}";

    internal TcpLayer Tcp => Stack.Tcp ?? throw new InvalidOperationException($"{Name} does not speak TCP.");
    private UdpLayer Udp => Stack.Udp ?? throw new InvalidOperationException($"{Name} does not speak UDP.");

    /// <summary>What has arrived in this turn: whatever is dropped now is dropped because of it.</summary>
    internal Frame? Hearing { get; set; }

    internal Track TrackOf(TcpConnection connection)
    {
        if (!_trackOf.TryGetValue(connection, out Track? track))
        {
            _trackOf[connection] = track = new Track(this, connection);
            _tracks.Add(track);
        }
        return track;
    }

    internal void Sample(TimeSpan now)
    {
        Hearing = null;
        foreach (Track track in _tracks)
            track.Sample(now);
    }

    private void Dropped(DropReason reason)
    {
        if (Hearing is { Fate: "" } frame)
            frame.Fate = $"{reason}";
    }
}
