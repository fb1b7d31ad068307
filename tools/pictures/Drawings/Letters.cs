using System.Text;

namespace Workbook.Pictures.Drawings;

/// <summary>How wide a text will be. Nobody knows which font a reader has, so this measures with a wide one: what fits
/// by it fits everywhere.</summary>
internal static class Letters
{
    public const double Normal = 15;
    public const double Small = 14;

    /// <summary>Bold letters count as if they were so much larger.</summary>
    public const double Bold = 1.13;

    public static double Width(string text, double size = Normal)
    {
        double width = 0;
        foreach (Rune rune in text.EnumerateRunes())
            width += OfOne(rune.Value);
        return width * size;
    }

    /// <summary>Letters of a fixed width, as in dumps.</summary>
    public static double MonoWidth(string text, double size = Normal) => text.Length * 0.61 * size;

    /// <summary>The text, or as much of it as fits and an ellipsis.</summary>
    public static string Fit(string text, double room, double size = Normal)
    {
        if (Width(text, size) <= room)
            return text;
        int length = text.Length;
        while (length > 0 && Width(text[..length].TrimEnd() + "…", size) > room)
            length--;
        if (length > 0 && char.IsHighSurrogate(text[length - 1]))
            length--;
        return length == 0 ? "" : text[..length].TrimEnd() + "…";
    }

    /// <summary>A text and what follows it: the text is shortened, the tail is not, as long as that makes sense.</summary>
    public static string Fit(string text, string tail, double room, double size)
    {
        double rest = room - Width(tail, size);
        return tail.Length > 0 && rest > 4 * size ? Fit(text, rest, size) + tail : Fit(text + tail, room, size);
    }

    /// <summary>Lines no wider than the room, broken at blanks; a word that is too long alone is shortened.</summary>
    public static List<string> Wrap(string text, double room, double size = Normal)
    {
        List<string> lines = [];
        foreach (string paragraph in text.Split('\n'))
        {
            string line = "";
            foreach (string word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                string longer = line.Length == 0 ? word : line + " " + word;
                if (line.Length > 0 && Width(longer, size) > room)
                {
                    lines.Add(line);
                    longer = word;
                }
                line = Fit(longer, room, size);
            }
            lines.Add(line);
        }
        return lines;
    }

    private static double OfOne(int letter) => letter switch
    {
        'i' or 'j' or 'l' or 'I' => 0.29,
        ' ' or '.' or ',' or ':' or ';' or '!' or '|' or '/' or '\'' => 0.34,
        'f' or 't' or 'r' or '-' or '(' or ')' or '[' or ']' => 0.41,
        'm' or 'M' or 'W' or '%' or '@' => 0.97,
        'w' or '=' or '<' or '>' or '+' or '→' or '←' or '×' or '…' => 0.84,
        'O' or 'Q' or 'N' or 'D' or 'G' or 'H' or 'U' => 0.78,
        >= 'A' and <= 'Z' => 0.69,
        >= 0x2E80 => 1.05,
        _ => 0.635,
    };
}
