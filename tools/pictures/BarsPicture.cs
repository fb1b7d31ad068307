using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>A piece of a lane, [From, To).</summary>
public sealed record Bar(double From, double To, string Text = "", Tone Tone = Tone.Blue);

public sealed record BarLane(string Name, params IReadOnlyList<Bar> Bars);

/// <summary>A vertical line through all lanes.</summary>
public sealed record BarMark(double At, string Text, Tone? Tone = null);

/// <summary>Lanes with bars along one axis: fragments by their offsets, entries by their lifetimes.</summary>
public sealed class BarsPicture : Picture
{
    /// <summary>More lanes than these are cut, and the picture says how many.</summary>
    public const int MostLanes = 40;

    /// <summary>A lane shows this many bars.</summary>
    public const int MostBars = 200;

    /// <summary>More marks than these are left out.</summary>
    public const int MostMarks = 24;

    private const double Right = 776, LaneHeight = 38;

    private readonly double _left;

    /// <exception cref="ArgumentException">No lane, a bar that ends before it begins, or a number that is none.</exception>
    public BarsPicture(string title, string axis, IReadOnlyList<BarLane> lanes, IReadOnlyList<BarMark>? marks = null) : base(title)
    {
        Axis = Check.Text(axis, nameof(axis));
        Lanes = Check.Some(lanes, nameof(lanes), "lane");
        Marks = Check.Any(marks);
        foreach (Bar bar in Lanes.SelectMany(lane => lane.Bars))
            Check.Range(bar.From, bar.To, nameof(lanes));
        foreach (BarMark mark in Marks)
            Check.Number(mark.At, nameof(marks));
        _left = Math.Clamp(Lanes.Take(MostLanes).Max(lane => Letters.Width(lane.Name)) + 36, 60, 240);
        IEnumerable<double> ends = Lanes.SelectMany(lane => lane.Bars).SelectMany(bar => new[] { bar.From, bar.To });
        X = ChartAxis.Of(ends.Concat(Marks.Select(mark => mark.At)).DefaultIfEmpty(0), 9, false);
    }

    public string Axis { get; }
    public IReadOnlyList<BarLane> Lanes { get; }
    public IReadOnlyList<BarMark> Marks { get; }

    internal ChartAxis X { get; }

    internal string Cut => Lanes.Count > MostLanes ? $"… and {Lanes.Count - MostLanes} more" : "";

    public override string Description => $"Along {Axis}. " + string.Join(" ", Lanes.Take(MostLanes).Select(lane => lane.Name + ": "
        + string.Join(", ", lane.Bars.Take(12).Select(bar => $"{Numbers.Plain(bar.From)} to {Numbers.Plain(bar.To)} {bar.Text}".TrimEnd())) + "."));

    public override string ToSvg()
    {
        Svg svg = new(Title, Description);
        svg.Title();
        BarLane[] lanes = [.. Lanes.Take(MostLanes)];
        (Flag[] flags, int rows) = Flags.Arrange([.. Marks.Take(MostMarks).Select(mark => (XAt(mark.At), mark.Text))]);
        double top = 56 + Flag.RowHeight * rows, bottom = top + lanes.Length * LaneHeight;
        DrawAxis(svg, top, bottom);
        for (int i = 0; i < lanes.Length; i++)
        {
            svg.Text(_left - 14, top + i * LaneHeight + 24, Letters.Fit(lanes[i].Name, _left - 26), "end");
            foreach (Bar bar in lanes[i].Bars.Take(MostBars))
                svg.Rect(XAt(bar.From) + 0.5, top + i * LaneHeight + 4, WidthOf(bar) - 1, LaneHeight - 8, Style.Fill(bar.Tone), Math.Min(4, WidthOf(bar) / 3));
        }
        for (int i = 0; i < flags.Length; i++)
        {
            Tone tone = Marks[i].Tone ?? Tone.Red;
            flags[i].Draw(svg, top, bottom, Style.Line(tone) + " dash2", Style.Text(tone));
        }
        List<Bar> unnamed = [];
        for (int i = 0; i < lanes.Length; i++)
            unnamed.AddRange(DrawTexts(svg, [.. lanes[i].Bars.Take(MostBars).OrderBy(bar => bar.From)], top + i * LaneHeight + 24));
        svg.Text(_left, bottom + 44, Cut, "soft");
        return svg.ToString(DrawLegend(svg, unnamed, bottom + 44) + 14);
    }

    protected override string DrawText() => BarsText.Draw(this);

    private double XAt(double value) => _left + X.Share(value) * (Right - _left);

    private void DrawAxis(Svg svg, double top, double bottom)
    {
        foreach (double tick in X.Ticks())
        {
            string text = Numbers.Plain(tick);
            svg.Line(XAt(tick), top, XAt(tick), bottom + 5, "grid");
            svg.Text(Math.Min(XAt(tick), Svg.Width - 8 - Letters.Width(text, Letters.Small) / 2), bottom + 22, text, "soft mid");
        }
        svg.Line(_left, bottom, Right, bottom, "faint");
        svg.Text((_left + Right) / 2, bottom + 44, Letters.Fit(Axis, 400, Letters.Small), "soft mid");
    }

    private double WidthOf(Bar bar) => Math.Max(XAt(bar.To) - XAt(bar.From), 4);

    /// <summary>What does not fit into its bar is written behind it, if there is room before the next one, or before it if it is alone.</summary>
    /// <returns>The bars whose texts had no room.</returns>
    private List<Bar> DrawTexts(Svg svg, Bar[] bars, double y)
    {
        List<Bar> unnamed = [];
        for (int i = 0; i < bars.Length; i++)
        {
            string text = bars[i].Text;
            double x = XAt(bars[i].From), end = x + WidthOf(bars[i]), width = Letters.Width(text, Letters.Small);
            double room = (i + 1 < bars.Length ? XAt(bars[i + 1].From) : Svg.Width - 8) - end - 10;
            if (width <= end - x - 6)
                svg.Text(Clear(x + 5, end - 5 - width, width) + width / 2, y, text, "small mid");
            else if (width <= room)
                svg.Text(end + 6, y, text, "small halo");
            else if (bars.Length == 1 && width <= x - 10 - _left)
                svg.Text(x - 6, y, text, "small halo end");
            else if (Letters.Fit(text, end - x - 6, Letters.Small) is { Length: > 4 } part)
                svg.Text((x + end) / 2, y, part, "small mid");
            else
                unnamed.Add(bars[i]);
        }
        return unnamed;
    }

    /// <summary>What the colours of bars mean that are too short for words.</summary>
    /// <returns>Where its last line stands, or that above it if there is nothing to say.</returns>
    private double DrawLegend(Svg svg, IEnumerable<Bar> unnamed, double y)
    {
        double x = Right;
        foreach (IGrouping<Tone, string> tone in unnamed.Where(bar => bar.Text.Length > 0).GroupBy(bar => bar.Tone, bar => bar.Text))
        {
            string text = Letters.Fit(string.Join(", ", tone.Distinct()), Right - _left - 22, Letters.Small);
            double width = 22 + Letters.Width(text, Letters.Small);
            if (x + width > Right)
                (x, y) = (_left, y + 26);
            svg.Rect(x, y - 12, 14, 14, Style.Fill(tone.Key), 3);
            svg.Text(x + 22, y, text, "small");
            x += width + 24;
        }
        return y;
    }

    /// <summary>Where a text begins in its bar: in the middle, or where no mark's line runs through it.</summary>
    private double Clear(double first, double last, double width)
    {
        double middle = (first + last) / 2, half = (last - first) / 2;
        double[] places = [middle, middle - half / 2, middle + half / 2, first, last];
        return places.FirstOrDefault(at => !Marks.Any(mark => XAt(mark.At) > at - 3 && XAt(mark.At) < at + width + 3), middle);
    }
}
