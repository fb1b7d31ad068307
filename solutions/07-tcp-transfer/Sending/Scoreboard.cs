using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>What SACK blocks tell about the network (RFC 6675 section 4).</summary>
/// <param name="LostBelow">Data before it that the peer has not reported is lost.</param>
/// <param name="Pipe">The bytes presumably on their way.</param>
public readonly record struct Flight(SequenceNumber LostBelow, int Pipe);

/// <summary>The ranges beyond SND.UNA that the peer has reported received (RFC 2018). Bounded by
/// <see cref="RangeSet"/>: a report that finds no room costs a retransmission and nothing else.</summary>
public sealed class Scoreboard(BufferPool pool)
{
    private readonly RangeSet _sacked = new(pool);

    /// <summary>Takes the blocks of a segment. Blocks at or before SND.UNA (duplicate reports, RFC 2883) and blocks
    /// with what was never sent are ignored.</summary>
    /// <returns>Whether they tell something new.</returns>
    public bool Take(in SackBlocks blocks, SequenceNumber unacknowledged, SequenceNumber next)
    {
        bool news = false;
        for (int i = 0; i < blocks.Count; i++)
        {
            SackBlock block = blocks[i];
            if (unacknowledged < block.Start && block.Start < block.End && block.End <= next && !Contains(block))
                news |= _sacked.TryAdd(block, out _);
        }
        return news;
    }

    /// <summary>Forgets what SND.UNA has reached.</summary>
    public void Advance(SequenceNumber unacknowledged) => _sacked.RemoveReached(unacknowledged);

    /// <summary>Forgets everything: a peer may throw away what it has reported (RFC 2018 section 8), and after a
    /// timeout is no longer believed.</summary>
    public void Clear() => _sacked.Clear();

    /// <summary>Where things stand; see
    /// <see cref="Assess(ReadOnlySpan{SackBlock}, SequenceNumber, SequenceNumber, SequenceNumber, SequenceNumber, int)"/>.</summary>
    public Flight Assess(SendWindow window, SequenceNumber lostBelow, SequenceNumber retransmitted, int mss) =>
        Assess(_sacked.AsSpan(), window.Unacknowledged, window.Next, lostBelow, retransmitted, mss);

    /// <summary>IsLost() and SetPipe() of RFC 6675 section 4 in one. Unreported data is lost if three ranges
    /// (DupThresh) or more than two segments of bytes have been reported beyond it, or because it is known to be:
    /// that is a place, and everything unreported before it is lost. What is not lost is in the pipe, and so is what
    /// was sent again.</summary>
    /// <param name="sacked">The reported ranges, in ascending order.</param>
    /// <param name="unacknowledged">SND.UNA.</param>
    /// <param name="next">SND.NXT.</param>
    /// <param name="lostBelow">Data before it is known to be lost. SND.UNA if nothing is.</param>
    /// <param name="retransmitted">Lost data before it has been sent again (HighRxt). SND.UNA if none has.</param>
    /// <param name="mss">SMSS.</param>
    public static Flight Assess(
        ReadOnlySpan<SackBlock> sacked, SequenceNumber unacknowledged, SequenceNumber next,
        SequenceNumber lostBelow, SequenceNumber retransmitted, int mss)
    {
        #region exercise 7.19: find out from the reported ranges what is lost, and how much is still on its way
        int reported = 0;
        for (int i = sacked.Length - 1; i >= 0; i--)
        {
            reported += sacked[i].End - sacked[i].Start;
            bool enough = sacked.Length - i >= LossRecovery.DuplicateThreshold
                || reported > (LossRecovery.DuplicateThreshold - 1) * mss;
            if (!enough)
                continue;
            lostBelow = SequenceNumber.Max(lostBelow, sacked[i].Start);
            break;
        }

        int pipe = 0;
        SequenceNumber hole = unacknowledged;
        for (int i = 0; i <= sacked.Length; i++)
        {
            SequenceNumber end = i < sacked.Length ? sacked[i].Start : next;
            pipe += Math.Max(0, end - SequenceNumber.Max(hole, lostBelow));
            pipe += Math.Max(0, SequenceNumber.Min(end, retransmitted) - hole);
            if (i < sacked.Length)
                hole = sacked[i].End;
        }
        return new Flight(lostBelow, pipe);
        #endregion
    }

    /// <summary>Finds the first unreported data in a range.</summary>
    /// <param name="from">Where the range begins.</param>
    /// <param name="below">Where it ends.</param>
    /// <param name="hole">The data, up to the next reported range or to the end.</param>
    public bool TryFindHole(SequenceNumber from, SequenceNumber below, out SackBlock hole)
    {
        foreach (SackBlock range in _sacked.AsSpan())
        {
            if (from < range.Start)
            {
                below = SequenceNumber.Min(below, range.Start);
                break;
            }
            from = SequenceNumber.Max(from, range.End);
        }
        hole = new SackBlock(from, below);
        return from < below;
    }

    private bool Contains(SackBlock block)
    {
        foreach (SackBlock range in _sacked.AsSpan())
        {
            if (range.Start <= block.Start && block.End <= range.End)
                return true;
        }
        return false;
    }
}
