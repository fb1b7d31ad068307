using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp;

/// <content>What leaves: handshake segments, data, acknowledgments, probes and resets; and the deadlines.</content>
public sealed partial class TcpConnection
{
    private const int IpAndTcpHeader = 40;

    private bool _timestamps;
    private uint _timestampOffset;
    private SequenceNumber _lastSent;
    private SequenceNumber _lastReceived;

    internal void Flush(Instant now)
    {
        IsTouched = false;
        if (State == TcpState.Closed)
            return;
        while (_handshake is not null && _handshake.TryNext(now, out TcpFlags flags, out SequenceNumber sequence, out SequenceNumber acknowledgment, out ushort window, out TcpOptions options))
            Transmit(_layer.Packets.Rent(0), flags, sequence, acknowledgment, window, in options, 0, now);
        if (_receiver is not null && _receiver.AckDue(now) && Stamp(now).Sack.Count > 0)
            FlushAck(now);
        while (_sender is not null && _sender.TryNext(now, out Outgoing next))
            SendData(in next, now);
        FlushAck(now);
        _layer.Schedule(this, NextDeadline);
    }

    private Instant NextDeadline
    {
        get
        {
            Instant next = Instant.Min(_timeWait?.Ends ?? _finWait2Ends, _handshake?.NextDeadline ?? Instant.Never);
            if (_sender is not null)
                next = Instant.Min(next, _sender.NextDeadline);
            if (_receiver is not null)
                next = Instant.Min(next, _receiver.AckDeadline);
            return _keepAlive is null || _timeWait is not null ? next : Instant.Min(next, _keepAlive.NextDeadline);
        }
    }

    /// <inheritdoc/>
    protected override void OnDue(Instant now)
    {
        _layer.Touch(this);
        if (now >= _finWait2Ends || now >= (_timeWait?.Ends ?? Instant.Never))
        {
            Move(TeardownEvent.Expired, now);
            return;
        }
        _handshake?.Tick(now);
        int retries = _sender?.Retries ?? 0;
        _sender?.Tick(now);
        if (_sender is not null && _sender.Retries > retries)
            _layer.Counters.Add(Counter.RetransmissionTimeouts);
        if (_handshake is { TimedOut: true } || _sender is { TimedOut: true })
            Fail(SoftError == SocketFailure.None ? SocketFailure.TimedOut : SoftError);
        else if (_keepAlive is not null && _timeWait is null)
            AskWhetherAlive(now);
    }

    private void AskWhetherAlive(Instant now)
    {
        if (_sender is not { AllAcknowledged: true })
            _keepAlive!.Heard(now);
        switch (_keepAlive!.Tick(now))
        {
            case KeepAliveVerdict.Probe when _sender is not null:
                SendControl(TcpFlags.Ack, _sender.Next + -1, _receiver!.Next, now);
                break;
            case KeepAliveVerdict.GiveUp:
                SendReset(now);
                Fail(SocketFailure.TimedOut);
                break;
        }
    }

    private void SendData(in Outgoing next, Instant now)
    {
        Packet packet = _layer.Packets.Rent(next.Length);
        if (next.Length > 0)
            _sender!.CopyTo(next.Sequence, packet.Append(next.Length));
        TcpFlags flags = TcpFlags.Ack | (next.Push ? TcpFlags.Psh : 0) | (next.Fin ? TcpFlags.Fin : 0);
        if (next.IsRetransmission)
            _layer.Counters.Add(Counter.SegmentsRetransmitted);
        int segmentSize = next.Length > _sender!.EffectiveMss ? _sender.EffectiveMss : 0;
        SendNumbered(packet, flags, next.Sequence, segmentSize, now);
    }

    /// <summary>Acknowledgments that no data could carry.</summary>
    private void FlushAck(Instant now)
    {
        while (_receiver is not null && _receiver.AckDue(now))
            SendNumbered(_layer.Packets.Rent(0), TcpFlags.Ack, SendNext, 0, now);
    }

    /// <summary>A segment with everything that the receiver has to say: acknowledgment, window, SACK blocks.</summary>
    private void SendNumbered(Packet packet, TcpFlags flags, SequenceNumber sequence, int segmentSize, Instant now)
    {
        TcpOptions options = Stamp(now);
        // Data is cut for a header without SACK blocks; those leave by themselves (see Flush).
        if (packet.Length > 0)
            options = options with { Sack = default };
        ushort window = _receiver!.WindowField();
        Transmit(packet, flags, sequence, _receiver.Next, window, in options, segmentSize, now);
        _receiver.AckSent();
    }

    private void SendReset(Instant now)
    {
        _layer.Counters.Add(Counter.ResetsSent);
        SendControl(TcpFlags.Rst | TcpFlags.Ack, SendNext, ReceiveNext, now);
    }

    private void SendControl(TcpFlags flags, SequenceNumber sequence, SequenceNumber acknowledgment, Instant now)
    {
        TcpOptions options = Stamp(now);
        Transmit(_layer.Packets.Rent(0), flags, sequence, acknowledgment, _receiver?.WindowField() ?? 0, in options, 0, now);
    }

    private TcpOptions Stamp(Instant now)
    {
        TcpOptions options = _timestamps
            ? TcpOptions.None with { HasTimestamps = true, TimestampValue = TimestampClock.TSval(now, _timestampOffset) }
            : TcpOptions.None;
        _receiver?.Describe(ref options);
        return options;
    }

    private SequenceNumber SendNext => _sender?.Next ?? _handshake?.SendNext ?? _lastSent;
    private SequenceNumber ReceiveNext => _receiver?.Next ?? _handshake?.ReceiveNext ?? _lastReceived;

    private void Transmit(Packet packet, TcpFlags flags, SequenceNumber sequence, SequenceNumber acknowledgment, ushort window, in TcpOptions options, int segmentSize, Instant now)
    {
        TcpHeader header = new(_tuple.Local.Port, _tuple.Remote.Port, sequence, acknowledgment, 0, flags, window, 0, 0);
        _layer.Send(packet, in header, in options, in _tuple, Settings, _path.Interface.Offload, segmentSize, now);
    }

    /// <summary>Fits the sender to a path: the segment to its MTU (RFC 1191), the largest packet to what its link can cut.</summary>
    private void LimitPayload(int mtu)
    {
        if (_sender is null)
            return;
        _sender.PathMtuChanged(mtu - IpAndTcpHeader);
        _sender.LargestSend = Settings.SegmentationOffload ? Math.Max(0, _path.Interface.Offload.LargestSend - IpAndTcpHeader - _sender.OptionBytes) : 0;
    }
}
