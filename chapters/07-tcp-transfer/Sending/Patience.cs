using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>When a connection that gets no answer is given up: R2 of RFC 9293 section 3.8.3. Counted in tries, by
/// default 15 (far more than the 100 s of SHLD-11), unless the application says how long (MUST-21, RFC 5482).</summary>
public sealed class Patience(int tries, TimeSpan? userTimeout)
{
    /// <summary>How long data may wait for its acknowledgement; null: only the tries count.</summary>
    public TimeSpan? UserTimeout { get; set; } = userTimeout;

    /// <summary>Whether it is time to give up after so many tries since something was last heard.</summary>
    public bool IsOver(int tried, Instant since, Instant now) =>
        UserTimeout is { } limit ? now >= since + limit : tried >= tries;

    /// <summary>The next deadline: the timer's own, or the end of patience if that comes first.</summary>
    public Instant Limit(Instant deadline, Instant since) =>
        UserTimeout is { } limit ? Instant.Min(deadline, since + limit) : deadline;
}
