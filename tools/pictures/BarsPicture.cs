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
    public const int MostLanes = 40;

    public BarsPicture(string title, string axis, IReadOnlyList<BarLane> lanes, IReadOnlyList<BarMark>? marks = null) : base(title)
    {
        Axis = Check.Text(axis, nameof(axis));
        Lanes = Check.Some(lanes, nameof(lanes), "lane");
        Marks = Check.Any(marks);
    }

    public string Axis { get; }
    public IReadOnlyList<BarLane> Lanes { get; }
    public IReadOnlyList<BarMark> Marks { get; }

    public override string Description => Title;

    public override string ToSvg() { Svg svg = new(Title, Description); svg.Title(); return svg.ToString(60); }

    public override string ToText() => Title;
}
