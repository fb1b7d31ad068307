using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp;

/// <summary>
/// Chooses initial sequence numbers (RFC 6528, RFC 9293 section 3.4.1): a clock, so that a new incarnation of a connection starts
/// ahead of the old one's segments, plus a secret offset for each four-tuple, so that nobody can guess another's numbers.
/// </summary>
public sealed class InitialSequence
{
    /// <summary>How long one number lasts: 4 microseconds, so that the clock comes round every 4.77 hours.</summary>
    public static readonly TimeSpan ClockStep = TimeSpan.FromMicroseconds(4);

    private readonly TupleHash _hash;

    /// <param name="secret">At least 16 bytes nobody else knows, new at each start of the stack.</param>
    /// <exception cref="ArgumentException">The secret is shorter.</exception>
    public InitialSequence(ReadOnlySpan<byte> secret) => _hash = new TupleHash(secret);

    /// <summary>ISS for a connection that opens now: M + F(local address, local port, remote address, remote port, secret).</summary>
    public SequenceNumber For(in FourTuple tuple, Instant now)
    {
        #region exercise 6.5: choose an initial sequence number: a clock of 4 microseconds plus a secret offset for each four-tuple
        throw new NotImplementedException("exercise 6.5");
        #endregion
    }

    /// <summary>What to add to the clock in this connection's timestamps (RFC 7323 section 5.4). The same for every incarnation, so that
    /// its timestamps keep growing (RFC 6191).</summary>
    public uint TimestampOffset(in FourTuple tuple) => _hash.Of(TupleHash.Purpose.Timestamp, tuple);
}
