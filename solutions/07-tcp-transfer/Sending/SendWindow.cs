namespace Workbook.Tcp;

/// <summary>
/// The send sequence space (RFC 9293 section 3.3.1) and who may change it.
/// <code>
///        acknowledged     | in flight         | usable        | not yet
///     --------------------+-------------------+---------------+---------
///                  SND.UNA             SND.NXT     SND.UNA + SND.WND
/// </code>
/// </summary>
public sealed class SendWindow(in Agreement agreement)
{
    private readonly int _scale = agreement.SendScale;

    /// <summary>SND.UNA.</summary>
    public SequenceNumber Unacknowledged { get; private set; } = agreement.Iss + 1;

    /// <summary>SND.NXT, never taken back: what has been sent once counts as sent.</summary>
    public SequenceNumber Next { get; private set; } = agreement.Iss + 1;

    /// <summary>SND.WND in bytes, scaled.</summary>
    public uint Size { get; private set; } = agreement.SendWindow;

    /// <summary>MAX(SND.WND): the largest window the peer ever offered, in bytes.</summary>
    public uint Largest { get; private set; } = agreement.SendWindow;

    /// <summary>SND.WL1: SEG.SEQ of the segment that told the window.</summary>
    public SequenceNumber LastSequence { get; private set; } = agreement.WindowSequence;

    /// <summary>SND.WL2: SEG.ACK of the segment that told the window.</summary>
    public SequenceNumber LastAcknowledgment { get; private set; } = agreement.WindowAck;

    /// <summary>FlightSize: what has been sent and not acknowledged.</summary>
    public int InFlight => Next - Unacknowledged;

    /// <summary>SND.UNA + SND.WND: where the peer's permission ends. A peer may move it to the left
    /// (MUST-34).</summary>
    public SequenceNumber RightEdge => Unacknowledged + Size;

    /// <summary>Permission left for new data; negative if the window has shrunk below what is in flight.</summary>
    public int Usable => RightEdge - Next;

    /// <summary>Notes that everything before <paramref name="end"/> has been sent.</summary>
    public void Sent(SequenceNumber end) => Next = SequenceNumber.Max(Next, end);

    /// <summary>Takes the acknowledgment and window of an acceptable segment with the ACK bit set (RFC 9293 section
    /// 3.10.7.4, fifth check): moves SND.UNA, and SND.WND if the segment is no older than the one that told the window
    /// (WL1, WL2). Changes nothing unless the verdict is Accepted or Duplicate.</summary>
    /// <returns>Duplicate if the segment acknowledges nothing new and leaves the window as it is.</returns>
    public AckVerdict Take(in TcpSegment segment)
    {
        #region exercise 7.12: take an acknowledgement and its window; recognise what is old, unsent or blindly guessed
        SequenceNumber ack = segment.Acknowledgment;
        if (ack > Next)
            return AckVerdict.Unsent;
        // An old segment of this connection can be at most a window behind. What is further behind was guessed (RFC
        // 5961).
        if (Unacknowledged - ack > Largest)
            return AckVerdict.Blind;
        if (ack < Unacknowledged)
            return AckVerdict.Stale;

        bool advances = ack > Unacknowledged;
        Unacknowledged = ack;
        // Segments are reordered on the way: only a later one may say something else about the window.
        bool later = LastSequence < segment.Sequence
            || (LastSequence == segment.Sequence && LastAcknowledgment <= ack);
        if (!later)
            return advances ? AckVerdict.Accepted : AckVerdict.Duplicate;
        uint told = (uint)segment.Header.Window << _scale;
        bool changes = told != Size;
        Size = told;
        Largest = Math.Max(Largest, told);
        LastSequence = segment.Sequence;
        LastAcknowledgment = ack;
        return advances || changes ? AckVerdict.Accepted : AckVerdict.Duplicate;
        #endregion
    }
}
