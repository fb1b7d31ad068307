using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>The persist timer (RFC 9293 section 3.8.6.1): asks a peer that has closed its window whether it is open
/// again, since the segment that says so may be lost. It also ends the wait of data held back as too small for a
/// window (section 3.8.6.2.1, rule 4).</summary>
public sealed class PersistTimer(RoundTrip roundTrip, Patience patience, TimeSpan longest)
{
    private readonly Patience _patience = patience;
    private readonly TimeSpan _longest = longest;
    private TimeSpan _interval;
    private Instant _since;

    /// <summary>When the next probe is due; <see cref="Instant.Never"/> while it does not run.</summary>
    public Instant Deadline { get; private set; } = Instant.Never;

    /// <summary>Probes since the timer was started.</summary>
    public int Probes { get; private set; }

    /// <summary>Probes since the peer last answered.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Whether the peer has left too many probes unanswered.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>Sending is blocked: the first probe goes after one retransmission timeout (SHLD-29). Does nothing
    /// while the timer runs.</summary>
    public void Start(Instant now)
    {
        if (Deadline != Instant.Never)
            return;
        Probes = Unanswered = 0;
        _since = now;
        _interval = roundTrip.Rto;
        Deadline = now + _interval;
    }

    /// <summary>Sending is no longer blocked, or there is nothing to send.</summary>
    public void Stop()
    {
        Deadline = Instant.Never;
        Probes = Unanswered = 0;
    }

    /// <summary>The peer has acknowledged something, if only the same again: it lives, and may keep its window closed
    /// as long as it likes (MUST-37).</summary>
    public void Answered(Instant now)
    {
        Unanswered = 0;
        _since = now;
    }

    /// <summary>Call at <see cref="Deadline"/>; earlier calls do nothing.</summary>
    /// <returns>Whether a probe is due now. The next follows after twice the interval (SHLD-30), at most the longest.
    /// False also if probes are unanswered and patience (<see cref="Patience.IsOver"/>) is over: the timer stops and
    /// <see cref="TimedOut"/> says so.</returns>
    public bool Expire(Instant now)
    {
        #region exercise 7.15: probe a closed window less and less often, but for ever while the peer answers
        throw new NotImplementedException("exercise 7.15");
        #endregion
    }
}
