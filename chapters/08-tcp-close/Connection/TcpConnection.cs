using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp;

/// <summary>
/// The conductor of one connection: it holds no rule of its own, only the order in which RFC 9293 section 3.10 asks
/// <see cref="Handshake"/>, <see cref="Receiver"/>, <see cref="Sender"/> and <see cref="Teardown"/>, none of which knows
/// another. This file is the application's side; what arrives and what departs have a file each.
/// </summary>
public sealed partial class TcpConnection : Scheduled
{
    private readonly TcpLayer _layer;
    private readonly ListeningPort? _listener;
    private readonly FourTuple _tuple;
    private readonly IPv4.Path _path;
    private Handshake? _handshake;
    private Sender? _sender;
    private Receiver? _receiver;
    private KeepAlive? _keepAlive;
    private TimeWait? _timeWait;
    private Instant _finWait2Ends = Instant.Never;
    private ChallengeAcks? _challenges;
    private bool _readingClosed;
    private bool _closeWhenEstablished;

    internal TcpConnection(TcpLayer layer, in FourTuple tuple, in IPv4.Path path, TcpSettings settings, ListeningPort? listener) =>
        (_layer, _tuple, _path, Settings, _listener) = (layer, tuple, path, settings, listener);

    public FourTuple Tuple => _tuple;
    public TcpSettings Settings { get; }

    public TcpState State
    {
        get;
        private set
        {
            if (field == value)
                return;
            field = value;
            _layer.StateChanged?.Invoke(this);
        }
    }

    /// <summary>Why the connection ended, if it did not end well (MUST-12 tells abort from close).</summary>
    public SocketFailure Failure { get; private set; }

    /// <summary>The last error that did not end the connection, such as an unreachable host on the way (MUST-47, MUST-56).</summary>
    public SocketFailure SoftError { get; private set; }

    public ITcpOwner? Owner { get; set; }

    /// <summary>Bytes that <see cref="Read"/> would give.</summary>
    public int Available => _receiver?.Available ?? 0;

    /// <summary>Everything that the peer sent before its FIN has been read.</summary>
    public bool EndOfStream => _receiver is { Finished: true, Available: 0 };

    /// <summary>Bytes that <see cref="Write"/> would take.</summary>
    public int Free => Teardown.MaySend(State) ? _sender?.Free ?? 0 : 0;

    /// <summary>Everything written, and our FIN if there is one, is acknowledged.</summary>
    public bool AllAcknowledged => _sender is null || _sender.AllAcknowledged;

    /// <summary>The Nagle algorithm is off (MUST-17).</summary>
    public bool NoDelay
    {
        get => _sender?.NoDelay ?? Settings.Transfer.NoDelay;
        set => _ = _sender is null ? value : _sender.NoDelay = value;
    }

    /// <summary>How long data may wait for its acknowledgment before the connection is given up (MUST-21); null: until all tries are spent.</summary>
    public TimeSpan? UserTimeout
    {
        get => _sender is null ? Settings.Transfer.UserTimeout : _sender.UserTimeout;
        set => _ = _sender is null ? value : _sender.UserTimeout = value;
    }

    /// <summary>The peer has sent urgent data; it stays in line (RFC 6093).</summary>
    public bool UrgentSeen => _receiver?.UrgentSeen ?? false;

    /// <summary>A snapshot for tools.</summary>
    public TcpInfo Info => new(_tuple, State, _sender?.Congestion.Window ?? 0, _sender?.Congestion.SlowStartThreshold ?? 0,
        _sender?.Window ?? 0, _receiver?.Window ?? 0, _sender?.EffectiveMss ?? 0, _sender?.RoundTrip.Smoothed,
        _sender?.RoundTrip.Rto ?? TimeSpan.Zero, _sender?.Queued ?? 0, Available)
    {
        SendUnacknowledged = _sender?.Unacknowledged ?? SendNext,
        SendNext = SendNext,
        ReceiveNext = ReceiveNext,
        InRecovery = _sender?.InRecovery ?? false,
        ClockEnds = _timeWait?.Ends ?? _finWait2Ends,
    };

    internal ref readonly FourTuple TupleRef => ref _tuple;
    internal bool IsTouched { get; set; }
    internal bool HoldsPort { get; init; }

    /// <summary>RECEIVE: moves bytes that have arrived to the application, also those that came before the connection failed.
    /// 0: nothing there, see <see cref="EndOfStream"/> and <see cref="Failure"/>.</summary>
    public int Read(Span<byte> destination, Instant now)
    {
        int count = _receiver?.Read(destination, now) ?? 0;
        // Reading may have opened the window enough to tell the peer.
        if (count > 0 && State != TcpState.Closed)
            _layer.Touch(this);
        // What waits behind a gap will never be complete.
        if (Failure != SocketFailure.None && Available == 0)
            ReleaseReceiver();
        return count;
    }

    /// <summary>SEND: queues what fits into the send buffer.</summary>
    /// <returns>Bytes taken; 0 when the buffer is full or the state does not allow sending.</returns>
    public int Write(ReadOnlySpan<byte> source)
    {
        if (!Teardown.MaySend(State) || _sender is null)
            return 0;
        _layer.Touch(this);
        return _sender.Write(source);
    }

    /// <summary>A half-close: our FIN follows what was written; reading goes on.</summary>
    public void CloseSending(Instant now)
    {
        if (State == TcpState.SynSent)
            Fail(SocketFailure.Closed);
        else if (State is TcpState.SynReceived || Teardown.MaySend(State))
        {
            _sender?.Finish();
            if (_sender is not null)
                Move(TeardownEvent.Close, now);
            else
                _closeWhenEstablished = true;
            _layer.Touch(this);
        }
    }

    /// <summary>CLOSE for good: nobody will read again, and what is written still arrives. Unread data turns it into an abort.</summary>
    public void Close(Instant now)
    {
        _readingClosed = true;
        if (Teardown.MustAbort(Available, bothDirections: true, _receiver?.Finished ?? false, arrivingBytes: 0))
            Abort(now);
        else
        {
            CloseSending(now);
            LimitFinWait2(now);
        }
    }

    /// <summary>ABORT: drops everything queued, in both directions, and tells the peer with a RST. Of a connection that has ended
    /// already it drops what is left to read.</summary>
    public void Abort(Instant now)
    {
        if (Teardown.IsSynchronized(State) && Resets.AbortSendsReset(State))
            SendReset(now);
        Fail(SocketFailure.Aborted);
        ReleaseReceiver();
    }

    /// <summary>Turns keep-alive on or off (MUST-24).</summary>
    public void SetKeepAlive(KeepAliveOptions? options, Instant now)
    {
        _keepAlive = options is null ? null : new KeepAlive(options, now);
        _layer.Touch(this);
    }

    internal void Connect(in HandshakeOffer offer, Instant now)
    {
        _handshake = Handshake.Connect(in offer, now);
        State = TcpState.SynSent;
    }

    internal void Answer(in HandshakeOffer offer, in TcpSegment syn, Instant now)
    {
        _handshake = Handshake.Answer(in offer, in syn, now);
        State = TcpState.SynReceived;
    }

    internal void Resume(in Agreement agreement, in TcpSegment segment, Instant now)
    {
        Establish(in agreement, now);
        SegmentArrives(in segment, now);
    }

    internal void TellOwner() => Owner?.Progress(this);

    /// <summary>The layer has forgotten the name: whatever is left to read stays readable, until it is read or given up by
    /// <see cref="Close"/> or <see cref="Abort"/>.</summary>
    /// <remarks>After a RST too. RFC 9293 section 3.10.7.4 would flush the queues; but these bytes are acknowledged, so that
    /// the peer has the right to believe that the application gets them. Linux keeps them as well.</remarks>
    internal void Forgotten()
    {
        State = TcpState.Closed;
        ReleaseSender();
        bool nobodyReads = _readingClosed || Owner is null;
        if (nobodyReads || (Failure != SocketFailure.None && Available == 0))
            ReleaseReceiver();
        _listener?.Gone(this);
        _layer.Touch(this);
    }

    private void Fail(SocketFailure failure)
    {
        if (State == TcpState.Closed)
            return;
        Failure = failure;
        _handshake = null;
        _layer.Forget(this);
    }

    private void ReleaseSender()
    {
        _lastSent = _sender?.Next ?? _lastSent;
        _sender?.Release();
        _sender = null;
    }

    private void ReleaseReceiver()
    {
        _receiver?.Release();
        _receiver = null;
    }
}
