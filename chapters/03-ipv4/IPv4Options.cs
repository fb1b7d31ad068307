namespace Workbook.IPv4;

/// <summary>What can be set about the IPv4 layer of a stack.</summary>
public sealed record IPv4Options
{
    /// <summary>Time to live of datagrams whose sender does not say, 1 to 255 (RFC 1122 section 3.2.1.7).</summary>
    public byte DefaultTimeToLive { get; init; } = 64;

    /// <summary>
    /// How long the fragments of a datagram wait for the rest. RFC 1122 section 3.3.2 would like 60 to 120 s, written when
    /// identifications did not come round within the time: at 10 Gbit/s they do in less than 30 s (RFC 4963).
    /// </summary>
    public TimeSpan ReassemblyTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes that fragments may occupy; above that the oldest datagrams are given up.</summary>
    public int ReassemblyHigh { get; init; } = 4 << 20;

    /// <summary>Bytes down to which the oldest datagrams are given up.</summary>
    public int ReassemblyLow { get; init; } = 3 << 20;

    /// <summary>Datagrams that may wait for fragments at a time.</summary>
    public int MaximumReassemblies { get; init; } = 1024;

    /// <summary>Fragments of one datagram: 65,535 bytes through an MTU of 576 are 119.</summary>
    public int MaximumFragments { get; init; } = 256;

    /// <summary>ICMP errors per second in the long run (RFC 1812 section 4.3.2.8).</summary>
    public int IcmpErrorsPerSecond { get; init; } = 100;

    /// <summary>ICMP errors that may leave at once.</summary>
    public int IcmpErrorBurst { get; init; } = 50;

    /// <summary>How long a path MTU is believed before a larger one is tried (RFC 1191 section 6.3).</summary>
    public TimeSpan PathMtuLifetime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Destinations whose path MTU is remembered.</summary>
    public int PathMtuEntries { get; init; } = 256;

    /// <summary>Bytes below which no ICMP message pushes a path MTU (RFC 5927 section 7.3).</summary>
    public int MinimumPathMtu { get; init; } = 552;

    /// <summary>Datagrams that may wait on the loopback interface.</summary>
    public int LoopbackQueue { get; init; } = 256;
}
