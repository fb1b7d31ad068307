using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>CUBIC (RFC 9438), what most of the Internet uses. After a loss the window returns quickly to where the
/// loss was, stays there for a while, and then looks for more; how fast depends on the time since the loss and not on
/// the round trip.</summary>
/// <remarks>
/// <code>
///   cwnd            W_max                   :
///     |   ........ _ _ _ _ _ _ ___-----___ :  probing
///     |            _--'                  '
///     |         .-'   concave
///     |________/________________ K _________ t
/// </code>
/// Windows are counted in segments here, as in the RFC. HyStart++ is left out.
/// </remarks>
public sealed class Cubic(uint initialWindow) : ICongestionControl
{
    private const double C = 0.4, Beta = 0.7, Alpha = 3 * (1 - Beta) / (1 + Beta);

    private readonly uint _restartWindow = initialWindow;
    private double _window = initialWindow;          // bytes, with the fraction that small steps need
    private double _windowMax, _priorWindow;         // W_max and cwnd_prior; 0 while unknown
    private Instant _epoch = Instant.Never;          // when this congestion avoidance began
    private double _k, _estimate;                    // K in seconds; W_est

    /// <inheritdoc/>
    public uint Window => (uint)_window;

    /// <inheritdoc/>
    public uint SlowStartThreshold { get; private set; } = uint.MaxValue;

    /// <inheritdoc/>
    public void OnAck(int acked, int mss, Instant now, TimeSpan roundTrip)
    {
        if (Window < SlowStartThreshold)
            _window += Math.Min(acked, 2 * mss);
        else
        {
            double window = _window / mss;
            if (_epoch == Instant.Never)
                StartEpoch(window, now);
            double t = (now - _epoch).TotalSeconds;
            _window = Grow(window, (double)acked / mss, t, roundTrip.TotalSeconds) * mss;
        }
        _window = Math.Min(_window, CongestionWindow.Largest);
    }

    /// <inheritdoc/>
    public void OnLoss(int inFlight, int mss)
    {
        Reduce(inFlight, mss);
        _window = SlowStartThreshold;
    }

    /// <inheritdoc/>
    public void OnTimeout(int inFlight, int mss, bool again)
    {
        if (!again)
            Reduce(inFlight, mss);
        // Section 4.8: the curve after a timeout begins at its plateau.
        _windowMax = 0;
        _window = mss;
    }

    /// <inheritdoc/>
    public void OnIdle()
    {
        _window = Math.Min(_window, _restartWindow);
        _epoch = Instant.Never;
    }

    // Sections 4.6 and 4.7. With fast convergence a flow that loses before it has regained its window makes room for
    // others.
    private void Reduce(int inFlight, int mss)
    {
        double window = _window / mss;
        _priorWindow = window;
        _windowMax = window < _windowMax ? window * (1 + Beta) / 2 : window;
        SlowStartThreshold = (uint)Math.Max(inFlight * Beta, 2 * mss);
        _epoch = Instant.Never;
    }

    private void StartEpoch(double window, Instant now)
    {
        _epoch = now;
        _estimate = window;
        _windowMax = Math.Max(_windowMax, window);
        _k = Math.Cbrt((_windowMax - window) / C);
    }

    /// <summary>Congestion avoidance, sections 4.2 to 4.5, in segments and seconds.</summary>
    /// <param name="window">cwnd.</param>
    /// <param name="acked">segments_acked.</param>
    /// <param name="t">The time since this congestion avoidance began.</param>
    /// <param name="roundTrip">RTT.</param>
    /// <returns>The new cwnd.</returns>
    private double Grow(double window, double acked, double t, double roundTrip)
    {
        #region exercise 7.21: let the window follow the cubic curve, but never fall behind NewReno
        // W_est: what a NewReno flow that shares fairly with others would have by now (section 4.3).
        double alpha = _estimate < _priorWindow ? Alpha : 1;
        _estimate += alpha * acked / window;
        double curve = C * Math.Pow(t - _k, 3) + _windowMax;
        if (curve < _estimate)
            return Math.Max(window, _estimate);
        // Half a window in a round trip is as fast as it may get, and back it must not go.
        double next = C * Math.Pow(t + roundTrip - _k, 3) + _windowMax;
        double target = Math.Clamp(next, window, 1.5 * window);
        return window + Math.Min(target - window, (target - window) / window * acked);
        #endregion
    }
}
