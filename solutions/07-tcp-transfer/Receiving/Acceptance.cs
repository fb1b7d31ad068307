namespace Workbook.Tcp;

/// <summary>Which part of a segment lies in the receive window: pure functions of RCV.NXT and RCV.WND.</summary>
public static class Acceptance
{
    /// <summary>The test that comes before all others (RFC 9293, section 3.10.7.4, table 6): does any of the sequence
    /// numbers that the segment occupies lie in the window?</summary>
    /// <remarks>
    /// <code>
    ///     SEG.LEN  RCV.WND   acceptable if
    ///        0        0      SEG.SEQ = RCV.NXT
    ///        0       >0      RCV.NXT =&lt; SEG.SEQ &lt; RCV.NXT+RCV.WND
    ///       >0        0      never
    ///       >0       >0      its first or its last sequence number lies in the window
    /// </code>
    /// SEG.LEN counts a SYN and a FIN as one each. The first row is what lets ACK, RST and URG through a closed window.
    /// </remarks>
    public static bool IsAcceptable(in TcpSegment segment, SequenceNumber next, uint window)
    {
        #region exercise 7.2: accept a segment only if some of it lies in the window
        if (segment.Length == 0)
            return window == 0 ? segment.Sequence == next : segment.Sequence.IsWithin(next, window);
        if (window == 0)
            return false;
        return segment.Sequence.IsWithin(next, window) || (segment.End - 1).IsWithin(next, window);
        #endregion
    }

    /// <summary>Cuts off what lies outside the window, on either side, the FIN included (RFC 9293, section 3.10.7.4:
    /// "trim off any portions that lie outside the window").</summary>
    /// <param name="segment">Any segment; a SYN before its text is stepped over.</param>
    /// <param name="start">The sequence number of the first byte that is left, never before RCV.NXT.</param>
    /// <param name="fin">Whether there is a FIN and it lies in the window.</param>
    /// <returns>The text that is left, possibly nothing.</returns>
    public static ReadOnlySpan<byte> Clip(
        in TcpSegment segment, SequenceNumber next, uint window, out SequenceNumber start, out bool fin)
    {
        #region exercise 7.6: clip a segment to the window: old bytes on the left, the rest and the FIN on the right
        SequenceNumber first = segment.Sequence + (segment.Syn ? 1 : 0);
        SequenceNumber end = first + segment.Payload.Length;
        int old = Math.Clamp(next - first, 0, segment.Payload.Length);
        start = SequenceNumber.Max(first, next);
        int room = Math.Max(0, next + window - start);
        int taken = Math.Min(segment.Payload.Length - old, room);
        fin = segment.Fin && end.IsWithin(next, window);
        return segment.Payload.Slice(old, taken);
        #endregion
    }
}
