namespace Workbook.Pictures.Drawings;

/// <summary>An axis from From to To with ticks at round numbers.</summary>
internal readonly record struct ChartAxis(double From, double To, double Step)
{
    /// <param name="rounded">Whether the ends are ticks too. Zero is an end unless the values are far from it.</param>
    public static ChartAxis Of(IEnumerable<double> values, int mostTicks, bool rounded)
    {
        double from = values.Min(), to = values.Max();
        if (from > 0 && (rounded || from < to * 0.5))
            from = 0;
        if (to <= from)
            to = from + 1;
        double step = Numbers.Step(to - from, mostTicks);
        return rounded ? new ChartAxis(Math.Floor(from / step + 1e-9) * step, Math.Ceiling(to / step - 1e-9) * step, step) : new ChartAxis(from, to, step);
    }

    public IEnumerable<double> Ticks()
    {
        double first = Math.Ceiling(From / Step - 1e-9);
        for (int i = 0; i <= 20 && (first + i) * Step <= To + Step * 1e-9; i++)
            yield return Math.Round((first + i) * Step, 9);
    }

    /// <summary>0 at From, 1 at To.</summary>
    public double Share(double value) => (value - From) / (To - From);
}
