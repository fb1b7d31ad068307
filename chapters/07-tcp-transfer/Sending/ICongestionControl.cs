using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>How much may be on its way at once: the congestion window, and what acknowledgements and losses do to it
/// (RFC 5681). All amounts are bytes; <c>mss</c> is SMSS, the largest payload of a segment.</summary>
public interface ICongestionControl
{
    /// <summary>cwnd.</summary>
    uint Window { get; }

    /// <summary>ssthresh: slow start below it, congestion avoidance from it on; <see cref="uint.MaxValue"/> before the
    /// first loss.</summary>
    uint SlowStartThreshold { get; }

    /// <summary>New data has been acknowledged, outside of fast recovery, while the window was in use.</summary>
    /// <param name="acked">Newly acknowledged bytes.</param>
    /// <param name="mss">SMSS.</param>
    /// <param name="now">The time.</param>
    /// <param name="roundTrip">SRTT.</param>
    void OnAck(int acked, int mss, Instant now, TimeSpan roundTrip);

    /// <summary>Fast recovery begins: a segment was lost, others get through.</summary>
    /// <param name="inFlight">FlightSize without what limited transmit has added.</param>
    /// <param name="mss">SMSS.</param>
    void OnLoss(int inFlight, int mss);

    /// <summary>The retransmission timer has expired.</summary>
    /// <param name="inFlight">FlightSize.</param>
    /// <param name="mss">SMSS.</param>
    /// <param name="again">Whether it had expired for the same data before: ssthresh then stays (RFC 5681 section
    /// 3.1).</param>
    void OnTimeout(int inFlight, int mss, bool again);

    /// <summary>Nothing was sent for a whole retransmission timeout: what the window knew of the path is outdated
    /// (RFC 5681 section 4.1).</summary>
    void OnIdle();
}

/// <summary>What the congestion controls share.</summary>
public static class CongestionWindow
{
    /// <summary>The largest window that window scaling can express (RFC 7323 section 2.3).</summary>
    public const uint Largest = 1u << 30;

    /// <summary>The initial window of RFC 6928 section 2: for 10 segments min(10 MSS, max(2 MSS, 14600)). One segment
    /// if the SYN or its answer was lost (RFC 5681 section 3.1).</summary>
    public static uint Initial(int segments, int mss, bool handshakeWasClean) => handshakeWasClean
        ? (uint)Math.Min(segments * mss, Math.Max(2 * mss, segments * 1460))
        : (uint)mss;

    /// <summary>Makes the control that the options ask for.</summary>
    public static ICongestionControl Create(TransferOptions options, int mss, bool handshakeWasClean)
    {
        uint initial = Initial(options.InitialWindowSegments, mss, handshakeWasClean);
        return options.CongestionControl == CongestionControl.NewReno ? new NewReno(initial) : new Cubic(initial);
    }
}
