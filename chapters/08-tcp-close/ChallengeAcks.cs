using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>
/// Limits challenge ACKs, so that forged segments cannot make the stack a source of traffic (RFC 5961 section 7).
/// </summary>
/// <remarks>
/// A limit shared by all connections would be a side channel: an attacker who can use it up learns whether a connection
/// of somebody else's was challenged (CVE-2016-5696). So each connection counts for itself.
/// </remarks>
/// <param name="perSecond">Challenge ACKs allowed in each second.</param>
public sealed class ChallengeAcks(int perSecond = 10)
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly int _perSecond = perSecond;
    private Instant _ends = new(long.MinValue);
    private int Sent { get; set; }

    /// <summary>True if one more may be sent now; counts it.</summary>
    public bool TryTake(Instant now)
    {
        #region exercise 8.9: allow so many challenge ACKs in each second, and not one more
        throw new NotImplementedException("exercise 8.9");
        #endregion
    }
}
