using System.Text;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Playground;

/// <summary>
/// The application at one end of a connection, as a puppet: it reads whatever comes and says what it is told to say. What
/// it does between two runs of the world happens when the world runs on.
/// </summary>
public sealed class TcpEnd : ITcpOwner
{
    private const int LongestText = 1 << 20;

    private readonly byte[] _buffer = new byte[64 << 10];
    private readonly StringBuilder _text = new();
    private readonly Queue<ReadOnlyMemory<byte>> _toSend = new();
    private TcpConnection? _connection;
    private bool _finishing, _closing;
    private int _mayRead = int.MaxValue;
    private int _letter;

    internal TcpEnd(Station station, bool isServer) => (Station, IsServer) = (station, isServer);

    public Station Station { get; }
    public bool IsServer { get; }
    public string Name => Station.Name;

    /// <summary>The connection itself, of the chapter's own class.</summary>
    public TcpConnection Connection => _connection!;

    public TcpInfo Info => Connection.Info;
    public TcpState State => Connection.State;

    /// <summary>Why the connection ended, if it did not end well.</summary>
    public SocketFailure Failure => Connection.Failure;

    /// <summary>Its life so far: states, windows, timers.</summary>
    public Track Track => Station.TrackOf(Connection);

    /// <summary>Close when the other one has finished. On unless switched off.</summary>
    public bool ClosesBack { get; set; } = true;

    /// <summary>Bytes read.</summary>
    public long Received { get; private set; }

    /// <summary>The other one has said all, and it has been read.</summary>
    public bool HasHeardAll { get; private set; }

    /// <summary>What was read, as text.</summary>
    public string Text => _text.ToString();

    /// <summary>Says so many bytes: the alphabet, again and again.</summary>
    public TcpEnd Send(int count)
    {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++)
            bytes[i] = (byte)('a' + _letter++ % 26);
        return Send(bytes);
    }

    public TcpEnd Send(string text) => Send(Encoding.UTF8.GetBytes(text));

    public TcpEnd Send(byte[] bytes) => Do(() => _toSend.Enqueue(bytes));

    /// <summary>Says no more once all is said, but listens on: a half-close.</summary>
    public TcpEnd Finish() => Do(() => _finishing = true);

    /// <summary>Goes once all is said, and will not read again.</summary>
    public TcpEnd Close() => Do(() => _closing = true);

    /// <summary>Gives up, with a RST.</summary>
    public TcpEnd Abort() => Do(() => Connection.Abort(Now));

    /// <summary>Lets what comes lie.</summary>
    public TcpEnd StopReading() => Do(() => _mayRead = 0);

    /// <summary>Reads again: all, or just so many bytes.</summary>
    public TcpEnd Read(int count = int.MaxValue) => Do(() => _mayRead = count);

    /// <summary>Asks now and then whether the other one is still there.</summary>
    public TcpEnd KeepAlive(KeepAliveOptions options) => Do(() => Connection.SetKeepAlive(options, Now));

    /// <summary>Hears a segment that somebody has forged in the other's name.</summary>
    /// <param name="offset">From the sequence number that is expected (RCV.NXT).</param>
    public TcpEnd Hear(TcpFlags flags, int offset = 0, string text = "")
    {
        TcpInfo info = Info;
        FourTuple tuple = Connection.Tuple;
        Station.Hear(Forge.Segment(tuple.Remote, tuple.Local, flags, unchecked(info.ReceiveNext.Value + (uint)offset), info.SendNext.Value, text: text));
        return this;
    }

    public override string ToString() => $"{Name}: {State}";

    private Instant Now => Station.World.Loop.Now;

    internal void Attach(TcpConnection connection)
    {
        _connection = connection;
        connection.Owner = this;
        Station.TrackOf(connection);
    }

    void ITcpOwner.Progress(TcpConnection connection)
    {
        ReadWhatIsThere(connection);
        while (_toSend.TryPeek(out ReadOnlyMemory<byte> next))
        {
            int count = connection.Write(next.Span);
            if (count < next.Length)
            {
                LeaveRest(next[count..], count);
                return;
            }
            _toSend.Dequeue();
        }
        Leave(connection);
    }

    private TcpEnd Do(Action action)
    {
        Station.World.Loop.Invoke(() =>
        {
            action();
            if (_connection is { State: not TcpState.Closed } connection)
                ((ITcpOwner)this).Progress(connection);
        });
        return this;
    }

    private void ReadWhatIsThere(TcpConnection connection)
    {
        int count;
        while (_mayRead > 0 && (count = connection.Read(_buffer.AsSpan(0, Math.Min(_buffer.Length, _mayRead)), Now)) > 0)
        {
            Received += count;
            if (_mayRead != int.MaxValue)
                _mayRead -= count;
            if (_text.Length < LongestText)
                _text.Append(Encoding.UTF8.GetString(_buffer, 0, count));
        }
        if (!connection.EndOfStream || HasHeardAll || _mayRead == 0)
            return;
        HasHeardAll = true;
        _closing |= ClosesBack;
    }

    private void LeaveRest(ReadOnlyMemory<byte> rest, int taken)
    {
        if (taken == 0)
            return;
        ReadOnlyMemory<byte>[] later = [.. _toSend.Skip(1)];
        _toSend.Clear();
        _toSend.Enqueue(rest);
        foreach (ReadOnlyMemory<byte> each in later)
            _toSend.Enqueue(each);
    }

    /// <summary>All is said.</summary>
    private void Leave(TcpConnection connection)
    {
        // A call that is not answered yet would be called off.
        if (connection.State is TcpState.SynSent or TcpState.Closed)
            return;
        if (_closing)
        {
            _closing = _finishing = false;
            connection.Close(Now);
        }
        else if (_finishing)
        {
            _finishing = false;
            connection.CloseSending(Now);
        }
    }
}
