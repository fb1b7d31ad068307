using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp;

/// <summary>
/// A passive OPEN: a local endpoint that answers SYNs, with the bounded queue of what came of them. Beyond a number of
/// half-open connections it keeps no state for a SYN at all but answers with a cookie (RFC 4987).
/// </summary>
public sealed class ListeningPort
{
    private readonly TcpLayer _layer;
    private readonly ListenQueue<TcpConnection> _queue;

    internal ListeningPort(TcpLayer layer, Endpoint local, int backlog, TcpSettings settings)
    {
        (_layer, Local, Settings) = (layer, local, settings);
        _queue = new ListenQueue<TcpConnection>(backlog);
    }

    public Endpoint Local { get; }

    /// <summary>What accepted connections inherit.</summary>
    public TcpSettings Settings { get; }

    /// <summary>Called when a connection can be accepted.</summary>
    public Action? Ready { get; set; }

    /// <summary>Connections that wait to be accepted.</summary>
    public int ReadyCount => _queue.ReadyCount;

    /// <summary>Takes the oldest established connection off the queue.</summary>
    public bool TryAccept(out TcpConnection? connection) => _queue.TryAccept(out connection);

    /// <summary>Stops listening; connections not yet accepted are aborted.</summary>
    public void Close(Instant now)
    {
        _layer.Remove(this);
        foreach (TcpConnection waiting in _queue.Clear())
            waiting.Abort(now);
    }

    /// <summary>A segment for this port that belongs to no connection (RFC 9293 section 3.10.7.2).</summary>
    internal void Receive(in TcpSegment segment, in FourTuple tuple, Instant now)
    {
        if (segment.Rst)
            _layer.Counters.Drop(DropReason.TcpNoConnection);
        else if (segment.Ack)
            AcknowledgmentArrives(in segment, in tuple, now);
        else if (segment.Syn)
            SynArrives(in segment, in tuple, now);
        else
            _layer.Counters.Drop(DropReason.TcpNoConnection);
    }

    private void SynArrives(in TcpSegment segment, in FourTuple tuple, Instant now)
    {
        switch (_queue.OnSyn())
        {
            case Admission.Cookie:
                _layer.SendCookie(in segment, in tuple, Settings, now);
                break;
            case Admission.HalfOpen when _layer.Answer(this, in segment, in tuple, now) is { } connection:
                _queue.TryAddHalfOpen(connection);
                break;
            default:
                _layer.Counters.Drop(DropReason.TcpListenOverflow);
                break;
        }
    }

    /// <summary>Either the answer to a cookie, or it belongs to nobody.</summary>
    private void AcknowledgmentArrives(in TcpSegment segment, in FourTuple tuple, Instant now)
    {
        if (!_layer.TryRecover(in segment, in tuple, Settings, now, out Agreement agreement))
            _layer.SendReset(in segment, in tuple, now);
        else if (HasRoom)
            _layer.Resume(this, in agreement, in segment, in tuple, now);
        else
            _layer.Counters.Drop(DropReason.TcpListenOverflow);
    }

    /// <summary>May the handshake of a half-open connection complete, or is there no room to accept it?</summary>
    internal bool HasRoom => _queue.HasRoom;

    internal void Established(TcpConnection connection)
    {
        if (_queue.Complete(connection))
            Ready?.Invoke();
    }

    internal void Gone(TcpConnection connection) => _queue.Remove(connection);
}
