namespace Workbook.Pictures.Drawings;

internal sealed class StatesSvg(StatesPicture picture)
{
    private const double BoxHeight = 40, RowHeight = 96, ColumnWidth = 86, Left = 56, Top = 82;

    private readonly Svg _svg = new(picture.Title, picture.Description);
    private readonly List<(double X, double Y, string Text, bool Taken)> _texts = [];
    private readonly List<(double X, double Y, string Numbers)> _steps = [];

    public string Draw()
    {
        _svg.Title();
        foreach (StateEdge edge in AllEdges().OrderBy(IsTaken))
            DrawEdge(edge);
        foreach (StateNode node in picture.Nodes)
            DrawNode(node);
        foreach ((double x, double y, string text, bool taken) in _texts)
            _svg.Text(x, y, text, taken ? "small mid bold halo" : "soft mid halo");
        foreach ((double x, double y, string numbers) in _steps)
        {
            double width = Math.Max(24, Letters.Width(numbers, Letters.Small) + 10);
            _svg.Rect(x - width / 2, y - 12, width, 24, Style.Fill(Tone.Orange), 12);
            _svg.Text(x, y + 5, numbers, "small bold mid");
        }
        return _svg.ToString(Top + picture.Nodes.Max(node => node.Row) * RowHeight + BoxHeight / 2 + 24);
    }

    /// <summary>The edges given, and those that the path took without being given any.</summary>
    private IEnumerable<StateEdge> AllEdges() => picture.Edges.Concat(picture.Path.Zip(picture.Path.Skip(1), (from, to) => new StateEdge(from, to))
        .Where(step => !picture.Edges.Any(edge => edge.From == step.From && edge.To == step.To)).Distinct());

    private int[] StepsOf(StateEdge edge) =>
        [.. Enumerable.Range(1, Math.Max(0, picture.Path.Count - 1)).Where(i => picture.Path[i - 1] == edge.From && picture.Path[i] == edge.To)];

    private bool IsTaken(StateEdge edge) => StepsOf(edge).Length > 0;

    private static (double X, double Y) Middle(StateNode node) => (Left + node.Column * ColumnWidth, Top + node.Row * RowHeight);

    private static double HalfWidth(StateNode node) => Math.Max(50, Letters.Width(node.Name, Letters.Normal * Letters.Bold) / 2 + 10);

    private void DrawNode(StateNode node)
    {
        (double x, double y) = Middle(node);
        double half = HalfWidth(node);
        bool taken = picture.Path.Contains(node.Name);
        Tone tone = taken && node.Tone == Tone.Grey ? Tone.Orange : node.Tone;
        _svg.Rect(x - half, y - BoxHeight / 2, 2 * half, BoxHeight, Style.Fill(taken || picture.Path.Count == 0 ? tone : Tone.Grey) + (taken ? " wide" : ""), 8);
        _svg.Text(x, y + 5, node.Name, taken || picture.Path.Count == 0 ? "bold mid" : "mid");
    }

    private void DrawEdge(StateEdge edge)
    {
        StateNode from = picture.Nodes.First(node => node.Name == edge.From), to = picture.Nodes.First(node => node.Name == edge.To);
        int[] steps = StepsOf(edge);
        (double X, double Y) a = Middle(from), b = Middle(to), control, middle;
        if (from == to)
            (a, b, control, middle) = Loop(from);
        else
        {
            double bend = edge.Bend / 100.0;
            control = ((a.X + b.X) / 2 - (b.Y - a.Y) * bend * 2, (a.Y + b.Y) / 2 + (b.X - a.X) * bend * 2);
            (a, b) = (Rim(from, control), Rim(to, control));
            middle = ((a.X + 2 * control.X + b.X) / 4, (a.Y + 2 * control.Y + b.Y) / 4);
        }
        bool taken = steps.Length > 0;
        _svg.Path($"M{Svg.C(a.X)} {Svg.C(a.Y)}Q{Svg.C(control.X)} {Svg.C(control.Y)} {Svg.C(b.X)} {Svg.C(b.Y)}",
            taken ? Style.Line(Tone.Orange) + " wide" : "faint", taken ? "h-orange" : "fainthead");
        AddTexts(edge, middle, steps);
    }

    /// <summary>The number of a step stands on its arrow, the words below it.</summary>
    private void AddTexts(StateEdge edge, (double X, double Y) at, int[] steps)
    {
        List<string> lines = edge.Text.Length > 0 ? Letters.Wrap(edge.Text, 150, Letters.Small * Letters.Bold) : [];
        double y = at.Y + 5 - (lines.Count - 1) * 8;
        if (steps.Length > 0)
        {
            _steps.Add((at.X, y - 5 - (lines.Count > 0 ? 12 : 0), string.Join(", ", steps.Take(5)) + (steps.Length > 5 ? "…" : "")));
            y += 12;
        }
        for (int i = 0; i < lines.Count; i++)
            _texts.Add((at.X, y + 17 * i, lines[i], steps.Length > 0));
    }

    /// <summary>Where the way from a node's middle toward a point leaves its box.</summary>
    private static (double X, double Y) Rim(StateNode node, (double X, double Y) toward)
    {
        (double x, double y) = Middle(node);
        double dx = toward.X - x, dy = toward.Y - y;
        double share = Math.Min(dx == 0 ? double.MaxValue : (HalfWidth(node) + 2) / Math.Abs(dx), dy == 0 ? double.MaxValue : (BoxHeight / 2 + 2) / Math.Abs(dy));
        return share > 1e6 ? (x, y) : (x + dx * share, y + dy * share);
    }

    private static ((double, double), (double, double), (double, double), (double, double)) Loop(StateNode node)
    {
        (double x, double y) = Middle(node);
        double right = x + HalfWidth(node);
        return ((right, y - 10), (right, y + 10), (right + 60, y), (right + 42, y));
    }
}
