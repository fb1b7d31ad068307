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

/// <summary>A height worth a horizontal line: ssthresh, the minimum of the RTO.</summary>
public sealed record ChartLevel(double Y, string Text, Tone? Tone = null);

/// <summary>Numbers over time (or over whatever else X is). Series are told apart by colour and by dashes.</summary>
public sealed class ChartPicture : Picture
{
    public ChartPicture(string title, string xAxis, string yAxis, IReadOnlyList<ChartSeries> series,
        IReadOnlyList<ChartMark>? marks = null, IReadOnlyList<ChartLevel>? levels = null) : base(title)
    {
        XAxis = Check.Text(xAxis, nameof(xAxis));
        YAxis = Check.Text(yAxis, nameof(yAxis));
        Series = Check.Some(series, nameof(series), "series");
        Marks = Check.Any(marks);
        Levels = Check.Any(levels);
    }

    public string XAxis { get; }
    public string YAxis { get; }
    public IReadOnlyList<ChartSeries> Series { get; }
    public IReadOnlyList<ChartMark> Marks { get; }
    public IReadOnlyList<ChartLevel> Levels { get; }

    public override string Description => Title;

    public override string ToSvg() { Svg svg = new(Title, Description); svg.Title(); return svg.ToString(60); }

    public override string ToText() => Title;
}
