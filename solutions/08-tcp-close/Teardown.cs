namespace Workbook.Tcp;

/// <summary>What moves a synchronized connection from state to state on its way out (RFC 9293 section 3.6).</summary>
public enum TeardownEvent
{
    /// <summary>The application closes its sending side: our FIN follows the data.</summary>
    Close,

    /// <summary>The peer's FIN has been taken, with everything before it.</summary>
    FinReceived,

    /// <summary>The peer acknowledges our FIN.</summary>
    FinAcknowledged,

    /// <summary>2 MSL have passed in TIME-WAIT, or FIN-WAIT-2 was abandoned.</summary>
    Expired,
}

/// <summary>
/// The closing half of the state diagram (RFC 9293 figure 5), as the table that it is. Nothing here sends or waits.
/// </summary>
/// <remarks>
/// What the RFC draws as arrows is three questions here, one for each event. An event that means nothing in a state
/// leaves the state as it is.
/// </remarks>
public static class Teardown
{
    /// <summary>The state after <paramref name="what"/> happened in <paramref name="state"/>.</summary>
    public static TcpState Next(TcpState state, TeardownEvent what) => what switch
    {
        TeardownEvent.Close => AfterClose(state),
        TeardownEvent.FinReceived => AfterFin(state),
        TeardownEvent.FinAcknowledged => AfterFinAcknowledged(state),
        _ => AfterExpiry(state),
    };

    /// <summary>The application has no more to say. The peer may go on talking: a half-close (RFC 9293 section 3.6, case 1).</summary>
    private static TcpState AfterClose(TcpState state)
    {
        #region exercise 8.1: the application closes; which state waits for the acknowledgment of our FIN?
        return state switch
        {
            TcpState.SynReceived or TcpState.Established => TcpState.FinWait1,
            TcpState.CloseWait => TcpState.LastAck,
            _ => state,
        };
        #endregion
    }

    /// <summary>The peer has no more to say (RFC 9293 section 3.10.7.4, "eighth, check the FIN bit").</summary>
    private static TcpState AfterFin(TcpState state)
    {
        #region exercise 8.2: the peer's FIN has arrived; who waits for what now?
        return state switch
        {
            TcpState.SynReceived or TcpState.Established => TcpState.CloseWait,
            TcpState.FinWait1 => TcpState.Closing,
            TcpState.FinWait2 => TcpState.TimeWait,
            _ => state,
        };
        #endregion
    }

    /// <summary>Our FIN is acknowledged (RFC 9293 section 3.10.7.4, "fifth, check the ACK field").</summary>
    private static TcpState AfterFinAcknowledged(TcpState state)
    {
        #region exercise 8.3: our FIN is acknowledged; mind the two ends that closed at the same moment
        return state switch
        {
            TcpState.FinWait1 => TcpState.FinWait2,
            TcpState.Closing => TcpState.TimeWait,
            TcpState.LastAck => TcpState.Closed,
            _ => state,
        };
        #endregion
    }

    private static TcpState AfterExpiry(TcpState state) => state is TcpState.TimeWait or TcpState.FinWait2 ? TcpState.Closed : state;

    /// <summary>Both sides know each other's sequence numbers.</summary>
    public static bool IsSynchronized(TcpState state) => state is not (TcpState.Closed or TcpState.Listen or TcpState.SynSent);

    /// <summary>May the application still send? Both directions close apart: in CLOSE-WAIT it may for as long as it likes.</summary>
    public static bool MaySend(TcpState state) => state is TcpState.Established or TcpState.CloseWait;

    /// <summary>Can data still arrive from the peer? After its FIN nothing can, whatever a segment claims.</summary>
    public static bool MayReceive(TcpState state) => state is TcpState.Established or TcpState.FinWait1 or TcpState.FinWait2;

    /// <summary>
    /// Must an application's close become an abort? An end that throws received data away, or gets data that nobody
    /// will ever read, says so with a RST instead of a FIN that would claim "all well" (RFC 9293 SHLD-3, RFC 2525 section 2.17).
    /// </summary>
    /// <param name="unreadBytes">Bytes received that the application has not read.</param>
    /// <param name="bothDirections">The application closes for good, not just its sending side.</param>
    /// <param name="peerFinished">The peer's FIN has been taken.</param>
    /// <param name="arrivingBytes">Payload that arrives after the close; 0 at the close itself.</param>
    public static bool MustAbort(int unreadBytes, bool bothDirections, bool peerFinished, int arrivingBytes)
    {
        #region exercise 8.4: close for good with data unread, or data arriving later, is an abort; a half-close never is
        if (!bothDirections)
            return false;
        return unreadBytes > 0 || (arrivingBytes > 0 && !peerFinished);
        #endregion
    }
}
