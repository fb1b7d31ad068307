using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>One frame or segment on its way.</summary>
/// <param name="Arrived">Null: it never did, and the arrow ends in a cross.</param>
/// <param name="Tone">Of the arrow and its text; null is the plain one, red if it was lost.</param>
/// <param name="Fate">What became of it, if that is not plain: "lost", "damaged", "dropped: bad checksum". Written where the arrow ends.</param>
public sealed record Rung(TimeSpan Sent, TimeSpan? Arrived, bool FromLeft, string Text, Tone? Tone = null, string Fate = "");

/// <summary>Something that happens at one side: a state, a timer, a decision.</summary>
public sealed record LadderRemark(TimeSpan At, bool AtLeft, string Text, Tone? Tone = null);

/// <summary>Who said what when: two sides, time running down, an arrow for every frame. Waits are drawn in proportion
/// as long as that is bearable, and longer ones are marked as such.</summary>
public sealed class LadderPicture : Picture
{
    /// <summary>More rungs than these are cut, and the picture says how many.</summary>
    public const int MostRungs = 60;

    public LadderPicture(string title, string left, string right, IReadOnlyList<Rung> rungs, IReadOnlyList<LadderRemark>? remarks = null) : base(title)
    {
        Left = Check.Text(left, nameof(left));
        Right = Check.Text(right, nameof(right));
        Rungs = Check.Any(rungs);
        Remarks = Check.Any(remarks);
    }

    public string Left { get; }
    public string Right { get; }
    public IReadOnlyList<Rung> Rungs { get; }
    public IReadOnlyList<LadderRemark> Remarks { get; }

    public override string Description => Title;

    public override string ToSvg() { Svg svg = new(Title, Description); svg.Title(); return svg.ToString(60); }

    public override string ToText() => Title;
}
