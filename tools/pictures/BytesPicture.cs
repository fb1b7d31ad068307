using System.Text;
using Workbook.Pictures.Drawings;

namespace Workbook.Pictures;

/// <summary>Some bytes that belong together.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Value">What they say, if that is not plain.</param>
/// <param name="Tone">Null takes the tones in turn.</param>
public sealed record BytesPart(string Name, int Offset, int Length, string Value = "", Tone? Tone = null);

/// <summary>A dump, 16 bytes to a row with their offsets, in which parts are coloured, and named below.</summary>
public sealed class BytesPicture : Picture
{
    private static readonly Tone[] Turns = [Tone.Blue, Tone.Green, Tone.Yellow, Tone.Purple, Tone.Orange, Tone.Teal, Tone.Pink];

    /// <exception cref="ArgumentException">More than 40 parts, or one that is not within the bytes.</exception>
    public BytesPicture(string title, ReadOnlySpan<byte> bytes, params IReadOnlyList<BytesPart> parts) : base(title)
    {
        Parts = Check.Any(parts);
        Bytes = bytes.ToArray();
        if (Parts.Count > 40)
            throw new ArgumentException($"{Parts.Count} parts are more than anybody reads: 40 at most", nameof(parts));
        foreach (BytesPart part in Parts)
            if (part.Offset < 0 || part.Length < 0 || part.Length > bytes.Length - part.Offset)
                throw new ArgumentException($"{part.Name}: {part.Length} bytes from offset {part.Offset} are not within {bytes.Length}", nameof(parts));
    }

    public IReadOnlyList<BytesPart> Parts { get; }
    public ReadOnlyMemory<byte> Bytes { get; }

    public override string Description => $"{Bytes.Length} bytes." + string.Concat(Parts.Select(part => $" {Place(part)}: {part.Name} {part.Value}".TrimEnd() + "."));

    public override string ToSvg()
    {
        Svg svg = new(Title, Description);
        svg.Title();
        double y = Dump.Draw(svg, 52, Bytes.Span, [.. Parts.Select((part, i) => new Stretch(part.Offset * 8, (part.Offset + part.Length) * 8, ToneOf(i)))]) + 10;
        for (int i = 0; i < Parts.Count; i++, y += 27)
        {
            BytesPart part = Parts[i];
            svg.Rect(66, y, 22, 18, Style.Fill(ToneOf(i)), 4);
            svg.Text(100, y + 14, Place(part), "soft");
            svg.Text(172, y + 14, Letters.Fit(part.Name, part.Value.Length > 0 ? 230 : 600));
            svg.Text(416, y + 14, Letters.Fit(part.Value, 366, Letters.Normal * Letters.Bold), "bold");
        }
        return svg.ToString(y + 12);
    }

    protected override string DrawText()
    {
        StringBuilder text = new($"{Title}\n\n{Dump.ToText(Bytes.Span)}\n");
        int name = Parts.Select(part => part.Name.Length).DefaultIfEmpty().Max();
        foreach (BytesPart part in Parts)
            text.Append(Canvas.Fit($"{Place(part),9}  {part.Name.PadRight(Math.Min(name, 40))}  {part.Value}".TrimEnd(), Canvas.Columns)).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    private Tone ToneOf(int part) => Parts[part].Tone ?? Turns[part % Turns.Length];

    private static string Place(BytesPart part) =>
        part.Length <= 1 ? $"{part.Offset}" : $"{part.Offset}-{part.Offset + part.Length - 1}";
}
