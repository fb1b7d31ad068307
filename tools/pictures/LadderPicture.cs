using System.Text;
using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>One frame or segment on its way.</summary>
/// <param name="Arrived">Null: it never did, and the arrow ends in a cross.</param>
/// <param name="Tone">Of the arrow and its text; null is the plain one, red if it was lost.</param>
/// <param name="Fate">What became of it, if that is not plain: "lost", "dropped: bad checksum". Written after the text.</param>
public sealed record Rung(TimeSpan Sent, TimeSpan? Arrived, bool FromLeft, string Text, Tone? Tone = null, string Fate = "");

/// <summary>Something that happens at one side: a state, a timer, a decision.</summary>
public sealed record LadderRemark(TimeSpan At, bool AtLeft, string Text, Tone? Tone = null);

/// <summary>Who said what when: two sides, time running down, an arrow for every frame. Waits are drawn in proportion
/// as long as that is bearable; where a lane is dotted, more time passes than is drawn.</summary>
public sealed class LadderPicture : Picture
{
    /// <summary>More rungs than these are cut, and so are their remarks; the picture says how many.</summary>
    public const int MostRungs = 60;

    private const double LeftLane = 168, RightLane = 632, Outside = 150;

    private readonly Rung[] _shown;
    private readonly LadderRemark[] _remarks;

    /// <exception cref="ArgumentException">Nothing at all, or something that arrives before it was sent.</exception>
    public LadderPicture(string title, string left, string right, IReadOnlyList<Rung> rungs, IReadOnlyList<LadderRemark>? remarks = null) : base(title)
    {
        Left = Check.Text(left, nameof(left));
        Right = Check.Text(right, nameof(right));
        Rungs = Check.Any(rungs);
        Remarks = Check.Any(remarks);
        if (Rungs.Count + Remarks.Count == 0)
            throw new ArgumentException("there is nothing to draw: nothing was sent", nameof(rungs));
        foreach (Rung rung in Rungs)
            if (rung.Arrived < rung.Sent)
                throw new ArgumentException($"\"{rung.Text}\" arrives before it was sent", nameof(rungs));
        _shown = [.. Rungs.OrderBy(rung => rung.Sent).Take(MostRungs)];
        TimeSpan end = Rungs.Count > MostRungs ? _shown[^1].Sent : TimeSpan.MaxValue;
        _remarks = [.. Remarks.Where(remark => remark.At <= end).OrderBy(remark => remark.At).Take(MostRungs)];
    }

    public string Left { get; }
    public string Right { get; }
    public IReadOnlyList<Rung> Rungs { get; }
    public IReadOnlyList<LadderRemark> Remarks { get; }

    public override string Description => $"Between {Left} and {Right}. " + string.Join("; ", _shown.Select(rung =>
        $"{Numbers.Time(rung.Sent)}: {(rung.FromLeft ? Left : Right)} sends {Words(rung)}")) + ".";

    private string Cut => Rungs.Count > MostRungs ? $"… and {Rungs.Count - MostRungs} more" : "";

    public override string ToSvg()
    {
        Svg svg = new(Title, Description);
        List<string>[] words = [.. _remarks.Select(remark => Letters.Wrap(remark.Text, Outside, Letters.Small * Letters.Bold))];
        (LadderLayout layout, List<Arrow> arrows, List<PlacedLabel> labels) = Arrange([.. _remarks.Zip(words, (remark, lines) => (remark, lines.Count))]);
        double bottom = layout.Bottom + 6;
        svg.Title();
        DrawLane(svg, LeftLane, Left, bottom, layout);
        DrawLane(svg, RightLane, Right, bottom, layout);
        for (int i = 0; i < arrows.Count; i++)
            DrawArrow(svg, arrows[i], _shown[i]);
        for (int i = 0; i < labels.Count; i++)
            svg.Text(labels[i].X, labels[i].Y - 5, labels[i].Text, "small mid halo" + (ToneOf(_shown[i]) is { } tone ? " " + Style.Text(tone) : ""), labels[i].Degrees);
        foreach ((bool left, double y, TimeSpan time) in layout.Times)
            svg.Text(left ? LeftLane - 12 : RightLane + 12, y + 5, Numbers.Time(time), left ? "soft end" : "soft");
        for (int r = 0; r < _remarks.Length; r++)
            for (int line = 0; line < words[r].Count; line++)
                svg.Text(_remarks[r].AtLeft ? LeftLane - 12 : RightLane + 12, layout.RemarkTops[r] + 5 + 18 * line, words[r][line],
                    $"small bold {Style.Text(_remarks[r].Tone ?? Tone.Blue)}" + (_remarks[r].AtLeft ? " end" : ""));
        svg.Text(Svg.Width / 2, bottom + 22, Cut, "soft mid");
        return svg.ToString(bottom + (Cut.Length > 0 ? 38 : 16));
    }

    protected override string DrawText() => LadderText.Draw(Title, Left, Right, _shown, _remarks, Cut);

    private static void DrawLane(Svg svg, double x, string name, double bottom, LadderLayout layout)
    {
        double width = Math.Min(Letters.Width(name, Letters.Normal * Letters.Bold) + 24, 300);
        svg.Rect(x - width / 2, 54, width, 32, Style.Fill(Tone.Grey), 8);
        svg.Text(x, 75, Letters.Fit(name, 276, Letters.Normal * Letters.Bold), "bold mid");
        double y = 86;
        foreach ((double from, double to) in layout.Breaks)
        {
            svg.Line(x, y, x, from, "faint");
            svg.Line(x, from + 4, x, to - 4, "faint dash2");
            y = to;
        }
        svg.Line(x, y, x, bottom, "faint");
    }

    /// <summary>Where texts have to be cut because arrows cross too close to each other, time is drawn longer, if that helps.</summary>
    private (LadderLayout, List<Arrow>, List<PlacedLabel>) Arrange(IReadOnlyList<(LadderRemark, int)> remarks)
    {
        (string, string)[] texts = [.. _shown.Select(rung => (rung.Text, Fate(rung)))];
        (LadderLayout, List<Arrow>, List<PlacedLabel>) best = default;
        int leastCut = int.MaxValue;
        for (double stretch = 1; stretch < 4 && leastCut > 0; stretch *= 1.5)
        {
            LadderLayout layout = new(_shown, remarks, stretch);
            List<Arrow> arrows = [.. layout.Rungs.Zip(_shown, ArrowOf)];
            LadderLabels labels = new(arrows);
            List<PlacedLabel> placed = labels.Place(texts);
            if (labels.Cut < leastCut)
                (best, leastCut) = ((layout, arrows, placed), labels.Cut);
        }
        return best;
    }

    private static Arrow ArrowOf(RungPlace place, Rung rung)
    {
        (double from, double to) = rung.FromLeft ? (LeftLane, RightLane) : (RightLane, LeftLane);
        double way = rung.Arrived is null ? 0.72 : 1;
        return new Arrow(from, place.SentAt, from + (to - from) * way, place.SentAt + (place.EndsAt - place.SentAt) * way);
    }

    private static void DrawArrow(Svg svg, Arrow arrow, Rung rung)
    {
        (double x1, double y1, double x2, double y2) = arrow;
        Tone? tone = ToneOf(rung);
        string line = tone is { } t ? Style.Line(t) : "line";
        string head = tone is { } h ? "h-" + Style.Name(h) : "head";
        svg.Line(x1, y1, x2 + (rung.FromLeft ? -1 : 1), y2, line, rung.Arrived is null ? null : head);
        if (rung.Arrived is not null)
            return;
        string red = Style.Line(Tone.Red) + " wide";
        svg.Line(x2 - 7, y2 - 7, x2 + 7, y2 + 7, red);
        svg.Line(x2 - 7, y2 + 7, x2 + 7, y2 - 7, red);
    }

    private static Tone? ToneOf(Rung rung) => rung.Tone ?? (rung.Arrived is null ? Tone.Red : null);

    internal static string Words(Rung rung) => rung.Text + Fate(rung);

    private static string Fate(Rung rung) => rung.Fate.Length > 0 ? $" ({rung.Fate})" : "";
}
