namespace Workbook.Link;

/// <summary>What a <see cref="FaultyLink"/> does to the frames sent through it. Chances are from 0
/// to 1; the default does nothing.</summary>
public sealed record FaultOptions
{
    /// <summary>Chance that a frame is lost.</summary>
    public double Loss { get; init; }

    /// <summary>Frames that are lost for certain, by number; the first one sent is 1.</summary>
    public IReadOnlySet<long> LoseFrames { get; init; } = new HashSet<long>();

    /// <summary>Chance that a frame is sent twice.</summary>
    public double Duplicate { get; init; }

    /// <summary>Chance that one bit of a frame is turned over.</summary>
    public double Corrupt { get; init; }

    /// <summary>Chance that a frame is held back for up to <see cref="ReorderHold"/>, so that later ones overtake it.</summary>
    public double Reorder { get; init; }

    /// <summary>Longest time that a frame to be overtaken is held back, beyond <see cref="Delay"/>.</summary>
    public TimeSpan ReorderHold { get; init; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Time that every frame takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>Time that a frame may take in addition, evenly distributed. It alone never changes the order.</summary>
    public TimeSpan Jitter { get; init; }

    /// <summary>Bits per second that the wire carries, one frame after the other; 0 for no limit.</summary>
    public long RateBitsPerSecond { get; init; }

    /// <summary>Frames that may be held back at a time; one more is dropped.</summary>
    public int QueueLimit { get; init; } = 10_000;
}
