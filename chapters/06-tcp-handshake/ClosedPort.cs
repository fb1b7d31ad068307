namespace Workbook.Tcp;

/// <summary>The answer to a segment that belongs to nobody (RFC 9293 section 3.10.7.1).</summary>
public static class ClosedPort
{
    /// <summary>The RST that tells the sender so, in numbers that it will believe. False when there must be none: a RST is never
    /// answered, or two such ends would keep each other busy for ever.</summary>
    /// <param name="arrived">The segment.</param>
    /// <param name="flags">Flags of the answer.</param>
    /// <param name="sequence">Its sequence number.</param>
    /// <param name="acknowledgment">Its acknowledgment number; counts if flags has the ACK bit.</param>
    public static bool TryAnswer(
        in TcpSegment arrived, out TcpFlags flags, out SequenceNumber sequence, out SequenceNumber acknowledgment)
    {
        #region exercise 6.8: refuse a segment that belongs to nobody, with a RST that its sender believes; never answer a RST
        throw new NotImplementedException("exercise 6.8");
        #endregion
    }
}
