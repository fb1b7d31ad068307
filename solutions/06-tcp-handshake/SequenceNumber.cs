namespace Workbook.Tcp;

/// <summary>
/// A sequence number (RFC 9293 section 3.4): a place on a circle of 2^32 numbers. 4,294,967,295 comes before 0.
/// Comparisons hold for numbers less than 2^31 apart; windows are at most 2^30 (RFC 7323 section 2.3), so this is no limit.
/// </summary>
/// <param name="Value">The number as it stands in the header.</param>
public readonly record struct SequenceNumber(uint Value)
{
    /// <summary>The signed distance from <paramref name="b"/> to <paramref name="a"/>: how far a lies behind b on the circle,
    /// negative when it lies before. From -2^31 to 2^31 - 1.</summary>
    public static int operator -(SequenceNumber a, SequenceNumber b)
    {
        #region exercise 6.3: measure the signed distance between two numbers on a circle
        // The difference modulo 2^32 is the way forward from b to a. Once that is half the circle or more, the way back is the
        // shorter one; two's complement reads such a difference as a negative number, so the conversion decides it.
        uint forward = unchecked(a.Value - b.Value);
        return unchecked((int)forward);
        #endregion
    }

    /// <summary>Whether this number is one of the <paramref name="length"/> numbers from <paramref name="start"/> on:
    /// start itself is, start + length is not, and a length of 0 holds nothing. True across the wrap.</summary>
    public bool IsWithin(SequenceNumber start, uint length)
    {
        #region exercise 6.4: find out whether a number lies in a window, also in one that wraps around
        // Two comparisons with the ends fail for a window of half the circle and more; one unsigned distance never does.
        uint offset = unchecked(Value - start.Value);
        return offset < length;
        #endregion
    }

    /// <summary>The number <paramref name="n"/> places on (or back, when negative).</summary>
    public static SequenceNumber operator +(SequenceNumber a, int n) => new(unchecked(a.Value + (uint)n));

    /// <summary>The number <paramref name="n"/> places on.</summary>
    public static SequenceNumber operator +(SequenceNumber a, uint n) => new(unchecked(a.Value + n));

    /// <summary>The number <paramref name="n"/> places back.</summary>
    public static SequenceNumber operator -(SequenceNumber a, int n) => new(unchecked(a.Value - (uint)n));

    /// <summary>Whether a comes before b.</summary>
    public static bool operator <(SequenceNumber a, SequenceNumber b) => a - b < 0;

    /// <summary>Whether a comes after b.</summary>
    public static bool operator >(SequenceNumber a, SequenceNumber b) => a - b > 0;

    /// <summary>Whether a comes before b or is b.</summary>
    public static bool operator <=(SequenceNumber a, SequenceNumber b) => a - b <= 0;

    /// <summary>Whether a comes after b or is b.</summary>
    public static bool operator >=(SequenceNumber a, SequenceNumber b) => a - b >= 0;

    /// <summary>The later of two numbers.</summary>
    public static SequenceNumber Max(SequenceNumber a, SequenceNumber b) => a >= b ? a : b;

    /// <summary>The earlier of two numbers.</summary>
    public static SequenceNumber Min(SequenceNumber a, SequenceNumber b) => a <= b ? a : b;

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString();
}
