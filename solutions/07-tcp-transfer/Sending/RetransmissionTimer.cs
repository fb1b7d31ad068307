using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>The retransmission timer (RFC 6298 section 5): runs while data is in flight, backs off each time it
/// expires, and in the end gives up.</summary>
public sealed class RetransmissionTimer(RoundTrip roundTrip, Patience patience)
{
    /// <summary>R1 of RFC 9293 section 3.8.3: after so many retransmissions the path itself is in doubt
    /// (SHLD-10).</summary>
    public const int R1 = 3;

    private Instant _since;

    /// <summary>When it expires; <see cref="Instant.Never"/> while it does not run.</summary>
    public Instant Deadline { get; private set; } = Instant.Never;

    /// <summary>How often it has expired since something was last acknowledged.</summary>
    public int Retries { get; private set; }

    /// <summary>Whether R2 has been reached: nothing will be sent any more.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>Data leaves: the timer runs from now unless it runs already (rule 5.1).</summary>
    public void Start(Instant now)
    {
        if (Deadline == Instant.Never)
            Restart(now);
    }

    /// <summary>New data has been acknowledged: the timer runs from now (rule 5.3).</summary>
    public void Restart(Instant now)
    {
        Retries = 0;
        _since = now;
        Deadline = patience.Limit(now + roundTrip.Rto, _since);
    }

    /// <summary>All data has been acknowledged (rule 5.2).</summary>
    public void Stop()
    {
        Retries = 0;
        Deadline = Instant.Never;
    }

    /// <summary>Call at <see cref="Deadline"/>; earlier calls do nothing.</summary>
    /// <returns>Whether the first unacknowledged segment has to be sent again. False also if patience
    /// (<see cref="Patience.IsOver"/>) is over: the timer stops and <see cref="TimedOut"/> says so.</returns>
    public bool Expire(Instant now)
    {
        #region exercise 7.13: when the timer expires, back off and run again; after the last try give up
        if (now < Deadline)
            return false;
        if (patience.IsOver(Retries, _since, now))
        {
            TimedOut = true;
            Deadline = Instant.Never;
            return false;
        }
        Retries++;
        roundTrip.BackOff();
        Deadline = patience.Limit(now + roundTrip.Rto, _since);
        return true;
        #endregion
    }
}
