using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>One field of a header.</summary>
/// <param name="Bits">1 to 4096.</param>
/// <param name="Value">What to write under the name; null writes the number that the bytes make, "" nothing.</param>
/// <param name="Tone">Null takes the tones in turn.</param>
public sealed record HeaderField(string Name, int Bits, string? Value = null, Tone? Tone = null);

/// <summary>A header as RFCs draw it, 32 bits to a row, each field in its colour; and beneath it the bytes in the same
/// colours. Fields for which the bytes do not suffice are dashed, bytes behind the last field are grey.</summary>
public sealed class HeaderPicture : Picture
{
    public HeaderPicture(string title, ReadOnlySpan<byte> bytes, params IReadOnlyList<HeaderField> fields) : base(title)
    {
        Fields = Check.Some(fields, nameof(fields), "field");
        Bytes = bytes.ToArray();
    }

    public IReadOnlyList<HeaderField> Fields { get; }
    public ReadOnlyMemory<byte> Bytes { get; }

    public override string Description => Title;

    public override string ToSvg() { Svg svg = new(Title, Description); svg.Title(); return svg.ToString(60); }

    public override string ToText() => Title;
}
