using Workbook.Basics;

namespace Workbook.Tcp;

// The rules: what a segment and what time mean to a handshake. What it holds, and what it sends, is in Handshake.State.cs.
public sealed partial class Handshake
{
    /// <summary>Takes a segment of this connection.</summary>
    public HandshakeVerdict Receive(in TcpSegment segment, Instant now) => State switch
    {
        TcpState.SynSent when segment.Syn && !segment.Ack && !segment.Rst => OpenSimultaneously(segment, now),
        TcpState.SynSent => ReceiveInSynSent(segment, now),
        TcpState.Listen or TcpState.SynReceived => ReceivePassively(segment, now),
        _ => HandshakeVerdict.Ignore,
    };

    /// <summary>LISTEN and SYN-RECEIVED: RFC 9293 sections 3.10.7.2 and 3.10.7.4, in the RFC's order. In LISTEN the segment is a
    /// SYN and nothing else.</summary>
    private HandshakeVerdict ReceivePassively(in TcpSegment segment, Instant now)
    {
        #region exercise 6.6: answer a SYN, then complete on the acknowledgment of that answer and on nothing else
        if (State == TcpState.Listen)
        {
            TakeSyn(segment);
            State = TcpState.SynReceived;
            return HandshakeVerdict.SynReceived;
        }

        bool repeatsSyn = segment.Syn && !segment.Rst && segment.Sequence == _irs;
        if (repeatsSyn && !segment.Ack)
        {
            // Our answer was lost, or crossed this one.
            _due = true;
            return HandshakeVerdict.SynReceived;
        }

        if (!repeatsSyn && !IsExpected(segment, now))
            return segment.Rst ? HandshakeVerdict.Ignore : HandshakeVerdict.SendAck;
        if (segment.Rst)
            return segment.Sequence == ReceiveNext ? Close() : HandshakeVerdict.SendAck;
        if (segment.Syn && !repeatsSyn)
            return HandshakeVerdict.SendAck;
        if (!segment.Ack)
            return HandshakeVerdict.Ignore;
        if (segment.Acknowledgment != SendNext)
            return HandshakeVerdict.SendReset;

        // A SYN-ACK here is the second half of a simultaneous open (RFC 9293 figure 7).
        Establish(segment, now);
        return HandshakeVerdict.Established;
        #endregion
    }

    /// <summary>SYN-SENT, unless it is a SYN that acknowledges nothing: RFC 9293 section 3.10.7.3, in the RFC's order.</summary>
    private HandshakeVerdict ReceiveInSynSent(in TcpSegment segment, Instant now)
    {
        #region exercise 6.7: take the SYN-ACK that acknowledges our SYN; believe no RST and no SYN that does not
        if (segment.Ack && segment.Acknowledgment != SendNext)
            return segment.Rst ? HandshakeVerdict.Ignore : HandshakeVerdict.SendReset;
        if (segment.Rst)
            return segment.Ack ? Close() : HandshakeVerdict.Ignore;
        if (!segment.Syn)
            return HandshakeVerdict.Ignore;
        if (!EchoesOurClock(segment, now))
            return HandshakeVerdict.SendReset;

        TakeSyn(segment);
        Establish(segment, now);
        return HandshakeVerdict.Established;
        #endregion
    }

    /// <summary>SYN-SENT, and a SYN that acknowledges nothing: both sides have begun at once (RFC 9293 section 3.5, figure 7; MUST-10).</summary>
    private HandshakeVerdict OpenSimultaneously(in TcpSegment syn, Instant now)
    {
        #region exercise 6.10: both sides have sent a SYN: take the peer's, and send our own again with its acknowledgment
        TakeSyn(syn);
        State = TcpState.SynReceived;
        _due = true;
        StartTimer(now);
        return HandshakeVerdict.SynReceived;
        #endregion
    }

    /// <summary>Time passes: makes the SYN due again 1 s after the first, then 2 s, 4 s ... later, MaxSynRetries times; at the user
    /// timeout the handshake has failed (MUST-20 to MUST-23).</summary>
    public void Tick(Instant now)
    {
        #region exercise 6.9: send the SYN again after 1, 2, 4 ... seconds, so many times and no more; give up at the user timeout
        if (!InProgress)
            return;
        if (now >= _giveUpAt)
        {
            TimedOut = true;
            State = TcpState.Closed;
            return;
        }

        if (now < _retransmitAt)
            return;
        _due = true;
        _retries++;
        _rto = _rto < MaximumRto / 2 ? _rto * 2 : MaximumRto;
        _retransmitAt = _retries < _offer.MaxSynRetries ? now + _rto : Instant.Never;
        #endregion
    }
}
