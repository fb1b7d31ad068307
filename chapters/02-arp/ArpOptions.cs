namespace Workbook.Arp;

/// <summary>The figures of address resolution.</summary>
public sealed record ArpOptions
{
    /// <summary>Neighbors remembered; the least recently used makes room for the next. At least 2.</summary>
    public int CacheSize { get; init; } = 512;

    /// <summary>How long an address is trusted without a word from its owner (RFC 1122 section 2.3.2.1: about a minute).
    /// It is kept as long again for those who still use it, and forgotten then.</summary>
    public TimeSpan Life { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time between two requests for one address: at least 1 s (RFC 1122 section 2.3.2.1).</summary>
    public TimeSpan Retry { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Requests before a neighbor counts as unreachable.</summary>
    public int Tries { get; init; } = 3;

    /// <summary>How long an unreachable neighbor is not asked for again.</summary>
    public TimeSpan FailureHold { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Datagrams that wait for one neighbor; the oldest makes room. The default holds a datagram of 64 KiB in
    /// fragments for an MTU of 1500 (45).</summary>
    public int QueueLength { get; init; } = 48;

    /// <summary>Datagrams that wait for all neighbors together. When so many do, each neighbor keeps only its latest.</summary>
    public int TotalQueueLength { get; init; } = 512;

    /// <summary>Time between two defences of an address (RFC 5227 section 1.1: DEFEND_INTERVAL).</summary>
    public TimeSpan DefendInterval { get; init; } = TimeSpan.FromSeconds(10);
}
