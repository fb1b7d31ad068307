namespace Workbook.Tcp;

/// <summary>How a sender stands with the network.</summary>
public enum RecoveryPhase
{
    /// <summary>Nothing is known to be lost.</summary>
    Open,

    /// <summary>Duplicate ACKs told of a loss: repair without stopping (RFC 6582; with SACK RFC 6675).</summary>
    FastRecovery,

    /// <summary>The timer told of a loss: everything unacknowledged is sent again as the window permits.</summary>
    AfterTimeout,
}

/// <summary>
/// Notices losses and remembers what is to be sent again. Two pointers say it all, where others keep a list of
/// segments:
/// <code>
///     SND.UNA        Retransmitted          LostBelow                 SND.NXT
///        |  sent again     |  lost, to be sent  |  presumably on its way  |
/// </code>
/// With SACK the ranges that the peer has reported are exempt from all of it.
/// </summary>
/// <param name="initial">ISS.</param>
/// <param name="sack">Whether the peer reports what it has received (RFC 2018).</param>
public sealed class LossRecovery(SequenceNumber initial, bool sack)
{
    /// <summary>DupThresh: so many duplicate ACKs are taken for a loss and no longer for reordering.</summary>
    public const int DuplicateThreshold = 3;

    private readonly bool _sack = sack;

    /// <summary>The phase.</summary>
    public RecoveryPhase Phase { get; private set; }

    /// <summary>Duplicate ACKs in a row.</summary>
    public int DuplicateAcks { get; private set; }

    /// <summary>SND.NXT when the loss was noticed: recovery ends when everything before it is acknowledged.</summary>
    public SequenceNumber Recover { get; private set; } = initial;

    /// <summary>What duplicate ACKs allow beyond the congestion window, in bytes, because each tells that a segment
    /// has left the network. (RFC 5681 adds it to cwnd and takes it off again at the end.) Always 0 with SACK, which
    /// tells it exactly.</summary>
    public int Inflation { get; private set; }

    /// <summary>HighRxt: lost data before it has been sent again.</summary>
    public SequenceNumber Retransmitted { get; private set; } = initial + 1;

    /// <summary>Data before it is taken for lost.</summary>
    public SequenceNumber LostBelow { get; private set; } = initial + 1;

    /// <summary>The next retransmission goes even if the congestion window is full (RFC 6582 section 3.2 steps 3 and
    /// 5).</summary>
    public bool Urgent { get; private set; }

    /// <summary>A duplicate ACK has arrived while data is in flight.</summary>
    /// <param name="unacknowledged">SND.UNA.</param>
    /// <param name="next">SND.NXT.</param>
    /// <param name="mss">SMSS.</param>
    /// <param name="lossSeen">Whether SACK shows that the first unacknowledged segment is lost, IsLost() of RFC
    /// 6675.</param>
    /// <returns>Whether fast recovery begins: the segment at SND.UNA is lost and goes at once (<see cref="Urgent"/>).
    /// It does not begin twice for one window: without SACK everything sent before <see cref="Recover"/> and one byte
    /// more must have been acknowledged, with SACK everything before it.</returns>
    public bool OnDuplicate(SequenceNumber unacknowledged, SequenceNumber next, int mss, bool lossSeen)
    {
        #region exercise 7.16: start fast recovery at the third duplicate ACK, once per window; let each send a segment
        throw new NotImplementedException("exercise 7.16");
        #endregion
    }

    /// <summary>SND.UNA has moved.</summary>
    /// <param name="unacknowledged">SND.UNA, after it moved.</param>
    /// <param name="acked">By how much.</param>
    /// <param name="mss">SMSS.</param>
    public void OnAdvance(SequenceNumber unacknowledged, int acked, int mss)
    {
        DuplicateAcks = 0;
        Retransmitted = SequenceNumber.Max(Retransmitted, unacknowledged);
        LostBelow = SequenceNumber.Max(LostBelow, unacknowledged);
        if (Phase != RecoveryPhase.Open)
        {
            Continue(unacknowledged, acked, mss);
            return;
        }
        Inflation = 0;
        // Two gigabytes on, a Recover left behind would seem to lie ahead.
        if (unacknowledged > Recover)
            Recover = unacknowledged - 1;
    }

    /// <summary>SND.UNA has moved during recovery. When it has reached <see cref="Recover"/>, the recovery is over.
    /// Before that fast recovery without SACK takes the ACK for partial (RFC 6582 section 3.2 step 5): the next
    /// segment is lost too and goes at once (<see cref="Urgent"/>), and the inflation shrinks by what was
    /// acknowledged, less a segment.</summary>
    private void Continue(SequenceNumber unacknowledged, int acked, int mss)
    {
        #region exercise 7.20: after a partial ACK send the next segment again; end recovery when all is repaired
        throw new NotImplementedException("exercise 7.20");
        #endregion
    }

    /// <summary>Everything in flight counts as lost: the timer has expired, or the peer or the path has refused
    /// it.</summary>
    public void LoseAll(SequenceNumber unacknowledged, SequenceNumber next)
    {
        Phase = RecoveryPhase.AfterTimeout;
        Recover = LostBelow = next;
        Retransmitted = unacknowledged;
        DuplicateAcks = Inflation = 0;
        Urgent = false;
    }

    /// <summary>Lost data up to <paramref name="end"/> has left again.</summary>
    public void Resent(SequenceNumber end)
    {
        Retransmitted = SequenceNumber.Max(Retransmitted, end);
        Urgent = false;
    }
}
