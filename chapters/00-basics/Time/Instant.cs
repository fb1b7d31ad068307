using System.Globalization;

namespace Workbook.Basics;

/// <summary>
/// A point in time: 100-nanosecond ticks since an arbitrary origin. Protocol code gets one as an argument and never
/// reads a clock, so that a test can live through a two-minute TIME-WAIT in a microsecond.
/// </summary>
public readonly record struct Instant(long Ticks) : IComparable<Instant>
{
    public static readonly Instant Zero = new(0);

    /// <summary>Later than every instant: the deadline of something that is not scheduled.</summary>
    public static readonly Instant Never = new(long.MaxValue);

    public static Instant FromSeconds(double seconds) => new((long)Math.Round(seconds * TimeSpan.TicksPerSecond));

    public static Instant Min(Instant a, Instant b) => a.Ticks <= b.Ticks ? a : b;
    public static Instant Max(Instant a, Instant b) => a.Ticks >= b.Ticks ? a : b;

    /// <summary>Adding to <see cref="Never"/> stays <see cref="Never"/>.</summary>
    public static Instant operator +(Instant a, TimeSpan b) => a.Ticks > long.MaxValue - Math.Max(0, b.Ticks) ? Never : new(a.Ticks + b.Ticks);
    public static Instant operator -(Instant a, TimeSpan b) => a == Never ? Never : new(a.Ticks - b.Ticks);
    public static TimeSpan operator -(Instant a, Instant b) => a == Never ? TimeSpan.MaxValue : new(a.Ticks - b.Ticks);
    public static bool operator <(Instant a, Instant b) => a.Ticks < b.Ticks;
    public static bool operator >(Instant a, Instant b) => a.Ticks > b.Ticks;
    public static bool operator <=(Instant a, Instant b) => a.Ticks <= b.Ticks;
    public static bool operator >=(Instant a, Instant b) => a.Ticks >= b.Ticks;

    public int CompareTo(Instant other) => Ticks.CompareTo(other.Ticks);

    public override string ToString() => this == Never ? "never"
        : string.Create(CultureInfo.InvariantCulture, $"{(double)Ticks / TimeSpan.TicksPerSecond:0.000000}s");
}
