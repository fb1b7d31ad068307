namespace Workbook.Tcp;

/// <summary>A segment that the sender wants on its way; its text is fetched by <see cref="Sender.CopyTo"/>, straight
/// into the packet.</summary>
/// <param name="Sequence">SEG.SEQ.</param>
/// <param name="Length">Bytes of text, 0 for a FIN alone. More than one segment's worth if the link cuts.</param>
/// <param name="Fin">Whether the segment ends the stream.</param>
/// <param name="Push">Whether it empties the queue (RFC 9293 section 3.9.1.2, MUST-61).</param>
/// <param name="IsRetransmission">Whether its first sequence number has been sent before.</param>
public readonly record struct Outgoing(SequenceNumber Sequence, int Length, bool Fin, bool Push, bool IsRetransmission)
{
    /// <summary>The sequence number just behind the segment.</summary>
    public SequenceNumber End => Sequence + Length + (Fin ? 1 : 0);
}
