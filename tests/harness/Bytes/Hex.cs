using System.Globalization;
using System.Text;

namespace Workbook.Harness;

/// <summary>Frames and headers as people write them.</summary>
public static class Hex
{
    /// <summary>
    /// Reads hexadecimal octets. Blanks, line ends and colons are for the eye; <c>#</c> starts a comment that ends with
    /// its line: <c>Hex.Parse("45 00 0014  # version, length")</c>.
    /// </summary>
    /// <exception cref="FormatException">Something else is in the text, or half an octet.</exception>
    public static byte[] Parse(string text)
    {
        var digits = new StringBuilder();
        foreach (string line in text.Split('\n'))
        {
            foreach (string word in line.Split('#')[0].Split([' ', '\t', '\r', ':'], StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.Length % 2 != 0 || !word.All(char.IsAsciiHexDigit))
                    throw new FormatException($"'{word}' is not a row of hexadecimal octets: {line.Trim()}");
                digits.Append(word);
            }
        }
        return Convert.FromHexString(digits.ToString());
    }

    /// <summary>Sixteen octets a line, each line with its offset.</summary>
    public static string Dump(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (int line = 0; line < bytes.Length; line += 16)
        {
            if (line > 0)
                text.Append('\n');
            text.Append(CultureInfo.InvariantCulture, $"{line:x4} ");
            for (int i = line; i < Math.Min(line + 16, bytes.Length); i++)
                text.Append(i == line + 8 ? "  " : " ").Append(bytes[i].ToString("x2", CultureInfo.InvariantCulture));
        }
        return text.ToString();
    }
}
