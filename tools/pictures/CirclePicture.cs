using System.Text;
using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>A stretch of the circle, clockwise.</summary>
public sealed record CircleArc(long From, long Length, string Text, Tone Tone = Tone.Blue);

/// <summary>A number on the circle, and what is to be said of it.</summary>
public sealed record CirclePoint(long At, string Text, Tone Tone = Tone.Grey);

/// <summary>Numbers that come round: behind the last is the first, at the top. For sequence numbers, of which there are 2^32.</summary>
public sealed class CirclePicture : Picture
{
    public const int MostPoints = 16;

    private const double Middle = Svg.Width / 2, Radius = 120, Ring = 26, Below = 196, LabelHeight = 22;

    /// <exception cref="ArgumentException">The circle has no numbers.</exception>
    public CirclePicture(string title, long size, IReadOnlyList<CircleArc> arcs, IReadOnlyList<CirclePoint> points) : base(title)
    {
        Size = size > 0 ? size : throw new ArgumentException("a circle needs at least one number", nameof(size));
        Arcs = Check.Any(arcs);
        Points = [.. Check.Any(points).Take(MostPoints)];
    }

    /// <summary>How many numbers there are.</summary>
    public long Size { get; }

    public IReadOnlyList<CircleArc> Arcs { get; }
    public IReadOnlyList<CirclePoint> Points { get; }

    public override string Description => string.Join(" ", Arcs.Select(arc => $"{arc.Text}: {Numbers.Plain(arc.Length)} numbers from {Numbers.Plain(arc.From)} on.")
        .Concat(Points.Select(point => $"{Numbers.Plain(point.At)}: {point.Text}.")));

    public override string ToSvg()
    {
        Svg svg = new(Title, Description);
        svg.Title();
        svg.Circle(Middle, Below, Radius, "faint");
        svg.Circle(Middle, Below, Radius - Ring, "faint");
        foreach (CircleArc arc in Arcs)
            DrawArc(svg, arc);
        svg.Line(Middle, Below - Radius - 4, Middle, Below - Radius + Ring + 4, "line");
        svg.Text(Middle, Below - Radius + Ring + 20, "0", "small mid bold");
        DrawPoints(svg, [.. Points.Where(point => IsRight(point.At))], Middle + Radius + 22, "small");
        DrawPoints(svg, [.. Points.Where(point => !IsRight(point.At))], Middle - Radius - 22, "small end");
        return svg.ToString(Below + Radius + 44);
    }

    protected override string DrawText()
    {
        StringBuilder text = new();
        text.Append(Canvas.Tidy(Title)).Append("\n\n");
        foreach (CircleArc arc in Arcs)
            text.Append(Canvas.Tidy($"  {Numbers.Plain(arc.From),13} +{Numbers.Plain(arc.Length)}  {arc.Text}")).Append('\n');
        foreach (CirclePoint point in Points)
            text.Append(Canvas.Tidy($"* {Numbers.Plain(point.At),13}  {point.Text}")).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    private double Turn(double number) => number / Size * 2 * Math.PI;

    private bool IsRight(long number) => Math.Sin(Turn(number)) >= 0;

    private static (double X, double Y) At(double turn, double radius) => (Middle + radius * Math.Sin(turn), Below - radius * Math.Cos(turn));

    private void DrawArc(Svg svg, CircleArc arc)
    {
        // A whole circle would end where it begins, and be nothing.
        double start = Turn(arc.From), end = start + Math.Min(Turn(arc.Length), 2 * Math.PI - 0.001);
        int large = end - start > Math.PI ? 1 : 0;
        var (x1, y1) = At(start, Radius);
        var (x2, y2) = At(end, Radius);
        var (x3, y3) = At(end, Radius - Ring);
        var (x4, y4) = At(start, Radius - Ring);
        svg.Path($"M{Svg.C(x1)} {Svg.C(y1)}A{Svg.C(Radius)} {Svg.C(Radius)} 0 {large} 1 {Svg.C(x2)} {Svg.C(y2)}L{Svg.C(x3)} {Svg.C(y3)}"
            + $"A{Svg.C(Radius - Ring)} {Svg.C(Radius - Ring)} 0 {large} 0 {Svg.C(x4)} {Svg.C(y4)}Z", Style.Fill(arc.Tone));
        var (x, y) = At((start + end) / 2, Radius - Ring - 40);
        svg.Text(x, y + 5, Letters.Fit(arc.Text, 110, Letters.Small), $"small mid bold {Style.Text(arc.Tone)}");
    }

    /// <summary>The labels of one side, one below the other where they would meet.</summary>
    private void DrawPoints(Svg svg, IReadOnlyList<CirclePoint> points, double x, string classes)
    {
        double free = 50;
        CirclePoint[] down = [.. points.OrderBy(point => At(Turn(point.At), Radius).Y)];
        for (int i = 0; i < down.Length; i++)
        {
            var (edgeX, edgeY) = At(Turn(down[i].At), Radius - Ring / 2);
            double last = Below + Radius + 30 - LabelHeight * (down.Length - 1 - i), y = Math.Min(Math.Max(At(Turn(down[i].At), Radius).Y, free), last);
            free = y + LabelHeight;
            bool right = classes == "small";
            svg.Line(edgeX, edgeY, right ? x - 6 : x + 6, y, "faint");
            svg.Circle(edgeX, edgeY, 6, Style.Fill(down[i].Tone));
            string text = Letters.Fit($"{Numbers.Plain(down[i].At)}: {down[i].Text}", right ? Svg.Width - 20 - x : x - 20, Letters.Small);
            svg.Text(x, y + 5, text, $"{classes} {Style.Text(down[i].Tone)}");
        }
    }
}
