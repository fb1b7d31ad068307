namespace Workbook.Tcp;

/// <summary>How a queue of bytes is cut into segments, and which of them are too small to go.</summary>
public static class Segmentation
{
    /// <summary>Cuts the next piece from the queue.</summary>
    /// <param name="queued">Bytes that wait (D of RFC 9293 section 3.8.6.2.1).</param>
    /// <param name="usable">Bytes that the windows, the peer's and the congestion window, still allow (U). May be
    /// negative.</param>
    /// <param name="mss">The largest payload of a segment.</param>
    /// <param name="largest">The largest payload that may be handed down at once: <paramref name="mss"/>, or a multiple
    /// if the link cuts by itself.</param>
    /// <param name="shortTail">Whether the end of the queue may ride along with full segments before it although it
    /// fills none.</param>
    /// <returns>As many full segments as possible; less than a segment only if there is not one; 0 if nothing may
    /// go.</returns>
    public static int Cut(int queued, int usable, int mss, int largest, bool shortTail)
    {
        #region exercise 7.11: cut as many full segments from the queue as the windows and the link allow
        throw new NotImplementedException("exercise 7.11");
        #endregion
    }

    /// <summary>Whether a piece is worth a packet: the Nagle algorithm (RFC 9293 section 3.7.4) and the sender's half
    /// of silly-window avoidance (section 3.8.6.2.1, MUST-38), rules (1) to (3). The override timeout, rule (4), is
    /// the persist timer's. The stack pushes everything, so data counts as PUSHed when it is the last of the
    /// queue.</summary>
    /// <param name="length">The bytes that could go, min(D,U): at least 1.</param>
    /// <param name="queued">The bytes that wait (D).</param>
    /// <param name="mss">Eff.snd.MSS.</param>
    /// <param name="idle">Whether everything sent has been acknowledged: SND.NXT = SND.UNA.</param>
    /// <param name="noDelay">Whether Nagle is off (MUST-17).</param>
    /// <param name="largestWindow">The largest window the peer ever offered: MAX(SND.WND).</param>
    public static bool MaySend(int length, int queued, int mss, bool idle, bool noDelay, uint largestWindow)
    {
        #region exercise 7.18: hold small segments back while data is unacknowledged, and slivers of a window always
        throw new NotImplementedException("exercise 7.18");
        #endregion
    }
}
