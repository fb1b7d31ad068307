using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp;

/// <summary>
/// Whoever holds a connection above TCP: the host's stream, or a test. Told between the arrival of segments and the
/// flush of what is to leave, so that an answer written at once travels with the acknowledgment.
/// </summary>
public interface ITcpOwner
{
    /// <summary>Something changed: data to read, room to write, another state, an error.</summary>
    void Progress(TcpConnection connection);
}

/// <summary>What a connection looks like from outside, for a tool that watches it. Sizes in bytes.</summary>
public readonly record struct TcpInfo(
    FourTuple Tuple, TcpState State, uint CongestionWindow, uint SlowStartThreshold, uint SendWindow, uint ReceiveWindow,
    int SendMss, TimeSpan? SmoothedRoundTrip, TimeSpan RetransmissionTimeout, int Unsent, int Unread)
{
    /// <summary>SND.UNA.</summary>
    public SequenceNumber SendUnacknowledged { get; init; }

    /// <summary>SND.NXT.</summary>
    public SequenceNumber SendNext { get; init; }

    /// <summary>RCV.NXT.</summary>
    public SequenceNumber ReceiveNext { get; init; }

    /// <summary>Something is lost and being repaired.</summary>
    public bool InRecovery { get; init; }

    /// <summary>When TIME-WAIT, or a FIN-WAIT-2 that nobody waits for, is over.</summary>
    public Instant ClockEnds { get; init; }
}
