using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>The congestion control of RFC 5681: the window grows by itself in every round trip, then by one segment,
/// and is halved by a loss. The rules of fast recovery, RFC 6582, are in <see cref="LossRecovery"/>.</summary>
public sealed class NewReno(uint initialWindow) : ICongestionControl
{
    private readonly uint _restartWindow = initialWindow;
    private uint _ackedInAvoidance;

    /// <inheritdoc/>
    public uint Window { get; private set; } = initialWindow;

    /// <inheritdoc/>
    public uint SlowStartThreshold { get; private set; } = uint.MaxValue;

    /// <inheritdoc/>
    /// <remarks>Counts bytes as RFC 3465 does, so that a peer gains nothing by acknowledging a segment in pieces: in
    /// slow start a window more for a window acknowledged, but not more than two segments for one acknowledgement; in
    /// congestion avoidance one segment for a window acknowledged.</remarks>
    public void OnAck(int acked, int mss, Instant now, TimeSpan roundTrip)
    {
        #region exercise 7.17: double the window in each round trip of slow start, then add a segment in each
        throw new NotImplementedException("exercise 7.17");
        #endregion
    }

    /// <inheritdoc/>
    public void OnLoss(int inFlight, int mss)
    {
        SlowStartThreshold = Half(inFlight, mss);
        Window = SlowStartThreshold;
        _ackedInAvoidance = 0;
    }

    /// <inheritdoc/>
    public void OnTimeout(int inFlight, int mss, bool again)
    {
        if (!again)
            SlowStartThreshold = Half(inFlight, mss);
        Window = (uint)mss;
        _ackedInAvoidance = 0;
    }

    /// <inheritdoc/>
    public void OnIdle() => Window = Math.Min(Window, _restartWindow);

    // RFC 5681, equation (4).
    private static uint Half(int inFlight, int mss) => (uint)Math.Max(inFlight / 2, 2 * mss);
}
