namespace Workbook.Tcp;

/// <summary>Estimates the round-trip time and how long to wait for an acknowledgement (RFC 6298 sections 2 to
/// 5).</summary>
/// <remarks>Karn's algorithm, never to measure what was sent twice, is the business of whoever takes the
/// samples.</remarks>
public sealed class RoundTrip
{
    private static readonly TimeSpan Granularity = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan AfterLostSyn = TimeSpan.FromSeconds(3);

    private readonly TransferOptions _options;

    /// <param name="options">The bounds of the timeout.</param>
    /// <param name="handshake">The first sample; null if the handshake gave none because the SYN or its answer was
    /// lost: then at least 3 s are waited at first (rule 5.7).</param>
    public RoundTrip(TransferOptions options, TimeSpan? handshake)
    {
        _options = options;
        Rto = options.InitialRto > AfterLostSyn ? options.InitialRto : AfterLostSyn;
        if (handshake is { } sample)
            Sample(sample);
    }

    /// <summary>SRTT; null before the first sample.</summary>
    public TimeSpan? Smoothed { get; private set; }

    /// <summary>RTTVAR.</summary>
    public TimeSpan Variation { get; private set; }

    /// <summary>The retransmission timeout with its back-off.</summary>
    public TimeSpan Rto { get; private set; }

    /// <summary>Takes a measured round trip (rules 2.2 to 2.5). What the timeout had backed off is forgotten.</summary>
    public void Sample(TimeSpan measured)
    {
        #region exercise 7.14: estimate the round trip and its variation, and from them the timeout
        if (Smoothed is not { } smoothed)
        {
            Smoothed = measured;
            Variation = measured / 2;
        }
        else
        {
            // The variation first: it wants the estimate that this sample has not changed yet.
            TimeSpan deviation = (smoothed - measured).Duration();
            Variation = (Variation * 3 + deviation) / 4;
            Smoothed = (smoothed * 7 + measured) / 8;
        }
        TimeSpan spread = Variation * 4 > Granularity ? Variation * 4 : Granularity;
        TimeSpan timeout = Smoothed.Value + spread;
        Rto = timeout < _options.MinimumRto ? _options.MinimumRto
            : timeout > _options.MaximumRto ? _options.MaximumRto
            : timeout;
        #endregion
    }

    /// <summary>The timer has expired: wait twice as long the next time (rule 5.5), at most the maximum.</summary>
    public void BackOff() => Rto = Rto * 2 < _options.MaximumRto ? Rto * 2 : _options.MaximumRto;
}
