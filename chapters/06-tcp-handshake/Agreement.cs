namespace Workbook.Tcp;

/// <summary>What a handshake leaves behind: all that sender and receiver start from.</summary>
/// <param name="Iss">Our initial sequence number, that of our SYN.</param>
/// <param name="Irs">The peer's.</param>
/// <param name="SendWindow">SND.WND in bytes, scaling applied.</param>
/// <param name="WindowSequence">SND.WL1: the sequence number of the segment that told the window.</param>
/// <param name="WindowAck">SND.WL2: its acknowledgment number.</param>
/// <param name="SendMss">The most bytes of text to put into a segment, before options are taken off: the smaller of what the peer
/// takes (536 if it does not say, MUST-15; never below <see cref="MinimumSendMss"/>) and what our own interface carries (MUST-16).</param>
/// <param name="SendScale">The shift of the peer's window fields; 0 unless both sides offered scaling.</param>
/// <param name="ReceiveScale">The shift of ours; 0 unless both sides offered scaling.</param>
/// <param name="Timestamps">Whether every segment from now on carries timestamps.</param>
/// <param name="RecentTimestamp">TS.Recent: the peer's timestamp to echo.</param>
/// <param name="Sack">Whether both sides understand SACK blocks.</param>
/// <param name="RoundTrip">How long our SYN waited for its acknowledgment; null if it was sent more than once, since nobody knows
/// which of them was answered (Karn, MUST-18).</param>
/// <param name="TimestampOffset">What our own TSval is ahead of the clock; 0 without timestamps.</param>
public readonly record struct Agreement(
    SequenceNumber Iss,
    SequenceNumber Irs,
    uint SendWindow,
    SequenceNumber WindowSequence,
    SequenceNumber WindowAck,
    int SendMss,
    int SendScale,
    int ReceiveScale,
    bool Timestamps,
    uint RecentTimestamp,
    bool Sack,
    TimeSpan? RoundTrip,
    uint TimestampOffset = 0)
{
    /// <summary>What a peer takes that does not say (RFC 9293 section 3.7.1).</summary>
    public const int DefaultSendMss = 536;

    /// <summary>The smallest MSS that is believed. A peer that asks for one byte a segment makes us send forty of header with each and
    /// keep a record of every one (SACK panic, CVE-2019-11477 to 11479); 88 leaves 48 bytes of text beside all the options there
    /// can be, and no link is known that carries less.</summary>
    public const int MinimumSendMss = 88;

    /// <summary>The send MSS that follows from the MSS option of a peer's SYN (0 if it has none) and our own.</summary>
    public static int SendMssFor(int offered, int own) =>
        Math.Min(offered == 0 ? DefaultSendMss : Math.Max(offered, MinimumSendMss), own);
}
