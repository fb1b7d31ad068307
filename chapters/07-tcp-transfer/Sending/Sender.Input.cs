using Workbook.Basics;

namespace Workbook.Tcp;

public sealed partial class Sender
{
    /// <summary>Takes acknowledgment, window, SACK blocks and timestamp echo of an acceptable segment with the ACK
    /// bit set (RFC 9293 section 3.10.7.4, fifth check).</summary>
    public AckVerdict Acknowledge(in TcpSegment segment, Instant now)
    {
        SequenceNumber before = Unacknowledged;
        AckVerdict verdict = _window.Take(segment);
        if (verdict is not (AckVerdict.Accepted or AckVerdict.Duplicate))
            return verdict;
        WindowHasSpoken(now);
        int acked = Unacknowledged - before;
        if (acked > 0)
            Advance(segment, acked, now);
        bool news = _sack && _scoreboard.Take(segment.Options.Sack, Unacknowledged, Next);
        Assess();
        if (_window.InFlight > 0 && (_sack ? news : acked == 0 && IsDuplicate(segment, verdict)))
            CountDuplicate(flight: Next - before);
        SetTimers(now);
        return verdict;
    }

    // A window that opens again after probes makes it likely that what was sent into the closed one is gone.
    private void WindowHasSpoken(Instant now)
    {
        _persist.Answered(now);
        if (_persist.Probes > 0 && _window.Size > 0 && _window.InFlight > 0)
            LoseAll();
    }

    private void Advance(in TcpSegment segment, int acked, Instant now)
    {
        // A FIN takes a sequence number but no byte.
        _ring.Discard(Math.Min(acked, _ring.Count));
        _scoreboard.Advance(Unacknowledged);
        TakeRoundTrip(segment, now);
        bool repairing = _recovery.Phase == RecoveryPhase.FastRecovery;
        _recovery.OnAdvance(Unacknowledged, acked, EffectiveMss);
        // A window that the application has not filled has not been tested: it must not grow (RFC 7661 section 4.3).
        if (!repairing && 2L * _peak >= Congestion.Window)
            Congestion.OnAck(acked, EffectiveMss, now, RoundTrip.Smoothed ?? RoundTrip.Rto);
        _timer.Restart(now);
    }

    // RFC 5681 section 2. With SACK it is the news that counts, even beside text, a new window or a new acknowledgment
    // (RFC 6675 section 2): a peer that answers a whole batch by one ACK has no other way to tell.
    private bool IsDuplicate(in TcpSegment segment, AckVerdict verdict) =>
        segment.Length == 0 && verdict == AckVerdict.Duplicate && Window > 0;

    // FlightSize is what this ACK has found: the loss happened to all of it, with what the ACK itself takes off. What
    // limited transmit has sent lies beyond the window and does not count (RFC 5681 section 3.2 step 2).
    private void CountDuplicate(int flight)
    {
        int inFlight = Math.Min(flight, (int)Congestion.Window);
        if (!_recovery.OnDuplicate(Unacknowledged, Next, EffectiveMss, lossSeen: _lostBelow > Unacknowledged))
            return;
        Congestion.OnLoss(inFlight, EffectiveMss);
        Assess();
    }

    /// <summary>Takes a sample (RFC 6298 section 3). One segment at a time is timed by our own, finer clock, as long
    /// as nothing is sent again (Karn). When something was, timestamps tell which transmission has been answered (RFC
    /// 7323 section 4).</summary>
    private void TakeRoundTrip(in TcpSegment segment, Instant now)
    {
        if (_timing)
        {
            if (Unacknowledged < _timedEnd)
                return;
            _timing = false;
            RoundTrip.Sample(now - _timedAt);
        }
        else if (_timestamps && segment.Options is { HasTimestamps: true, TimestampEcho: not 0 } options)
        {
            int milliseconds = unchecked((int)(TimestampClock.TSval(now, _timestampOffset) - options.TimestampEcho));
            var measured = TimeSpan.FromMilliseconds(milliseconds);
            // When a segment has arrived but its ACK is lost, the answer to the one sent again after the timeout still
            // echoes the original: that measures our own waiting, and would make each timeout longer than the one before.
            if (milliseconds >= 0 && now - measured + TimeSpan.FromMilliseconds(1) > _expiredAt)
                RoundTrip.Sample(measured);
        }
    }

    /// <summary>Runs the timers; does nothing before <see cref="NextDeadline"/>.</summary>
    public void Tick(Instant now)
    {
        if (_timer.Expire(now))
        {
            _expiredAt = now;
            int inFlight = Math.Min(_window.InFlight, (int)Congestion.Window);
            Congestion.OnTimeout(inFlight, EffectiveMss, again: _timer.Retries > 1);
            LoseAll();
        }
        if (_persist.Expire(now))
            _probeDue = true;
    }

    private void LoseAll()
    {
        _scoreboard.Clear();
        _recovery.LoseAll(Unacknowledged, Next);
        _timing = false;
        Assess();
    }

    private void Assess()
    {
        Flight flight = _scoreboard.Assess(_window, _recovery.LostBelow, _recovery.Retransmitted, EffectiveMss);
        (_lostBelow, _pipe) = (flight.LostBelow, flight.Pipe);
    }

    /// <summary>One timer runs while there is something to wait for: the persist timer if the peer's window is in the
    /// way, and with a closed one even for data that is in flight (RFC 9293 section 3.8.6, SHLD-17); else the
    /// retransmission timer.</summary>
    private void SetTimers(Instant now)
    {
        bool outstanding = _window.InFlight > 0;
        bool pending = outstanding || Unsent > 0 || (_finishing && !FinSent);
        bool blocked = pending && (Window == 0 || !outstanding);
        if (blocked && !TimedOut)
            _persist.Start(now);
        else
            _persist.Stop();
        if (outstanding && !blocked && !TimedOut)
            _timer.Start(now);
        else
            _timer.Stop();
    }
}
