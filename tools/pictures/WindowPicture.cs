using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>A range of sequence numbers, [From, To).</summary>
public sealed record WindowPart(long From, long To, string Text, Tone Tone = Tone.Blue);

/// <summary>A name for one sequence number: SND.UNA, RCV.NXT.</summary>
public sealed record WindowMark(long At, string Text);

/// <summary>The sequence space at one moment.</summary>
public sealed record WindowRow(string Caption, IReadOnlyList<WindowPart> Parts, params IReadOnlyList<WindowMark> Marks);

/// <summary>A window sliding over the sequence space: one row for each moment, all on the same scale.</summary>
public sealed class WindowPicture : Picture
{
    /// <summary>More rows than these are cut, and the picture says how many.</summary>
    public const int MostRows = 24;

    /// <summary>A row shows this many parts, and half a dozen names.</summary>
    public const int MostParts = 60;

    private const int MostMarks = 6;

    private const double Left = 40, Right = 760;

    /// <exception cref="ArgumentException">No row, no part in any row, or a part that ends before it begins.</exception>
    public WindowPicture(string title, params IReadOnlyList<WindowRow> rows) : base(title)
    {
        Rows = [.. Check.Some(rows, nameof(rows), "row").Select(row => row with { Parts = [.. row.Parts.Take(MostParts)], Marks = [.. row.Marks.Take(MostMarks)] })];
        foreach (WindowPart part in Rows.SelectMany(row => row.Parts))
            Check.Range(part.From, part.To, nameof(rows));
        IEnumerable<long> ends = Rows.SelectMany(row => row.Parts.SelectMany(part => new[] { part.From, part.To }).Concat(row.Marks.Select(mark => mark.At)));
        Check.Some([.. ends], nameof(rows), "part");
        (From, To) = (ends.Min(), ends.Max());
    }

    public IReadOnlyList<WindowRow> Rows { get; }

    internal long From { get; }
    internal long To { get; }
    internal string Cut => Rows.Count > MostRows ? $"… and {Rows.Count - MostRows} more" : "";

    public override string Description => string.Join(" ", Rows.Take(MostRows).Select(row => row.Caption + ": "
        + string.Join(", ", row.Parts.Select(part => $"{Numbers.Plain(part.From)} to {Numbers.Plain(part.To)} {part.Text}")
            .Concat(row.Marks.Select(mark => $"{mark.Text} = {Numbers.Plain(mark.At)}"))) + "."));

    public override string ToSvg()
    {
        Svg svg = new(Title, Description);
        svg.Title();
        double y = 48;
        foreach (WindowRow row in Rows.Take(MostRows))
            y = DrawRow(svg, y, row);
        svg.Text(Svg.Width / 2, y + 16, Cut, "soft mid");
        return svg.ToString(y + (Cut.Length > 0 ? 30 : 8));
    }

    protected override string DrawText() => WindowText.Draw(this);

    private double XAt(long number) => Left + (number - From) / (double)Math.Max(To - From, 1) * (Right - Left);

    private double DrawRow(Svg svg, double y, WindowRow row)
    {
        foreach (string line in row.Caption.Length > 0 ? Letters.Wrap(row.Caption, Right - Left, Letters.Normal * Letters.Bold) : [])
            svg.Text(Left, y += 18, line, "bold");
        (Flag[] flags, int rows) = Flags.Arrange([.. row.Marks.Select(mark => (XAt(mark.At), mark.Text))]);
        y += 8 + Flag.RowHeight * rows + (rows > 0 ? 4 : 0);
        foreach (WindowPart part in row.Parts)
            DrawPart(svg, y, part);
        foreach (Flag flag in flags)
            flag.Draw(svg, y, y - 1, "line", "", "head");
        DrawNumbers(svg, y + 52, row);
        return y + 68;
    }

    private void DrawPart(Svg svg, double y, WindowPart part)
    {
        double x = XAt(part.From), width = Math.Max(XAt(part.To) - x, 1);
        svg.Rect(x, y, width, 34, Style.Fill(part.Tone));
        string text = Letters.Fit(part.Text, width - 8, Letters.Small);
        if (text == part.Text || text.Length > 3)
            svg.Text(x + width / 2, y + 22, text, "small mid");
    }

    private void DrawNumbers(Svg svg, double y, WindowRow row)
    {
        double free = 0;
        IEnumerable<long> marked = row.Marks.Select(mark => mark.At), edges = row.Parts.SelectMany(part => new[] { part.From, part.To });
        foreach (long number in marked.Concat(edges).Distinct().Order())
        {
            string text = Numbers.Plain(number);
            double half = Letters.Width(text, Letters.Small * Letters.Bold) / 2, x = Math.Clamp(XAt(number), 10 + half, 790 - half);
            if (x - half < free)
                continue;
            svg.Text(x, y, text, "small mid bold " + Style.Text(Tone.Blue));
            free = x + half + 8;
        }
    }
}
