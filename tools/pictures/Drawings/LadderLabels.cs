namespace Workbook.Pictures.Drawings;

internal readonly record struct Arrow(double X1, double Y1, double X2, double Y2)
{
    public double Slope => (Y2 - Y1) / (X2 - X1);
}

/// <summary>A text with its middle's place on the arrow, and how it is turned.</summary>
internal readonly record struct PlacedLabel(double X, double Y, double Degrees, string Text);

/// <summary>A text along an arrow: it covers the arrow's part from X1 to X2, just above it.</summary>
internal readonly record struct ArrowLabel(double X1, double X2, double Y1, double Slope)
{
    public double YAt(double x) => Y1 + (x - X1) * Slope;
}

/// <summary>Finds places for the texts of arrows, away from the texts that have theirs and if possible off other arrows.</summary>
internal sealed class LadderLabels(IReadOnlyList<Arrow> arrows)
{
    private const double Margin = 10, Tall = 17;

    private readonly ArrowLabel[] _placed = new ArrowLabel[arrows.Count];

    /// <summary>How many texts had to be cut for another's sake.</summary>
    public int Cut { get; private set; }

    public List<PlacedLabel> Place(IReadOnlyList<(string Text, string Fate)> texts)
    {
        string[] whole = [.. texts.Select((text, i) => Letters.Fit(text.Text, text.Fate, Room(i), Letters.Small))], fitting = [.. whole];
        // Everybody takes the best place given the others' places: after few rounds nobody moves any more.
        for (int round = 0; round < 3; round++)
            for (int i = 0; i < texts.Count; i++)
                (_placed[i], _) = Best(i, fitting[i]);
        foreach (double share in (double[])[0.9, 0.8, 0.7, 0.6, 0.5, 0.4])
            for (int i = 0; i < texts.Count; i++)
                if (Best(i, fitting[i]).Cost >= 1000)
                {
                    fitting[i] = Letters.Fit(texts[i].Text, texts[i].Fate, Room(i) * share, Letters.Small);
                    (_placed[i], _) = Best(i, fitting[i]);
                }
        Cut = whole.Zip(fitting).Count(pair => pair.First != pair.Second);
        return [.. _placed.Select((label, i) => Placed(label, fitting[i]))];
    }

    private static PlacedLabel Placed(ArrowLabel label, string text)
    {
        double middle = (label.X1 + label.X2) / 2;
        return new PlacedLabel(middle, label.YAt(middle), Math.Atan(label.Slope) * 180 / Math.PI, text);
    }

    private double Room(int i) => Math.Abs(arrows[i].X2 - arrows[i].X1) - 2 * Margin - 6;

    private (ArrowLabel Label, double Cost) Best(int index, string text)
    {
        (double x1, double y1, double x2, _) = arrows[index];
        double slope = arrows[index].Slope, left = Math.Min(x1, x2) + Margin, width = Letters.Width(text, Letters.Small);
        double sender = x1 < x2 ? 0 : 1;
        double[] places = [0.5, sender, Math.Abs(sender - 0.2), Math.Abs(sender - 0.35), Math.Abs(sender - 0.65), 1 - sender];
        (ArrowLabel best, double cost) = (default, double.MaxValue);
        for (int i = 0; i < places.Length; i++)
        {
            double at = left + (Room(index) - width) * places[i];
            ArrowLabel label = new(at, at + width, y1 + (at - x1) * slope, slope);
            double price = i + 1000 * _placed.Where((other, k) => k != index && other.X2 > other.X1 && Overlap(label, other)).Count() + 10 * Crossings(label, index);
            if (price < cost)
                (best, cost) = (label, price);
        }
        return (best, cost);
    }

    private static bool Overlap(ArrowLabel a, ArrowLabel b)
    {
        double from = Math.Max(a.X1, b.X1) - 6, to = Math.Min(a.X2, b.X2) + 6;
        if (from >= to)
            return false;
        double begin = a.YAt(from) - b.YAt(from), end = a.YAt(to) - b.YAt(to);
        return Math.Min(Math.Abs(begin), Math.Abs(end)) < Tall || begin < 0 != end < 0;
    }

    private int Crossings(ArrowLabel label, int own)
    {
        int crossings = 0;
        for (int i = 0; i < arrows.Count; i++)
        {
            (double x1, double y1, double x2, _) = arrows[i];
            double from = Math.Max(label.X1, Math.Min(x1, x2)), to = Math.Min(label.X2, Math.Max(x1, x2));
            if (i == own || from >= to)
                continue;
            double slope = arrows[i].Slope;
            double begin = y1 + (from - x1) * slope - (label.YAt(from) - 9), end = y1 + (to - x1) * slope - (label.YAt(to) - 9);
            if (begin < 0 != end < 0 || Math.Min(Math.Abs(begin), Math.Abs(end)) < 8)
                crossings++;
        }
        return crossings;
    }
}
