using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>What to do about a segment that wants to end, or restart, a synchronized connection.</summary>
public enum ResetVerdict
{
    /// <summary>Drop it and say nothing.</summary>
    Ignore,

    /// <summary>Drop it, and send an ACK that a real peer can prove itself with (RFC 5961).</summary>
    Challenge,

    /// <summary>It is genuine: the connection is reset.</summary>
    Accept,
}

/// <summary>Who is believed when a RST or a SYN hits an open connection, and how ours looks.</summary>
public static class Resets
{
    /// <summary>
    /// A blind attacker can hit the window, but hardly one number in four billion: only a RST with exactly RCV.NXT
    /// resets; one elsewhere in the window is challenged (RFC 5961 section 3.2).
    /// </summary>
    /// <param name="sequence">SEG.SEQ of the RST.</param>
    /// <param name="next">RCV.NXT.</param>
    /// <param name="window">RCV.WND in bytes; with 0 the exact number is still accepted (RFC 9293 MUST-66).</param>
    public static ResetVerdict JudgeReset(SequenceNumber sequence, SequenceNumber next, uint window)
    {
        #region exercise 8.7: believe a RST with exactly the next number, challenge one in the window, ignore the rest
        if (sequence == next)
            return ResetVerdict.Accept;
        return sequence.IsWithin(next, window) ? ResetVerdict.Challenge : ResetVerdict.Ignore;
        #endregion
    }

    /// <summary>
    /// The RST that tells the peer of an abort: in the states in which the peer may still have a connection to reset
    /// (RFC 9293 section 3.10.5, which leaves out CLOSING and LAST-ACK; but there our FIN, or text before it, may be lost,
    /// and the peer would wait for it). It carries SND.NXT, which the peer expects.
    /// </summary>
    /// <returns>True if a RST must be sent.</returns>
    public static bool AbortSendsReset(TcpState state)
    {
        #region exercise 8.8: an abort sends a RST wherever the peer may still hold the connection open
        return state is TcpState.SynReceived or TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2
            or TcpState.CloseWait or TcpState.Closing or TcpState.LastAck;
        #endregion
    }
}
