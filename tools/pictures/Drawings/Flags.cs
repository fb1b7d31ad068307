namespace Workbook.Pictures.Drawings;

/// <summary>A text on a pole: the pole stands at Tip, the text beside its upper end, Row rows above the ground.</summary>
internal readonly record struct Flag(double Tip, string Text, int Row, bool ToTheLeft)
{
    public const double RowHeight = 20;

    public void Draw(Svg svg, double ground, double foot, string poleClasses, string textClasses, string? head = null)
    {
        double y = ground - 6 - RowHeight * Row;
        svg.Line(Tip, y - 11, Tip, foot, poleClasses, head);
        svg.Text(ToTheLeft ? Tip - 6 : Tip + 6, y, Text, $"small {textClasses}" + (ToTheLeft ? " end" : ""));
    }
}

/// <summary>Raises flags so high that no text meets another text or somebody's pole.</summary>
internal static class Flags
{
    private const int MostRows = 8;

    /// <returns>The flags in the order of the given ones, and the rows they need.</returns>
    public static (Flag[] Flags, int Rows) Arrange(IReadOnlyList<(double Tip, string Text)> given)
    {
        Flag[] flags = new Flag[given.Count];
        List<(double From, double To)>[] rows = [.. Enumerable.Range(0, MostRows).Select(_ => new List<(double, double)>())];
        int used = 0;
        foreach (int i in Order(given))
        {
            (double tip, string text) = (given[i].Tip, Letters.Fit(given[i].Text, 360, Letters.Small));
            double width = Letters.Width(text, Letters.Small) + 10;
            bool left = IsLeft(given[i]);
            (double from, double to) = left ? (tip - width, tip + 2) : (tip - 2, tip + width);
            int row = Array.FindIndex(rows, taken => !taken.Exists(other => other.From < to && from < other.To));
            // A pole without a text may stand as close to another as it likes.
            row = text.Length == 0 ? 0 : row < 0 ? MostRows - 1 : row;
            rows[row].Add(text.Length == 0 ? (tip - 3, tip + 3) : (from, to));
            for (int below = 0; below < row; below++)
                rows[below].Add((tip - 3, tip + 3));
            flags[i] = new Flag(tip, text, row, left);
            used = Math.Max(used, row + 1);
        }
        return (flags, used);
    }

    /// <summary>From the right to the left, so that a pole never passes a text that is already there; those at the right
    /// edge, whose texts stand to the left, come last.</summary>
    private static IEnumerable<int> Order(IReadOnlyList<(double Tip, string Text)> given) => Enumerable.Range(0, given.Count)
        .OrderBy(i => IsLeft(given[i]))
        .ThenBy(i => IsLeft(given[i]) ? given[i].Tip : -given[i].Tip);

    private static bool IsLeft((double Tip, string Text) flag) =>
        flag.Tip + Math.Min(Letters.Width(flag.Text, Letters.Small), 360) + 8 > Svg.Width - 10;
}
