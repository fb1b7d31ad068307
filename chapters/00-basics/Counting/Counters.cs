namespace Workbook.Basics;

/// <summary>
/// What a stack counts: traffic by <see cref="Counter"/>, and every discarded packet under a <see cref="DropReason"/>.
/// Nothing is ever dropped without a line here. Written by one loop, readable from any thread.
/// </summary>
public sealed class Counters
{
    private readonly long[] _traffic = new long[Enum.GetValues<Counter>().Length];
    private readonly long[] _drops = new long[Enum.GetValues<DropReason>().Length];

    /// <summary>Called at each drop, for traces and tests.</summary>
    public Action<DropReason>? Dropped { get; set; }

    public long this[Counter counter] => _traffic[(int)counter];
    public long this[DropReason reason] => _drops[(int)reason];

    public long TotalDrops => _drops.Sum();

    public void Add(Counter counter, long amount = 1) => _traffic[(int)counter] += amount;

    public void Drop(DropReason reason)
    {
        _drops[(int)reason]++;
        Dropped?.Invoke(reason);
    }
}
