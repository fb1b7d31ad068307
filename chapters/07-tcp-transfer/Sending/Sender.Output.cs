using Workbook.Basics;

namespace Workbook.Tcp;

public sealed partial class Sender
{
    private SequenceNumber _lostBelow;      // of the last assessment
    private int _pipe;                      // bytes on their way, kept up to date between assessments
    private bool _probeDue;
    private Instant _lastSent;
    private int _peak;                      // the most bytes in flight since the data before _peakEnd was sent
    private SequenceNumber _peakEnd;
    private bool _timing;                   // the segment that ends at _timedEnd is being timed since _timedAt
    private SequenceNumber _timedEnd;
    private Instant _timedAt;
    private Instant _expiredAt = Instant.Zero; // when the retransmission timer last ran out

    /// <summary>Names the next segment that may leave now, and counts it as sent: a probe that is due, else something
    /// lost, else something new. Call until it says no: after arrivals, writes and ticks.</summary>
    public bool TryNext(Instant now, out Outgoing segment)
    {
        segment = default;
        bool found = !TimedOut && (TryProbe(out segment) || TryLost(out segment) || TryNew(now, out segment));
        if (found)
        {
            Sent(segment);
            _lastSent = now;
        }
        SetTimers(now);
        return found;
    }

    /// <summary>RFC 9293 section 3.8.6.1: into a closed window goes the first unacknowledged byte, or the FIN if
    /// there is none, again and again. Into a small one goes what fits: the override of section 3.8.6.2.1, rule
    /// 4.</summary>
    private bool TryProbe(out Outgoing segment)
    {
        segment = default;
        if (!_probeDue)
            return false;
        _probeDue = false;
        SequenceNumber start = Window == 0 ? Unacknowledged : Next;
        int room = Window == 0 ? 1 : Math.Min(_window.Usable, EffectiveMss);
        int length = Math.Clamp(room, 0, Math.Max(0, WriteEnd - start));
        bool fin = length == 0 && FinSent;
        if (length > 0 || fin)
            segment = Make(start, length, fin);
        return length > 0 || fin;
    }

    /// <summary>Sends again what is lost, as far as the congestion window permits and the peer's reaches: that may
    /// have shrunk (SHLD-16).</summary>
    private bool TryLost(out Outgoing segment)
    {
        segment = default;
        if (!InRecovery || !_scoreboard.TryFindHole(_recovery.Retransmitted, _lostBelow, out SackBlock hole))
            return false;
        int lost = hole.End - hole.Start;
        int text = Math.Min(lost, Math.Max(0, WriteEnd - hole.Start));
        int room = _recovery.Urgent ? Math.Max(CongestionRoom, EffectiveMss) : CongestionRoom;
        int allowed = _window.RightEdge - hole.Start;
        if (room < Math.Min(text, EffectiveMss) || (text > 0 && allowed <= 0))
            return false;
        int length = Segmentation.Cut(text, Math.Min(room, allowed), EffectiveMss, MaxPayload, shortTail: true);
        segment = Make(hole.Start, length, fin: length == text && lost > text);
        return true;
    }

    private bool TryNew(Instant now, out Outgoing segment)
    {
        segment = default;
        if (FinSent || (Unsent == 0 && !_finishing))
            return false;
        bool idle = _window.InFlight == 0;
        if (idle && now - _lastSent > RoundTrip.Rto)
            Congestion.OnIdle();
        // With the FIN the last segment is complete, however small.
        bool noDelay = NoDelay || _finishing;
        int queued = Unsent, usable = Math.Min(_window.Usable, CongestionRoom);
        int length = Segmentation.Cut(queued, usable, EffectiveMss, MaxPayload, shortTail: noDelay);
        if (length > 0 && !Segmentation.MaySend(length, queued, EffectiveMss, idle, noDelay, _window.Largest))
            length = 0;
        if (!idle && usable < Math.Min(queued, WorthWaitingFor))
            length = 0;
        bool fin = _finishing && length == queued && (_window.Usable > length || (length == 0 && idle));
        if (length == 0 && !fin)
            return false;
        segment = Make(Next, length, fin);
        TimeAndMeasure(segment, now);
        return true;
    }

    // cwnd, with what duplicate ACKs add, less what is on its way. Room for one segment with nothing on its way,
    // whatever options have done to the segment's size meanwhile.
    private int CongestionRoom => Math.Max((int)Congestion.Window, EffectiveMss) + _recovery.Inflation - _pipe;

    // Where the link cuts, every packet costs the same, large or small: better wait for another ACK than send slivers
    // of a window that is mostly in flight. At least two thirds of a window are then on their way, and their ACKs
    // come without delay.
    private int WorthWaitingFor => InRecovery || LargestSend == 0
        ? 0
        : (int)Math.Min(MaxPayload, Math.Min(Congestion.Window, Window) / 3);

    private Outgoing Make(SequenceNumber start, int length, bool fin) => new(
        start, length, fin,
        Push: length > 0 && start + length == WriteEnd,
        IsRetransmission: start < Next);

    private void TimeAndMeasure(in Outgoing segment, Instant now)
    {
        if (!_timing && !InRecovery)
            (_timing, _timedEnd, _timedAt) = (true, segment.End, now);
        int inFlight = segment.End - Unacknowledged;
        if (Unacknowledged >= _peakEnd || inFlight > _peak)
            (_peak, _peakEnd) = (inFlight, segment.End);
    }

    private void Sent(in Outgoing segment)
    {
        _pipe += segment.End - segment.Sequence;
        if (segment.IsRetransmission)
        {
            Retransmissions++;
            _timing = false;
            if (InRecovery)
                _recovery.Resent(segment.End);
        }
        _window.Sent(segment.End);
    }
}
