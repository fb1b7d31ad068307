using System.Numerics;

namespace Workbook.Tcp;

/// <summary>How a sender reacts to acknowledgements and losses.</summary>
public enum CongestionControl
{
    /// <summary>RFC 5681 with the fast recovery of RFC 6582.</summary>
    NewReno,

    /// <summary>RFC 9438.</summary>
    Cubic,
}

/// <summary>What an application may tune about the transfer of data. Sizes are in bytes.</summary>
public sealed record TransferOptions
{
    /// <summary>The largest buffer of either direction: the largest that a pool lends.</summary>
    public const int LargestBuffer = 4 << 20;

    public static TransferOptions Default { get; } = new();

    /// <summary>How much may wait to be sent or acknowledged. 16 KiB to 4 MiB.</summary>
    public int SendBufferLimit { get; init => field = Between(value, 16 << 10, LargestBuffer); } = LargestBuffer;

    /// <summary>The receive buffer at first, and so the first window. 2 KiB to 4 MiB.</summary>
    public int ReceiveBufferInitial { get; init => field = Between(value, 2 << 10, LargestBuffer); } = 64 << 10;

    /// <summary>How far the receive buffer grows for an application that reads fast. 2 KiB to 4 MiB;
    /// when smaller than <see cref="ReceiveBufferInitial"/> it wins.</summary>
    public int ReceiveBufferLimit { get; init => field = Between(value, 2 << 10, LargestBuffer); } = LargestBuffer;

    /// <summary>The largest window offered, however large the buffer: a link that silently drops what exceeds its
    /// queue wants a window that fits the queue. At least 2 KiB.</summary>
    public int MaximumWindow { get; init => field = Between(value, 2 << 10, int.MaxValue); } = int.MaxValue;

    /// <summary>The window to offer in a SYN, where it is not scaled.</summary>
    public int InitialWindow => Math.Min(ushort.MaxValue, Math.Min(ReceiveBufferInitial, LargestWindow));

    /// <summary>The shift to offer in a SYN (RFC 7323, section 2): the least that lets the window's field say the
    /// largest window.</summary>
    public int WindowScale => BitOperations.Log2((uint)(LargestWindow - 1) / ushort.MaxValue * 2 | 1);

    /// <summary>How long an acknowledgement may wait for company: RFC 9293, section 3.8.6.3, wants less than half a
    /// second (MUST-40). Zero acknowledges every segment.</summary>
    public TimeSpan DelayedAck
    {
        get;
        init => field = value >= TimeSpan.Zero && value < TimeSpan.FromMilliseconds(500)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "from 0 to less than 500 ms");
    } = TimeSpan.FromMilliseconds(40);

    /// <summary>The retransmission timeout before the first measured round trip (RFC 6298, rule 2.1).</summary>
    public TimeSpan InitialRto { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The shortest retransmission timeout. RFC 6298, rule 2.4, says 1 s; everybody uses less.</summary>
    public TimeSpan MinimumRto { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Where the back-off of the retransmission timeout ends (RFC 6298, rule 2.5: at least 60 s).</summary>
    public TimeSpan MaximumRto { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Retransmissions of one segment before giving up: R2 of RFC 9293, section 3.8.3.</summary>
    public int MaxRetries { get; init; } = 15;

    /// <summary>Gives up after data has waited this long for its acknowledgement (RFC 5482); null: only
    /// <see cref="MaxRetries"/> counts.</summary>
    public TimeSpan? UserTimeout { get; init; }

    /// <summary>Turns the Nagle algorithm off (RFC 9293, section 3.7.4, MUST-17).</summary>
    public bool NoDelay { get; init; }

    public CongestionControl CongestionControl { get; init; } = CongestionControl.Cubic;

    /// <summary>The initial congestion window in segments (RFC 6928).</summary>
    public int InitialWindowSegments { get; init; } = 10;

    private int LargestWindow => Math.Min(ReceiveBufferLimit, MaximumWindow);

    private static int Between(int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), value, $"from {least} to {most} bytes");
}
