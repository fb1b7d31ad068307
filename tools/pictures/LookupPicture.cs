using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>One place where was looked.</summary>
/// <param name="Found">True: here it was, false: no, null: nobody looked any more.</param>
/// <param name="Answer">What was found, or why it was not.</param>
public sealed record Lookup(string Where, string Key, bool? Found, string Answer = "");

/// <summary>A search through several tables, one after the other, until one knows.</summary>
public sealed class LookupPicture : Picture
{
    private const double RowHeight = 76;

    /// <exception cref="ArgumentException">No look-up, or more than twelve.</exception>
    public LookupPicture(string title, string question, params IReadOnlyList<Lookup> lookups) : base(title)
    {
        Question = Check.Text(question, nameof(question));
        Lookups = Check.Some(lookups, nameof(lookups), "look-up");
        if (Lookups.Count > 12)
            throw new ArgumentException($"{Lookups.Count} look-ups are more than anybody reads: 12 at most", nameof(lookups));
    }

    public string Question { get; }
    public IReadOnlyList<Lookup> Lookups { get; }

    public override string Description => Question + ". " + string.Join(" ", Lookups.Select((lookup, i) =>
        $"{i + 1}. {lookup.Where}, {lookup.Key}: {Verdict(lookup)}{(lookup.Answer.Length > 0 ? ", " + lookup.Answer : "")}."));

    public override string ToSvg()
    {
        Svg svg = new(Title, Description);
        svg.Title();
        svg.Rect(120, 52, 560, 36, Style.Fill(Tone.Blue), 18);
        svg.Text(400, 75, Letters.Fit(Question, 530, Letters.Normal * Letters.Bold), "bold mid");
        double y = 112;
        for (int i = 0; i < Lookups.Count; i++, y += RowHeight)
            DrawLookup(svg, y, i);
        return svg.ToString(y);
    }

    protected override string DrawText()
    {
        List<string> lines = [Title, "", "  " + Question];
        int where = Lookups.Max(lookup => lookup.Where.Length), key = Lookups.Max(lookup => lookup.Key.Length);
        for (int i = 0; i < Lookups.Count; i++)
        {
            string keys = $"  {i + 1}. {Lookups[i].Where.PadRight(where)}  {Lookups[i].Key.PadRight(key)}";
            lines.Add(Canvas.Fit($"{keys}  {Verdict(Lookups[i]),-5} {Lookups[i].Answer}", Canvas.Columns).TrimEnd());
        }
        return string.Join('\n', lines);
    }

    private void DrawLookup(Svg svg, double y, int i)
    {
        Lookup lookup = Lookups[i];
        Tone tone = lookup.Found switch { true => Tone.Green, false => Tone.Grey, null => Tone.Hollow };
        bool asked = lookup.Found is not null;
        svg.Line(70, y - 24 + (i == 0 ? 0 : -4), 70, y - 1, asked ? "line" : "faint dash2", asked ? "head" : "fainthead");
        svg.Rect(40, y, 720, 50, Style.Fill(tone) + (lookup.Found == true ? " wide" : ""), 8);
        svg.Circle(70, y + 25, 14, asked ? "panel" : "f-hollow");
        svg.Text(70, y + 30, $"{i + 1}", "bold mid");
        svg.Text(98, y + 21, Letters.Fit(lookup.Where, 380, Letters.Normal * Letters.Bold), asked ? "bold" : "soft");
        svg.Text(98, y + 41, Letters.Fit(lookup.Key, 360), "mono " + (asked ? "" : "soft"));
        string mark = lookup.Found switch { true => "✓", false => "✗", null => "" };
        svg.Text(492, y + 31, mark, "title mid " + (lookup.Found is { } found ? Style.Text(found ? Tone.Green : Tone.Red) : ""));
        List<string> lines = Letters.Wrap(lookup.Answer.Length > 0 ? lookup.Answer : Verdict(lookup), 234, Letters.Small);
        for (int line = 0; line < Math.Min(lines.Count, 2); line++)
            svg.Text(514, y + (lines.Count > 1 ? 21 : 30) + 18 * line, lines[line], asked ? "small" : "soft");
    }

    private static string Verdict(Lookup lookup) => lookup.Found switch { true => "yes", false => "no", null => "not asked" };
}
