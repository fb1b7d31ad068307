using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>What one stack, or one connection, does differently from the defaults.</summary>
public sealed record TcpSettings
{
    public static TcpSettings Default { get; } = new();

    public TransferOptions Transfer { get; init; } = TransferOptions.Default;

    /// <summary>2 MSL: how long TIME-WAIT lasts. RFC 9293 takes MSL to be 2 minutes; 30 seconds is what the Internet settled on.</summary>
    public TimeSpan TwiceMsl { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a connection that nobody will read from again waits in FIN-WAIT-2 for the peer's FIN.</summary>
    public TimeSpan FinWait2Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Connections in TIME-WAIT beyond which the oldest is forgotten: a bound on memory, not a feature.</summary>
    public int MaxTimeWait { get; init; } = 16_384;

    /// <summary>SYNs sent again: the last after 63 s. Nobody gives up before 3 minutes all the same (MUST-23), unless
    /// <see cref="TransferOptions.UserTimeout"/> says so.</summary>
    public int MaxSynRetries { get; init; } = HandshakeOffer.DefaultSynRetries;

    /// <summary>Null: no keep-alive, the default (MUST-25).</summary>
    public KeepAliveOptions? KeepAlive { get; init; }

    /// <summary>Hops, 1 to 255 (MUST-49).</summary>
    public byte TimeToLive { get; init; } = 64;

    /// <summary>The DiffServ octet (MUST-48).</summary>
    public byte TypeOfService { get; init; }

    public bool Timestamps { get; init; } = true;
    public bool Sack { get; init; } = true;
    public bool WindowScaling { get; init; } = true;

    /// <summary>Unless off, a large send leaves as one packet where the link cuts segments itself.</summary>
    public bool SegmentationOffload { get; init; } = true;
}
