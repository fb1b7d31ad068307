namespace Workbook.Tcp;

/// <summary>What the SACK option tells: a duplicate (RFC 2883), then what waits behind gaps (RFC 2018).</summary>
public sealed class SackReport
{
    private SackBlocks _recent;
    private SackBlock? _duplicate;

    /// <summary>A segment has become part of <paramref name="block"/>, which is told first from now on; the blocks
    /// told before follow, so that each is repeated in several ACKs, some of which may be lost (RFC 2018, section 4).
    /// </summary>
    /// <param name="block">The stretch without gaps that contains the segment; older blocks may lie inside it.</param>
    public void Arrived(SackBlock block)
    {
        #region exercise 7.9: tell the most recent block first, then those told before that are not part of it
        throw new NotImplementedException("exercise 7.9");
        #endregion
    }

    /// <summary>These bytes have come before: the first block of the next ACK says so (RFC 2883, section 4).</summary>
    public void Duplicate(SackBlock block) => _duplicate = block;

    /// <summary>The blocks for a segment that acknowledges <paramref name="next"/>.</summary>
    /// <param name="room">How many blocks the options have room for: 3 beside timestamps, else 4.</param>
    public SackBlocks Blocks(SequenceNumber next, int room)
    {
        SackBlocks blocks = default;
        if (_duplicate is { } duplicate) blocks.Add(duplicate);
        for (int i = 0; i < _recent.Count && blocks.Count < room; i++)
            if (_recent[i].Start > next) blocks.Add(_recent[i]);
        return blocks;
    }

    /// <summary>A segment with the blocks has left, and RCV.NXT in it.</summary>
    /// <param name="gaps">Whether anything still waits behind a gap.</param>
    public void Sent(bool gaps)
    {
        _duplicate = null;
        if (!gaps) _recent = default;
    }
}
