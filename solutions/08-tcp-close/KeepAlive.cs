using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>When an idle connection asks whether the peer still lives (RFC 9293 section 3.8.4). Off unless asked for.</summary>
/// <param name="Idle">Silence before the first probe; at least 2 h by default (MUST-28).</param>
/// <param name="Interval">Between probes.</param>
/// <param name="Probes">Unanswered probes after which the peer counts as dead: one lost probe must not kill (MUST-29).</param>
public sealed record KeepAliveOptions(TimeSpan Idle, TimeSpan Interval, int Probes)
{
    /// <summary>2 h, 75 s, 9 probes.</summary>
    public static readonly KeepAliveOptions Default = new(TimeSpan.FromHours(2), TimeSpan.FromSeconds(75), 9);
}

/// <summary>What a <see cref="KeepAlive"/> timer wants.</summary>
public enum KeepAliveVerdict
{
    /// <summary>Nothing is due.</summary>
    Wait,

    /// <summary>Send a segment without data and with SEQ = SND.NXT - 1, which the peer must answer with an ACK.</summary>
    Probe,

    /// <summary>The peer did not answer for too long: the connection has failed.</summary>
    GiveUp,
}

/// <summary>The keep-alive timer of one connection: a deadline and a count.</summary>
public sealed class KeepAlive(KeepAliveOptions options, Instant now)
{
    private int Unanswered { get; set; }

    /// <summary>When <see cref="Tick"/> is due.</summary>
    public Instant NextDeadline { get; private set; } = now + options.Idle;

    /// <summary>A segment of the peer's arrived, or we have data of our own in flight: it is not idle (MUST-26).</summary>
    public void Heard(Instant now)
    {
        Unanswered = 0;
        NextDeadline = now + options.Idle;
    }

    /// <summary>The deadline may have come.</summary>
    public KeepAliveVerdict Tick(Instant now)
    {
        #region exercise 8.10: probe an idle peer at intervals, give up after so many without an answer
        if (now < NextDeadline)
            return KeepAliveVerdict.Wait;
        if (Unanswered == options.Probes)
            return KeepAliveVerdict.GiveUp;
        Unanswered++;
        NextDeadline = now + options.Interval;
        return KeepAliveVerdict.Probe;
        #endregion
    }
}
