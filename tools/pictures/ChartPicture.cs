using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

public enum SeriesStyle
{
    Line,

    /// <summary>Each value stays until the next one: cwnd, a timer's setting.</summary>
    Steps,
    Dots,
}

/// <summary>Points in order of X.</summary>
public sealed record ChartSeries(string Name, IReadOnlyList<(double X, double Y)> Points, SeriesStyle Style = SeriesStyle.Line, Tone? Tone = null);

/// <summary>A moment worth a vertical line: a loss, a timeout.</summary>
public sealed record ChartMark(double X, string Text, Tone? Tone = null);

/// <summary>A height worth a horizontal line: ssthresh, the least RTO.</summary>
public sealed record ChartLevel(double Y, string Text, Tone? Tone = null);

/// <summary>Numbers over time (or over whatever else X is). Series are told apart by colour and by dashes. Of a series of
/// thousands of points each column of the picture keeps the first, the lowest, the highest and the last.</summary>
public sealed class ChartPicture : Picture
{
    public const int MostSeries = 6;

    /// <summary>More marks than these are left out.</summary>
    public const int MostMarks = 24;

    private static readonly Tone[] Turns = [Tone.Blue, Tone.Orange, Tone.Green, Tone.Purple, Tone.Pink, Tone.Teal];

    /// <exception cref="ArgumentException">No point at all, more than six series, X that goes back, or a number that is none.</exception>
    public ChartPicture(string title, string xAxis, string yAxis, IReadOnlyList<ChartSeries> series,
        IReadOnlyList<ChartMark>? marks = null, IReadOnlyList<ChartLevel>? levels = null) : base(title)
    {
        XAxis = Check.Text(xAxis, nameof(xAxis));
        YAxis = Check.Text(yAxis, nameof(yAxis));
        Series = Check.Some(series, nameof(series), "series");
        Marks = Check.Any(marks);
        Levels = Check.Any(levels);
        if (Series.Count > MostSeries)
            throw new ArgumentException($"{Series.Count} series cannot be told apart: {MostSeries} at most", nameof(series));
        if (Series.All(one => one.Points.Count == 0))
            throw new ArgumentException("there is nothing to draw: no series has a point", nameof(series));
        foreach (ChartSeries one in Series)
            CheckPoints(one);
        foreach (ChartMark mark in Marks)
            Check.Number(mark.X, nameof(marks));
        foreach (ChartLevel level in Levels)
            Check.Number(level.Y, nameof(levels));
        X = ChartAxis.Of(Series.SelectMany(one => one.Points).Select(point => point.X).Concat(Marks.Select(mark => mark.X)), 10, false);
        Y = ChartAxis.Of(Series.SelectMany(one => one.Points).Select(point => point.Y).Concat(Levels.Select(level => level.Y)), 6, true);
    }

    public string XAxis { get; }
    public string YAxis { get; }
    public IReadOnlyList<ChartSeries> Series { get; }
    public IReadOnlyList<ChartMark> Marks { get; }
    public IReadOnlyList<ChartLevel> Levels { get; }

    internal ChartAxis X { get; }
    internal ChartAxis Y { get; }

    public override string Description => $"{YAxis} over {XAxis}. " + string.Join(" ", Series.Select(Describe))
        + string.Concat(Marks.Take(MostMarks).Select(mark => $" At {Numbers.Plain(mark.X)}: {mark.Text}."));

    public override string ToSvg() => new ChartSvg(this).Draw();

    protected override string DrawText() => ChartText.Draw(this);

    internal Tone ToneOf(int series) => Series[series].Tone ?? Turns[series];

    private static string Describe(ChartSeries series) => series.Points.Count == 0
        ? $"{series.Name}: no points."
        : $"{series.Name}: from {Numbers.Plain(series.Points[0].Y)} to {Numbers.Plain(series.Points[^1].Y)}, "
            + $"between {Numbers.Plain(series.Points.Min(point => point.Y))} and {Numbers.Plain(series.Points.Max(point => point.Y))}.";

    private static void CheckPoints(ChartSeries series)
    {
        for (int i = 0; i < series.Points.Count; i++)
        {
            Check.Number(series.Points[i].X, nameof(series));
            Check.Number(series.Points[i].Y, nameof(series));
            if (i > 0 && series.Points[i].X < series.Points[i - 1].X)
                throw new ArgumentException($"the points of {series.Name} must be in order of X: {Numbers.Plain(series.Points[i].X)} "
                    + $"follows {Numbers.Plain(series.Points[i - 1].X)}", nameof(series));
        }
    }
}
