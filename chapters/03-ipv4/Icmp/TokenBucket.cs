using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// So many per second in the long run, and so many at once. Kept as the instant at which the bucket would be full again,
/// so that nothing has to happen between two takes.
/// </summary>
/// <param name="perSecond">Tokens that flow in each second, at least 1.</param>
/// <param name="burst">Tokens that the full bucket holds, at least 1.</param>
internal sealed class TokenBucket(int perSecond, int burst)
{
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1) / perSecond;
    private Instant _full = Instant.Zero;

    public bool TryTake(Instant now)
    {
        Instant full = Instant.Max(_full, now) + _interval;
        if (full - now > _interval * burst) return false;
        _full = full;
        return true;
    }
}
