using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>
/// The 2 MSL for which a closed connection keeps its name, so that its last ACK can be repeated and its old segments
/// die before the name is used again (RFC 9293 section 3.6.1).
/// </summary>
/// <param name="next">RCV.NXT: one past the peer's FIN.</param>
/// <param name="timestamps">Timestamps were in use.</param>
/// <param name="recentTimestamp">TS.Recent (RFC 7323), if they were.</param>
/// <param name="twiceMsl">How long: 2 MSL, 60 s by default.</param>
/// <param name="now">When TIME-WAIT was entered.</param>
public sealed class TimeWait(SequenceNumber next, bool timestamps, uint recentTimestamp, TimeSpan twiceMsl, Instant now)
{
    private readonly SequenceNumber _next = next;
    private readonly uint? _recentTimestamp = timestamps ? recentTimestamp : null;

    /// <summary>When the name is free again.</summary>
    public Instant Ends { get; private set; } = now + twiceMsl;

    /// <summary>
    /// A segment arrived. The peer that did not get our last ACK sends its FIN again; the ACK is then repeated by the
    /// caller and the wait starts over. A RST does not end the wait (RFC 1337).
    /// </summary>
    /// <returns>True if an ACK must be sent.</returns>
    public bool Receive(in TcpSegment segment, Instant now)
    {
        #region exercise 8.5: a repeated FIN restarts the clock and is acknowledged; a RST changes nothing
        throw new NotImplementedException("exercise 8.5");
        #endregion
    }

    /// <summary>
    /// May this SYN start a new connection under the same name before the time is over? Only if nothing of the old one
    /// can be taken for the new: a later timestamp proves it (RFC 6191), else a higher sequence number (RFC 1122 section 4.2.2.13).
    /// </summary>
    public bool MayReopen(in TcpSegment segment)
    {
        #region exercise 8.6: let a SYN in early if its timestamp, or its sequence number, proves that it is newer
        throw new NotImplementedException("exercise 8.6");
        #endregion
    }
}
