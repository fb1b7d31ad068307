using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>Some bytes that belong together.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Value">What they say, if that is not plain.</param>
public sealed record BytesPart(string Name, int Offset, int Length, string Value = "", Tone? Tone = null);

/// <summary>A dump, 16 bytes to a row with their offsets, in which parts are coloured and named.</summary>
public sealed class BytesPicture : Picture
{
    public BytesPicture(string title, ReadOnlySpan<byte> bytes, params IReadOnlyList<BytesPart> parts) : base(title)
    {
        Parts = Check.Any(parts);
        Bytes = bytes.ToArray();
    }

    public IReadOnlyList<BytesPart> Parts { get; }
    public ReadOnlyMemory<byte> Bytes { get; }

    public override string Description => Title;

    public override string ToSvg() { Svg svg = new(Title, Description); svg.Title(); return svg.ToString(60); }

    public override string ToText() => Title;
}
