using System.Text;

namespace Workbook.Pictures.Drawings;

internal sealed class ChartSvg(ChartPicture chart)
{
    private const double Left = 76, Right = 776, Height = 270, Columns = 320;

    private readonly Svg _svg = new(chart.Title, chart.Description);
    private double _top;

    private double Bottom => _top + Height;

    public string Draw()
    {
        _svg.Title();
        _top = DrawLegend(62);
        ChartMark[] marks = [.. chart.Marks.OrderBy(mark => mark.X).Take(ChartPicture.MostMarks)];
        (Flag[] flags, int rows) = Flags.Arrange([.. marks.Select(mark => (XAt(mark.X), mark.Text))]);
        _top += Flag.RowHeight * rows;
        DrawAxes();
        for (int i = 0; i < flags.Length; i++)
        {
            Tone tone = marks[i].Tone ?? Tone.Red;
            flags[i].Draw(_svg, _top, Bottom, Style.Line(tone) + " dash2", Style.Text(tone));
        }
        for (int i = 0; i < chart.Series.Count; i++)
            DrawSeries(i);
        foreach (ChartLevel level in chart.Levels)
            DrawLevel(level);
        return _svg.ToString(Bottom + 58);
    }

    private double XAt(double x) => Left + chart.X.Share(x) * (Right - Left);
    private double YAt(double y) => Bottom - chart.Y.Share(y) * Height;

    private double DrawLegend(double y)
    {
        _svg.Text(20, y, Letters.Fit(chart.YAxis, 300, Letters.Small), "soft");
        double x = Right;
        for (int i = chart.Series.Count - 1; i >= 0; i--)
        {
            string name = Letters.Fit(chart.Series[i].Name, 240, Letters.Small);
            double width = Letters.Width(name, Letters.Small * Letters.Bold) + 54;
            if (x - width < 330 && x < Right)
            {
                x = Right;
                y += 22;
            }
            DrawSample(x - width, y - 5, i);
            _svg.Text(x - width + 38, y, name, "small bold " + Style.Text(chart.ToneOf(i)));
            x -= width;
        }
        return y + 18;
    }

    private void DrawSample(double x, double y, int series)
    {
        if (chart.Series[series].Style == SeriesStyle.Dots)
            _svg.Circle(x + 16, y, 4, "h-" + Style.Name(chart.ToneOf(series)));
        else
            _svg.Line(x, y, x + 30, y, LineOf(series));
    }

    private string LineOf(int series) => $"{Style.Line(chart.ToneOf(series))} wide" + (series % 4 == 0 ? "" : $" dash{series % 4}");

    private void DrawAxes()
    {
        foreach (double tick in chart.Y.Ticks())
        {
            _svg.Line(Left, YAt(tick), Right, YAt(tick), "grid");
            _svg.Text(Left - 8, YAt(tick) + 5, Numbers.Plain(tick), "soft end");
        }
        double free = 0;
        foreach (double tick in chart.X.Ticks())
        {
            string text = Numbers.Plain(tick);
            double half = Letters.Width(text, Letters.Small) / 2, x = Math.Min(XAt(tick), Svg.Width - 8 - half);
            _svg.Line(XAt(tick), Bottom, XAt(tick), Bottom + 5, "faint");
            if (x - half < free)
                continue;
            _svg.Text(x, Bottom + 22, text, "soft mid");
            free = x + half + 10;
        }
        _svg.Line(Left, Bottom, Right, Bottom, "faint");
        _svg.Text((Left + Right) / 2, Bottom + 44, Letters.Fit(chart.XAxis, Right - Left, Letters.Small), "soft mid");
    }

    private void DrawLevel(ChartLevel level)
    {
        Tone tone = level.Tone ?? Tone.Grey;
        double y = YAt(level.Y);
        _svg.Line(Left, y, Right, y, Style.Line(tone) + " dash3");
        string text = Letters.Fit(level.Text, 400, Letters.Small);
        double width = Letters.Width(text, Letters.Small), below = y < _top + 20 ? y + 17 : y - 6;
        double x = new[] { Right - 6 - width, Left + 6, (Left + Right - width) / 2, (Left + 3 * Right) / 4 - width, (3 * Left + Right) / 4 }
            .MinBy(at => Covered(at, at + width, below));
        _svg.Text(x, below, text, $"small halo {Style.Text(tone)}");
    }

    /// <summary>How many points stand where a text would.</summary>
    private int Covered(double from, double to, double y) => chart.Series.Sum(series =>
        series.Points.Count(point => XAt(point.X) >= from - 8 && XAt(point.X) <= to + 8 && Math.Abs(YAt(point.Y) - y + 5) < 14));

    private void DrawSeries(int series)
    {
        List<(double X, double Y)> points = Thin(chart.Series[series].Points);
        SeriesStyle style = chart.Series[series].Style;
        if (style == SeriesStyle.Dots || points.Count == 1)
        {
            foreach ((double x, double y) in points)
                _svg.Circle(x, y, 3.5, "h-" + Style.Name(chart.ToneOf(series)));
            return;
        }
        StringBuilder path = new();
        for (int i = 0; i < points.Count; i++)
        {
            if (i > 0 && style == SeriesStyle.Steps)
                path.Append($"H{Svg.C(points[i].X)}");
            path.Append($"{(i == 0 ? 'M' : 'L')}{Svg.C(points[i].X)} {Svg.C(points[i].Y)}");
        }
        if (path.Length > 0)
            _svg.Path(path.ToString(), LineOf(series));
    }

    private List<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points)
    {
        List<(double X, double Y)> all = [.. points.Select(point => (XAt(point.X), YAt(point.Y)))];
        if (all.Count <= 2 * Columns)
            return all;
        List<(double X, double Y)> thin = [];
        foreach (IGrouping<double, (double X, double Y)> column in all.GroupBy(point => Math.Floor(point.X * Columns / (Right - Left))))
            thin.AddRange(new[] { column.First(), column.MinBy(point => point.Y), column.MaxBy(point => point.Y), column.Last() }.Distinct());
        return thin;
    }
}
