using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>A state and the place of its middle: Column 0 to 8 from left to right (eight columns are the picture's
/// width), Row from 0 downward. Halves are welcome.</summary>
public sealed record StateNode(string Name, double Column, double Row, Tone Tone = Tone.Grey);

/// <param name="Bend">How far the arrow's middle is pushed to the right-hand side of its way, in hundredths of its length; negative: left.</param>
public sealed record StateEdge(string From, string To, string Text = "", int Bend = 0);

/// <summary>States and how one comes from one to the next; the path that was taken stands out, its steps numbered.</summary>
public sealed class StatesPicture : Picture
{
    public const int MostNodes = 30;

    /// <summary>Steps of a path beyond these are not drawn.</summary>
    public const int MostSteps = 60;

    /// <param name="path">The names of states in the order in which they were visited, the first 60 of them; a step without
    /// an edge of its own is drawn all the same.</param>
    /// <exception cref="ArgumentException">No node or too many, two of one name, or an edge or a step that names no node.</exception>
    public StatesPicture(string title, IReadOnlyList<StateNode> nodes, IReadOnlyList<StateEdge> edges, IReadOnlyList<string>? path = null) : base(title)
    {
        Nodes = Check.Some(nodes, nameof(nodes), "state");
        Edges = Check.Any(edges);
        Path = [.. Check.Any(path).Take(MostSteps)];
        if (Nodes.Count > MostNodes)
            throw new ArgumentException($"{Nodes.Count} states are more than anybody reads: {MostNodes} at most", nameof(nodes));
        foreach (StateNode node in Nodes)
        {
            if (Nodes.Count(other => other.Name == node.Name) > 1)
                throw new ArgumentException($"two states are called {node.Name}", nameof(nodes));
            if (!(node.Column is >= 0 and <= 8 && node.Row is >= 0 and <= 20))
                throw new ArgumentException($"{node.Name} stands beyond the edge: columns are 0 to 8, rows 0 to 20", nameof(nodes));
        }
        foreach (string name in Edges.SelectMany(edge => new[] { edge.From, edge.To }).Concat(Path))
            if (!Nodes.Any(node => node.Name == name))
                throw new ArgumentException($"there is no state {name}", nameof(edges));
    }

    public IReadOnlyList<StateNode> Nodes { get; }
    public IReadOnlyList<StateEdge> Edges { get; }
    public IReadOnlyList<string> Path { get; }

    public override string Description => Path.Count > 0
        ? $"The path taken: {string.Join(", ", Path)}."
        : string.Join(" ", Edges.Select(edge => $"From {edge.From} to {edge.To}: {edge.Text}."));

    public override string ToSvg() => new StatesSvg(this).Draw();

    protected override string DrawText()
    {
        List<string> lines = [Title, ""];
        for (int i = 0; i + 1 < Path.Count; i++)
            lines.Add(Line($"{i + 1,3}. ", Path[i], Path[i + 1], Edges.FirstOrDefault(edge => edge.From == Path[i] && edge.To == Path[i + 1])?.Text));
        if (Path.Count == 1)
            lines.Add($"     {Path[0]}");
        if (Path.Count == 0)
            lines.AddRange(Edges.Select(edge => Line("  ", edge.From, edge.To, edge.Text)));
        return string.Join('\n', lines);
    }

    private string Line(string lead, string from, string to, string? text)
    {
        int width = Math.Min(Nodes.Max(node => node.Name.Length), 20);
        return Canvas.Fit($"{lead}{from.PadRight(width)} -> {to.PadRight(width)}  {text}", Canvas.Columns).TrimEnd();
    }
}
