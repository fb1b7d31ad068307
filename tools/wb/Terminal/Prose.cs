using Spectre.Console;

namespace Workbook.Cli.Terminal;

/// <summary>Text for reading: broken at words, indented, never wider than is comfortable.</summary>
internal static class Prose
{
    private const int Comfortable = 100;

    private static int Width => Math.Min(Screen.Width, Comfortable);

    /// <summary>Paragraphs, lists and code of a Markdown text; code stays as it is.</summary>
    public static void WriteMarkdown(string text, string indent = "  ")
    {
        bool inCode = false;
        var paragraph = new List<string>();
        void Flush()
        {
            if (paragraph.Count > 0)
                Write(string.Join(' ', paragraph), indent);
            paragraph.Clear();
        }
        foreach (string line in text.Split('\n'))
        {
            if (line.StartsWith("```"))
            {
                Flush();
                inCode = !inCode;
            }
            else if (inCode)
                Palette.WriteLine(Screen.Out, [new(indent + "  " + line, Tone.Data)]);
            else if (line.Trim().Length == 0)
            {
                Flush();
                Screen.Out.WriteLine();
            }
            else
            {
                if (line.TrimStart().StartsWith("- ") || line.TrimStart() is [>= '0' and <= '9', '.', ..])
                    Flush();
                paragraph.Add(line.Trim());
            }
        }
        Flush();
    }

    /// <summary>One paragraph.</summary>
    public static void Write(string text, string indent = "  ", Tone tone = Tone.Plain)
    {
        foreach (string line in Wrap(text.Replace("`", ""), Width - indent.Length))
            Palette.WriteLine(Screen.Out, [new(indent, Tone.Plain), new(line, tone)]);
    }

    /// <summary>Lines that are no prose: as they are.</summary>
    public static void WriteVerbatim(string text, string indent, Tone tone = Tone.Plain)
    {
        foreach (string line in text.TrimEnd().Split('\n'))
            Screen.Out.Write(new Text($"{indent}{line.TrimEnd()}\n", Palette.StyleOf(tone)));
    }

    public static IEnumerable<string> Wrap(string text, int width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + 1 + word.Length > width)
            {
                yield return line;
                line = "";
            }
            line += line.Length == 0 ? word : " " + word;
        }
        if (line.Length > 0)
            yield return line;
    }
}
