using System.Text;

namespace Workbook.Pictures.Drawings;

/// <summary>A run of bits in one colour.</summary>
internal readonly record struct Stretch(int FromBit, int ToBit, Tone Tone);

/// <summary>Bytes as tiles, 16 to a row with the offset of the first; a byte that two stretches share has both colours.</summary>
internal static class Dump
{
    public const int MostRows = 16;

    private const double Left = 66, Pitch = 42.5, Tile = 40, Gap = 12, RowPitch = 36;

    /// <summary>Draws from y downward and returns where it ended.</summary>
    public static double Draw(Svg svg, double y, ReadOnlySpan<byte> bytes, IReadOnlyList<Stretch> stretches)
    {
        int shown = Math.Min(bytes.Length, 16 * MostRows);
        for (int i = 0; i < shown; i++)
        {
            double x = Left + i % 16 * Pitch + (i % 16 >= 8 ? Gap : 0);
            double top = y + i / 16 * RowPitch;
            if (i % 16 == 0)
                svg.Text(Left - 12, top + 20, Numbers.Plain(i), "soft end");
            DrawTile(svg, x, top, i * 8, stretches);
            svg.Text(x + Tile / 2, top + 20, bytes[i].ToString("x2"), "mono mid");
        }
        y += (shown + 15) / 16 * RowPitch;
        if (shown == bytes.Length)
            return y;
        svg.Text(Left, y + 16, $"… and {Numbers.Plain(bytes.Length - shown)} more bytes", "soft");
        return y + 28;
    }

    public static string ToText(ReadOnlySpan<byte> bytes)
    {
        StringBuilder text = new();
        int shown = Math.Min(bytes.Length, 16 * MostRows);
        for (int i = 0; i < shown; i += 16)
        {
            text.Append($"{i,5} ");
            for (int j = i; j < Math.Min(i + 16, shown); j++)
                text.Append(j % 16 == 8 ? "  " : " ").Append(bytes[j].ToString("x2"));
            text.Append('\n');
        }
        if (shown < bytes.Length)
            text.Append($"      … and {Numbers.Plain(bytes.Length - shown)} more bytes\n");
        return text.ToString();
    }

    private static void DrawTile(Svg svg, double x, double y, int bit, IReadOnlyList<Stretch> stretches)
    {
        int covered = bit;
        foreach (Stretch stretch in stretches)
        {
            int from = Math.Max(stretch.FromBit, bit);
            int to = Math.Min(stretch.ToBit, bit + 8);
            if (from >= to)
                continue;
            bool whole = to - from == 8;
            svg.Rect(x + (from - bit) * Tile / 8, y, (to - from) * Tile / 8, 29, Style.Fill(stretch.Tone) + (whole ? "" : " bare"), whole ? 4 : 0);
            covered = to;
        }
        if (covered == bit)
            svg.Rect(x, y, Tile, 29, Style.Fill(Tone.Grey), 4);
    }
}
