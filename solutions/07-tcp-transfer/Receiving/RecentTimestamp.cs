using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>TS.Recent: the timestamp to echo, and the guard against segments of a past life of their sequence numbers
/// (RFC 7323, sections 4.3 and 5).</summary>
/// <param name="value">The timestamp of the peer's SYN.</param>
public sealed class RecentTimestamp(uint value)
{
    // A clock of one tick a millisecond has come half way round (RFC 7323, section 5.5).
    private static readonly TimeSpan Outdated = TimeSpan.FromDays(24);

    private Instant _setAt = Instant.Never;

    /// <summary>What TSecr echoes.</summary>
    public uint Value { get; private set; } = value;

    /// <summary>PAWS: whether a segment is no older than the last that came in order (RFC 7323, section 5.3, R1). A RST
    /// needs no timestamp; any other segment without one is dropped (section 3.2).</summary>
    public bool Allows(in TcpSegment segment, Instant now)
    {
        #region exercise 7.10: refuse a segment whose timestamp is older than the last, unless that one is outdated
        if (segment.Rst) return true;
        if (!segment.Options.HasTimestamps) return false;
        bool isOlder = (int)(segment.Options.TimestampValue - Value) < 0;
        bool outdated = _setAt != Instant.Never && now - _setAt > Outdated;
        return !isOlder || outdated;
        #endregion
    }

    /// <summary>Takes over the timestamp of a segment that begins no later than what was acknowledged last, so that a
    /// delayed ACK echoes the first segment it answers and a segment behind a gap echoes nothing (section 4.3, rule 2).
    /// </summary>
    /// <param name="lastAckSent">Last.ACK.sent: the acknowledgment number of the last segment that left.</param>
    public void Update(in TcpSegment segment, SequenceNumber lastAckSent, Instant now)
    {
        if (!segment.Options.HasTimestamps || !Allows(segment, now) || segment.Sequence > lastAckSent) return;
        Value = segment.Options.TimestampValue;
        _setAt = now;
    }
}
