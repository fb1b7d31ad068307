using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>The clock behind TSval: it counts milliseconds, within what RFC 7323 section 5.4 allows (1 ms to 1 s a tick).</summary>
public static class TimestampClock
{
    /// <summary>The timestamp for a segment that leaves now.</summary>
    /// <param name="now">The time.</param>
    /// <param name="offset">The connection's own, from <see cref="InitialSequence.TimestampOffset"/>, so that nobody reads our
    /// uptime or one connection's clock off another's (RFC 7323 section 5.4).</param>
    public static uint TSval(Instant now, uint offset) => unchecked((uint)(now.Ticks / TimeSpan.TicksPerMillisecond) + offset);
}
