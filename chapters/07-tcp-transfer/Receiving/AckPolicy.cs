using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>When to acknowledge (RFC 9293, section 3.8.6.3; RFC 5681, section 4.2).</summary>
/// <remarks>
/// It only says when an ACK is due. Whoever sends asks once all that has arrived is taken in, so that one ACK answers a
/// whole batch (MUST-58, MUST-59), and any segment that leaves in the meantime carries it for nothing.
/// </remarks>
/// <param name="delay">How long an ACK may wait for company.</param>
/// <param name="largestSegment">The most text that the peer puts into one segment.</param>
/// <param name="sack">Whether one ACK can tell all that waits behind a gap.</param>
public sealed class AckPolicy(TimeSpan delay, int largestSegment, bool sack)
{
    // What RFC 5681, section 3.2, counts before it retransmits.
    private const int DuplicatesThatMatter = 3;

    private readonly TimeSpan _delay = delay;
    private int _fullSize = Math.Min(536, largestSegment);
    private int _waiting;
    private int _owed;

    /// <summary>When a delayed ACK is due; <see cref="Instant.Never"/> if none waits.</summary>
    public Instant Deadline { get; private set; } = Instant.Never;

    public bool IsDue(Instant now) => _owed > 0 || now >= Deadline;

    /// <summary>Text came in order: an ACK at once for every second full-sized segment, later for less.</summary>
    /// <remarks>Full-sized is the largest that has been seen, since a path may carry less than was agreed. When a link
    /// merges segments, one of them may be as long as two.</remarks>
    public void InOrder(int bytes, Instant now)
    {
        #region exercise 7.7: acknowledge every second full-sized segment at once, anything less after a delay
        throw new NotImplementedException("exercise 7.7");
        #endregion
    }

    /// <summary>Something that the sender must hear of at once: a gap filled, a FIN, a larger window, a segment that
    /// was not acceptable.</summary>
    public void AtOnce() => _owed = 1;

    /// <summary>Text came out of order. With SACK one ACK at once tells everything; without, the sender counts
    /// duplicates, so that every segment is owed one of its own, up to the number that makes it retransmit.</summary>
    public void OutOfOrder() => _owed = sack ? 1 : Math.Min(_owed + 1, DuplicatesThatMatter);

    /// <summary>An ACK has left.</summary>
    public void Sent()
    {
        _owed = Math.Max(0, _owed - 1);
        _waiting = 0;
        Deadline = Instant.Never;
    }
}
