using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>Finds out whether a larger receive window would make the transfer faster.</summary>
/// <remarks>
/// A sender held back by the window sends one window a round trip. So a doubled window that arrives in the same time
/// was worth it, and doubling again may be; once it takes twice the time, something else is the limit: the path, or the
/// sender. An application that reads slowly makes the time long, too. (The idea of "dynamic right-sizing", without
/// needing to know the round trip.)
/// </remarks>
public sealed class BufferGrowth
{
    // A batch of segments shares one instant: below this, times say nothing.
    private static readonly TimeSpan Resolution = TimeSpan.FromMilliseconds(1);

    private SequenceNumber _roundEnd;
    private Instant _roundStart = Instant.Never;
    private TimeSpan _shortest = TimeSpan.MaxValue;

    /// <summary>Asked after the application has read: whether the buffer should be doubled.</summary>
    /// <param name="next">RCV.NXT.</param>
    /// <param name="unread">Bytes still waiting for the application.</param>
    /// <param name="buffer">The present size.</param>
    public bool IsWorthwhile(SequenceNumber next, int unread, int buffer, Instant now)
    {
        bool first = _roundStart == Instant.Never;
        if (!first && (next < _roundEnd || unread > buffer / 2)) return false;
        TimeSpan took = first ? TimeSpan.MaxValue : now - _roundStart;
        bool grow = !first && (took <= Resolution || took / 1.5 <= _shortest);
        if (took < _shortest) _shortest = took;
        _roundStart = now;
        _roundEnd = next + (grow ? 2 * buffer : buffer);
        return grow;
    }
}
