using System.Globalization;
using System.Text;

namespace Workbook.Notebooks;

/// <summary>Bytes as network people write them: sixteen to a line.</summary>
internal static class HexDump
{
    private const int PerLine = 16, Half = 8, Most = 4096;

    public static string Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length <= PerLine)
            return Line(bytes);
        var text = new StringBuilder();
        for (int at = 0; at < Math.Min(bytes.Length, Most); at += PerLine)
            text.Append(CultureInfo.InvariantCulture, $"{(at > 0 ? "\n" : "")}{at:x4}  {Line(bytes[at..Math.Min(at + PerLine, bytes.Length)])}");
        if (bytes.Length > Most)
            text.Append(CultureInfo.InvariantCulture, $"\n... {bytes.Length - Most} bytes more");
        return text.ToString();
    }

    private static string Line(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (int i = 0; i < bytes.Length; i++)
            text.Append(i == 0 ? "" : i == Half ? "  " : " ").Append(bytes[i].ToString("x2", CultureInfo.InvariantCulture));
        return text.ToString();
    }
}
