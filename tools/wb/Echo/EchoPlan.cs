using Workbook.Link;

namespace Workbook.Cli.Echo;

/// <summary>What an echo in memory shall do.</summary>
public sealed record EchoPlan
{
    /// <summary>Lines to be echoed, one after the other; they may come while it runs.</summary>
    public IEnumerable<string> Lines { get; init; } = [];

    /// <summary>Bytes to be echoed in one go instead of lines.</summary>
    public long? Size { get; init; }

    /// <summary>What the network does to frames, in both directions.</summary>
    public FaultOptions Faults { get; init; } = new();

    /// <summary>Frames that are lost for certain, by the numbers that the ladder shows.</summary>
    public IReadOnlySet<long> Lose { get; init; } = new HashSet<long>();

    /// <summary>Everything that is left to chance hangs on it: the same seed, the same conversation.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>A capture file of what the client sends and receives; null for none.</summary>
    public string? Capture { get; init; }
}

/// <summary>How an echo in memory went.</summary>
/// <param name="Failure">What was wrong; null if nothing.</param>
/// <param name="Sent">Bytes of the application, there.</param>
/// <param name="Echoed">Bytes of the application, back.</param>
/// <param name="Sha256">Of what was sent, in hexadecimal; compared with that of what came back.</param>
/// <param name="Retransmitted">Segments that were sent again, as the ladder shows them.</param>
/// <param name="Refused">Packets that arrived and were dropped, whatever the reason.</param>
/// <param name="Virtual">Time between the two hosts until the client had seen the end.</param>
/// <param name="Wall">Time that passed meanwhile in the room.</param>
public sealed record EchoOutcome(
    string? Failure, long Sent, long Echoed, string Sha256, long Packets, long PacketBytes, long Lost, long Retransmitted, long Damaged, long Duplicated,
    long Refused, TimeSpan Virtual, TimeSpan Wall);
