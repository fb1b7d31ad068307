namespace Workbook.Tcp;

/// <summary>What an acknowledgment number is worth (RFC 9293 section 3.10.7.4, RFC 5961 section 5).</summary>
public enum AckVerdict
{
    /// <summary>Acknowledges something new, or tells a new window. The segment's text may be taken.</summary>
    Accepted,

    /// <summary>Says what has been said before. The segment's text may be taken.</summary>
    Duplicate,

    /// <summary>Overtaken by a later one: ignored. The segment's text may be taken.</summary>
    Stale,

    /// <summary>Acknowledges what has not been sent: answer with an ACK and drop the segment.</summary>
    Unsent,

    /// <summary>Older than any segment of this connection can be: answer with a challenge ACK and drop the
    /// segment.</summary>
    Blind,
}
