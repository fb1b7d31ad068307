using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Tcp;

/// <content>SEGMENT ARRIVES, in the order of RFC 9293 section 3.10.7.</content>
public sealed partial class TcpConnection
{
    internal bool MayReopen(in TcpSegment segment) => _timeWait?.MayReopen(in segment) ?? false;

    internal void Receive(in TcpSegment segment, Instant now)
    {
        _layer.Touch(this);
        if (_handshake is null || Negotiate(in segment, now))
            SegmentArrives(in segment, now);
    }

    /// <summary>The synchronized states (3.10.7.4): sequence, RST, SYN, ACK, text, FIN.</summary>
    private void SegmentArrives(in TcpSegment segment, Instant now)
    {
        _keepAlive?.Heard(now);
        if (_timeWait is not null)
        {
            TimeWaitArrives(in segment, now);
            return;
        }
        if (_receiver is null || _sender is null || !IsExpected(in segment, now))
            return;
        if (segment.Rst)
            ResetArrives(in segment, now);
        else if (segment.Syn)
            Challenge(DropReason.TcpUnexpectedSyn, now);
        else if (!segment.Ack)
            Drop(DropReason.TcpNoAck);
        else if (TakeAcknowledgment(in segment, now))
            TakeText(in segment, now);
    }

    private bool IsExpected(in TcpSegment segment, Instant now)
    {
        if (segment.Rst)
            return true;
        if (!_receiver!.PassesPaws(in segment, now))
        {
            if (segment.Options.HasTimestamps)
                _receiver.AckNow();
            return Drop(DropReason.TcpPaws);
        }
        if (_receiver.IsAcceptable(in segment) || segment.Syn)
            return true;
        // With a closed window nothing is acceptable, but a probe's ACK and our answer still matter (MUST-66).
        if (_receiver.Window == 0 && segment.Sequence == _receiver.Next)
        {
            _receiver.AckNow();
            return true;
        }
        // A repeated segment must be acknowledged again; an empty one could start a war of ACKs.
        if (segment.Length > 0)
            _receiver.Refuse(in segment);
        else
            Challenge(DropReason.TcpUnacceptable, now);
        return Drop(DropReason.TcpUnacceptable);
    }

    private void ResetArrives(in TcpSegment segment, Instant now)
    {
        switch (Resets.JudgeReset(segment.Sequence, _receiver!.Next, _receiver.Window))
        {
            case ResetVerdict.Accept:
                _layer.Counters.Add(Counter.ResetsReceived);
                // In the states in which both sides have said all, a RST loses nothing (3.10.7.4).
                Fail(State is TcpState.Closing or TcpState.LastAck ? SocketFailure.None : SocketFailure.ConnectionReset);
                break;
            case ResetVerdict.Challenge:
                Challenge(DropReason.TcpBadReset, now);
                break;
            default:
                Drop(DropReason.TcpBadReset);
                break;
        }
    }

    private bool TakeAcknowledgment(in TcpSegment segment, Instant now)
    {
        bool recovering = _sender!.InRecovery;
        AckVerdict verdict = _sender.Acknowledge(in segment, now);
        if (_sender.InRecovery && !recovering)
            _layer.Counters.Add(Counter.FastRetransmits);
        if (verdict is AckVerdict.Unsent or AckVerdict.Blind)
        {
            Challenge(DropReason.TcpBadAck, now);
            return false;
        }
        if (_sender.FinAcknowledged)
            Move(TeardownEvent.FinAcknowledged, now);
        return State != TcpState.Closed && _receiver is not null;
    }

    private void TakeText(in TcpSegment segment, Instant now)
    {
        if (Teardown.MustAbort(0, _readingClosed, _receiver!.Finished, segment.Payload.Length) && segment.End > _receiver.Next)
        {
            Drop(DropReason.TcpAfterClose);
            Abort(now);
            return;
        }
        bool finished = _receiver.Finished;
        if (!_receiver.Receive(in segment, now))
            Drop(DropReason.TcpOutOfOrderFull);
        if (_receiver.Finished && !finished)
            Move(TeardownEvent.FinReceived, now);
    }

    private void TimeWaitArrives(in TcpSegment segment, Instant now)
    {
        if (_timeWait!.Receive(in segment, now) && MayChallenge(now))
            SendControl(TcpFlags.Ack, _lastSent, _lastReceived, now);
    }

    /// <summary>Asks the table, and does what entering the new state means.</summary>
    private void Move(TeardownEvent what, Instant now)
    {
        TcpState before = State;
        State = Teardown.Next(before, what);
        if (State == before)
            return;
        LimitFinWait2(now);
        if (State == TcpState.TimeWait)
        {
            _lastReceived = _receiver!.Next;
            _timeWait = new TimeWait(_lastReceived, _timestamps, Stamp(now).TimestampEcho, Settings.TwiceMsl, now);
            FlushAck(now);
            ReleaseSender();
            _layer.EnterTimeWait(this);
        }
        else if (State == TcpState.Closed)
            _layer.Forget(this);
    }

    /// <summary>In FIN-WAIT-2 only the peer can end it; when nobody listens any more, patience has an end.</summary>
    private void LimitFinWait2(Instant now) =>
        _finWait2Ends = State == TcpState.FinWait2 && _readingClosed ? now + Settings.FinWait2Timeout : Instant.Never;

    /// <summary>
    /// An ICMP error that quotes a segment of ours. Once a connection is open, none of them ends it: they are easily
    /// forged, and routes heal (RFC 5927 section 5.2). Before that, "nobody listens" does (SHLD-26), and so does our own
    /// link's word that the next hop is not there.
    /// </summary>
    internal void Error(in IcmpError error, SequenceNumber quoted, Instant now)
    {
        bool inFlight = _sender is not null ? quoted >= _sender.Unacknowledged && quoted < _sender.Next : _handshake is not null;
        if (!inFlight)
        {
            Drop(DropReason.IcmpBadQuote);
            return;
        }
        _layer.Touch(this);
        bool unreachable = error.Type == IcmpType.DestinationUnreachable;
        if (unreachable && error.Code == UnreachableCode.FragmentationNeeded)
            LimitPayload(error.NextHopMtu);
        else if (State == TcpState.SynSent && unreachable && error.Code is UnreachableCode.Protocol or UnreachableCode.Port)
            Fail(SocketFailure.ConnectionRefused);
        else if (State == TcpState.SynSent && error.Reporter == _tuple.Local.Address)
            Fail(SocketFailure.HostUnreachable);
        else
            SoftError = unreachable && error.Code == UnreachableCode.Net ? SocketFailure.NetworkUnreachable : SocketFailure.HostUnreachable;
    }

    private void Challenge(DropReason reason, Instant now)
    {
        Drop(reason);
        if (!MayChallenge(now))
            return;
        _layer.Counters.Add(Counter.ChallengeAcksSent);
        _receiver!.AckNow();
    }

    private bool MayChallenge(Instant now) => (_challenges ??= new ChallengeAcks()).TryTake(now);

    private bool Drop(DropReason reason)
    {
        _layer.Counters.Drop(reason);
        return false;
    }
}
