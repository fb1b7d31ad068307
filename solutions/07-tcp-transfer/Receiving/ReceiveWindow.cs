using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>How much the peer may send: up to a right edge that only ever moves to the right.</summary>
/// <param name="start">RCV.NXT after the handshake.</param>
/// <param name="initial">The window that the SYN offered, unscaled as there: at most 65,535.</param>
/// <param name="scale">The shift of the header's window field (RFC 7323, section 2).</param>
/// <param name="segmentSize">The most text that the peer puts into one segment.</param>
public sealed class ReceiveWindow(SequenceNumber start, int initial, int scale, int segmentSize)
{
    /// <summary>The most that the header's field can say.</summary>
    public int Largest { get; } = ushort.MaxValue << scale;

    /// <summary>One past the last sequence number that the peer was ever allowed to send.</summary>
    public SequenceNumber RightEdge { get; private set; } = start + initial;

    /// <summary>Moves the right edge to where the buffer allows, unless the step would be silly: less than a segment
    /// and less than half the buffer (RFC 9293, section 3.8.6.2.2, MUST-39). It never moves back (SHLD-14).</summary>
    /// <param name="next">RCV.NXT.</param>
    /// <param name="room">How many bytes beyond it there is room for.</param>
    /// <param name="buffer">How many there would be room for if all had been read.</param>
    /// <returns>RCV.WND in bytes: from RCV.NXT to the right edge.</returns>
    public uint Open(SequenceNumber next, int room, int buffer)
    {
        #region exercise 7.8: open the window by a segment or by half the buffer, not by less, and never close it
        int step = next + room - RightEdge;
        int worthTelling = Math.Min(segmentSize, buffer / 2);
        if (step >= worthTelling)
            RightEdge += step;
        return (uint)(RightEdge - next);
        #endregion
    }

    /// <summary>Opens the window and puts it into the units of the header's field.</summary>
    /// <remarks>The field counts in steps of 2^scale. It is rounded up so that the edge that the peer computes does not
    /// move back either; only where the buffer has no room for that, down, and then bytes up to the edge promised
    /// before are still taken (RFC 7323, section 2.4).</remarks>
    public ushort Field(SequenceNumber next, int room, int buffer)
    {
        uint window = Open(next, room, buffer);
        uint units = (window + (1u << scale) - 1) >> scale;
        if (units << scale > Math.Max(room, 0)) return (ushort)(window >> scale);
        RightEdge = next + (units << scale);
        return (ushort)units;
    }

    /// <summary>Whether the application has read so much that the peer should hear of it without waiting for the next
    /// ACK: most of the window is used up, and the edge may move.</summary>
    public bool IsUpdateDue(SequenceNumber next, int room, int buffer) =>
        RightEdge - next < buffer / 2 && next + room - RightEdge >= Math.Min(segmentSize, buffer / 2);
}
