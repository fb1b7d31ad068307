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
    public const int MostRows = 24;

    public WindowPicture(string title, params IReadOnlyList<WindowRow> rows) : base(title)
    {
        Rows = Check.Some(rows, nameof(rows), "row");
    }

    public IReadOnlyList<WindowRow> Rows { get; }

    public override string Description => Title;

    public override string ToSvg() { Svg svg = new(Title, Description); svg.Title(); return svg.ToString(60); }

    public override string ToText() => Title;
}
