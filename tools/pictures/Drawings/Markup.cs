using System.Text;

namespace Workbook.Pictures.Drawings;

internal static class Markup
{
    /// <summary>Escapes what means something in HTML and XML, and replaces what XML cannot hold at all.</summary>
    public static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\t' => " ",
                '\n' => "&#10;",
                < 0x20 or 0x7F or 0xFFFE or 0xFFFF => "\uFFFD",
                _ => rune.ToString(),
            });
        return escaped.ToString();
    }
}
