using Workbook.Basics;

namespace Workbook.Harness;

/// <summary>Who talks to whom in a <see cref="TcpScript"/>, and from where its numbers count.</summary>
public sealed record ScriptOptions
{
    public static readonly ScriptOptions Default = new();

    /// <summary>Numbers in the script are those on the wire.</summary>
    public static readonly ScriptOptions Absolute = new() { LocalIss = 0, RemoteIss = 0, TimestampBase = 0 };

    public IPv4Address LocalAddress { get; init; } = IPv4Address.Parse("10.0.0.1");
    public IPv4Address RemoteAddress { get; init; } = IPv4Address.Parse("10.0.0.2");

    /// <summary>Null: the source port of our first SYN, and 80 if the other side begins.</summary>
    public ushort? LocalPort { get; init; }

    public ushort RemotePort { get; init; } = 40_000;

    /// <summary>The number on the wire that the script calls 0 in what we send; null: that of the first SYN that leaves.</summary>
    public uint? LocalIss { get; init; }

    /// <summary>The number on the wire that the script calls 0 in what arrives.</summary>
    public uint RemoteIss { get; init; } = 1_000_000;

    /// <summary>
    /// The timestamp on the wire that the script calls 0 in what we send; null: chosen so that the first one that
    /// leaves is what the script says it is (0 if it does not say).
    /// </summary>
    public uint? TimestampBase { get; init; }

    /// <summary>The window of an arriving segment that does not state one.</summary>
    public ushort Window { get; init; } = 65_535;

    public Instant Start { get; init; } = Instant.Zero;

    /// <summary>Where a reader finds the rule: <c>RFC 9293 section 3.10.7.4</c>. A line <c>#rfc</c> in the script wins.</summary>
    public string? Section { get; init; }

    /// <summary>The exercise whose hint is named on failure, such as <c>6.2</c>; null: those of the running test's traits.</summary>
    public string? Exercise { get; init; }
}
