using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>A state and the place of its middle: Column 0 to 8 from left to right (eight columns are the picture's
/// width), Row from 0 downward. Halves are welcome.</summary>
public sealed record StateNode(string Name, double Column, double Row, Tone Tone = Tone.Grey);

/// <param name="Bend">How far the arrow's middle is pushed to its right-hand side, in hundredths of its length; negative: left.</param>
public sealed record StateEdge(string From, string To, string Text = "", int Bend = 0);

/// <summary>States and how one comes from one to the next; the path that was taken stands out, its steps numbered.</summary>
public sealed class StatesPicture : Picture
{
    public StatesPicture(string title, IReadOnlyList<StateNode> nodes, IReadOnlyList<StateEdge> edges, IReadOnlyList<string>? path = null) : base(title)
    {
        Nodes = Check.Some(nodes, nameof(nodes), "state");
        Edges = Check.Any(edges);
        Path = Check.Any(path);
    }

    public IReadOnlyList<StateNode> Nodes { get; }
    public IReadOnlyList<StateEdge> Edges { get; }
    public IReadOnlyList<string> Path { get; }

    public override string Description => Title;

    public override string ToSvg() { Svg svg = new(Title, Description); svg.Title(); return svg.ToString(60); }

    public override string ToText() => Title;
}
