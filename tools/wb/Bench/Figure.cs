namespace Workbook.Cli.Bench;

/// <summary>What is asked of a figure: at least or at most so much, of the value itself or of its ratio to the other side's.</summary>
internal readonly record struct Demand(bool AtLeast, double Bound, bool OfRatio)
{
    public static Demand RatioAtLeast(double bound) => new(true, bound, true);
    public static Demand RatioAtMost(double bound) => new(false, bound, true);
    public static Demand AtLeastValue(double bound) => new(true, bound, false);
    public static Demand AtMostValue(double bound) => new(false, bound, false);
}

/// <summary>One line of the table, with all the samples behind it.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Unit">Of the samples.</param>
/// <param name="Ours">Samples of our stack, in the order in which they were taken.</param>
/// <param name="Other">Samples of what it is compared with, taken in between; empty if there is nothing to compare with.</param>
/// <param name="Asked">Null for a figure that is only reported.</param>
/// <param name="OtherName">What <paramref name="Other"/> is.</param>
internal sealed record Figure(string Name, string Unit, double[] Ours, double[] Other, Demand? Asked, string OtherName = "kernel")
{
    /// <summary>The median of our samples.</summary>
    public double Value => Median(Ours);

    /// <summary>The median of the other side's samples; null without any.</summary>
    public double? OtherValue => Other.Length == 0 ? null : Median(Other);

    /// <summary>Ours to the other's; null without any.</summary>
    public double? Ratio => Value / OtherValue;

    /// <summary>Is it as asked? Null if nothing is asked, or what is asked needs a comparison that was not made.</summary>
    public bool? IsMet => Asked is not { } asked ? null
        : (asked.OfRatio ? Ratio : Value) is not { } measured ? null
        : asked.AtLeast ? measured >= asked.Bound : measured <= asked.Bound;

    private static double Median(double[] samples)
    {
        double[] sorted = [.. samples.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}

/// <summary>Something that could not be measured here.</summary>
/// <param name="Advice">What to do to have it measured.</param>
internal readonly record struct Skipped(string What, string Why, string Advice);
