using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>One place where was looked.</summary>
/// <param name="Found">True: here it was, false: no, null: nobody looked any more.</param>
/// <param name="Answer">What was found, or why it was not.</param>
public sealed record Lookup(string Where, string Key, bool? Found, string Answer = "");

/// <summary>A search through several tables, one after the other, until one knows.</summary>
public sealed class LookupPicture : Picture
{
    public LookupPicture(string title, string question, params IReadOnlyList<Lookup> lookups) : base(title)
    {
        Question = Check.Text(question, nameof(question));
        Lookups = Check.Some(lookups, nameof(lookups), "look-up");
    }

    public string Question { get; }
    public IReadOnlyList<Lookup> Lookups { get; }

    public override string Description => Title;

    public override string ToSvg() { Svg svg = new(Title, Description); svg.Title(); return svg.ToString(60); }

    public override string ToText() => Title;
}
