using System.Text;

namespace Workbook.Pictures.Drawings;

/// <summary>The one style sheet: that of the lessons' pictures. Every tone gives a fill (f-), a line (l-) and a text (t-).</summary>
internal static class Style
{
    private const string Sans = "ui-sans-serif, system-ui, \"Segoe UI\", Helvetica, Arial, sans-serif";
    private const string Mono = "ui-monospace, Consolas, \"DejaVu Sans Mono\", monospace";

    private readonly record struct Pair(string Light, string Dark);
    private readonly record struct Colours(Tone Tone, Pair Fill, Pair Line, Pair Text);

    private static readonly Colours[] Tones =
    [
        new(Tone.Grey, new("#eaeef2", "#262c36"), new("#59636e", "#8b949e"), new("#59636e", "#a0a8b2")),
        new(Tone.Blue, new("#ddf4ff", "#12304f"), new("#0969da", "#58a6ff"), new("#0550ae", "#79c0ff")),
        new(Tone.Green, new("#dafbe1", "#12361f"), new("#1a7f37", "#3fb950"), new("#1a7f37", "#56d364")),
        new(Tone.Yellow, new("#fff4d6", "#3a2a05"), new("#9a6700", "#d29922"), new("#7d4e00", "#e3b341")),
        new(Tone.Red, new("#ffebe9", "#45191c"), new("#cf222e", "#ff7b72"), new("#cf222e", "#ff7b72")),
        new(Tone.Purple, new("#fbefff", "#2f1d4d"), new("#8250df", "#bc8cff"), new("#8250df", "#d2a8ff")),
        new(Tone.Orange, new("#ffe9d6", "#4a2506"), new("#bc4c00", "#f0883e"), new("#bc4c00", "#ffa657")),
        new(Tone.Teal, new("#d3f5f0", "#0b3835"), new("#0b7a75", "#39c5bb"), new("#0b6b66", "#56d4cb")),
        new(Tone.Pink, new("#ffe3f1", "#451433"), new("#bf3989", "#f778ba"), new("#bf3989", "#ff9bce")),
        new(Tone.Hollow, new("none", "none"), new("#59636e", "#8b949e"), new("#59636e", "#a0a8b2")),
    ];

    public static readonly string Sheet = Write();

    /// <summary>The class of a box: fill and edge. Lines have "l-" + name, texts "t-" + name.</summary>
    public static string Fill(Tone tone) => "f-" + Name(tone);
    public static string Line(Tone tone) => "l-" + Name(tone);
    public static string Text(Tone tone) => "t-" + Name(tone);

    public static string Name(Tone tone) => Enum.IsDefined(tone)
        ? tone.ToString().ToLowerInvariant()
        : throw new ArgumentException($"{(int)tone} is no tone", nameof(tone));

    private static string Write()
    {
        StringBuilder sheet = new();
        sheet.Append($"text{{font-family:{Sans};font-size:15px;fill:#1f2328}}");
        sheet.Append($".mono{{font-family:{Mono};font-size:15px}}");
        sheet.Append(".title{font-weight:600;font-size:17px}.bold{font-weight:600}.small{font-size:14px}.soft{font-size:14px;fill:#59636e}");
        sheet.Append(".mid{text-anchor:middle}.end{text-anchor:end}");
        sheet.Append(".halo{stroke:#fff;stroke-width:5px;stroke-linejoin:round;paint-order:stroke}");
        sheet.Append(".panel{fill:#fff;stroke:#d1d9e0}.line{fill:none;stroke:#1f2328;stroke-width:1.6}.head{fill:#1f2328}");
        sheet.Append(".grid{fill:none;stroke:#d1d9e0}.faint{fill:none;stroke:#8c959f;stroke-width:1.3}.fainthead{fill:#8c959f}.wide{stroke-width:2.5}");
        sheet.Append(".dash1{stroke-dasharray:9 5}.dash2{stroke-dasharray:2 5;stroke-linecap:round}.dash3{stroke-dasharray:12 4 2 4}");
        AppendTones(sheet, pair => pair.Light, ";stroke-width:1.5", "fill:none;", ";stroke-width:2");
        sheet.Append(".f-hollow{stroke-dasharray:5 4}.bare{stroke:none}");
        sheet.Append("@media(prefers-color-scheme:dark){text{fill:#e6edf3}.soft{fill:#a0a8b2}.halo{stroke:#0d1117}");
        sheet.Append(".panel{fill:#0d1117;stroke:#3d444d}.line{stroke:#e6edf3}.head{fill:#e6edf3}");
        sheet.Append(".grid{stroke:#2f353d}.faint{stroke:#7d8590}.fainthead{fill:#7d8590}");
        AppendTones(sheet, pair => pair.Dark, "", "", "");
        sheet.Append(".bare{stroke:none}");
        sheet.Append('}');
        return sheet.ToString();
    }

    private static void AppendTones(StringBuilder sheet, Func<Pair, string> side, string boxWidth, string lineFill, string lineWidth)
    {
        foreach (Colours colours in Tones)
        {
            string name = Name(colours.Tone);
            sheet.Append($".f-{name}{{fill:{side(colours.Fill)};stroke:{side(colours.Line)}{boxWidth}}}");
            sheet.Append($".l-{name}{{{lineFill}stroke:{side(colours.Line)}{lineWidth}}}");
            sheet.Append($".h-{name}{{fill:{side(colours.Line)}}}.t-{name}{{fill:{side(colours.Text)}}}");
        }
    }
}
