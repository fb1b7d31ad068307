using Spectre.Console;

namespace Workbook.Cli.Terminal;

/// <summary>Text for reading: broken at words, indented, never wider than is comfortable.</summary>
internal static class Prose
{
    private const int Comfortable = 100;

    /// <summary>Characters of a line.</summary>
    public static int Width => Math.Min(Screen.Width, Comfortable);

    /// <summary>Headings, paragraphs, lists and code of a Markdown text; code stays as it is.</summary>
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
            else if (line.StartsWith('#') && line.TrimStart('#').StartsWith(' '))
            {
                Flush();
                Palette.WriteLine(Screen.Out, [new(indent + line.TrimStart('#', ' '), Tone.Opening)]);
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

    /// <summary>One paragraph behind a mark.</summary>
    public static void WriteMarked(Piece mark, string text, string indent = "", Tone tone = Tone.Plain)
    {
        string before = indent + mark.Text + " ";
        foreach (var (i, line) in Wrap(text, Width - before.Length).Index())
            Palette.WriteLine(Screen.Out, i == 0 ? [new(indent, Tone.Plain), mark, new(" " + line, tone)] : [new(new string(' ', before.Length) + line, tone)]);
    }

    /// <summary>A text that must fit a line: what is too long loses its last words.</summary>
    public static string Clip(string text, int width)
    {
        if (text.Length <= width)
            return text;
        int cut = text.LastIndexOf(' ', Math.Max(0, width - 4));
        return text[..(cut > 0 ? cut : Math.Max(0, width - 4))].TrimEnd(',', ';', ':') + " ...";
    }

    /// <summary>Lines that are no prose: as they are.</summary>
    public static void WriteVerbatim(string text, string indent, Tone tone = Tone.Plain)
    {
        foreach (string line in text.TrimEnd().Split('\n'))
            Screen.Out.Write(new Text($"{indent}{line.TrimEnd()}\n", Palette.StyleOf(tone)));
    }

    /// <summary>A line whose blanks matter, broken at words if it is too long; what follows is indented a little more than it.</summary>
    public static IEnumerable<string> Fold(string line, int width)
    {
        int indent = line.Length - line.TrimStart().Length;
        string hanging = new(' ', Math.Min(indent + 4, width / 2));
        while (line.Length > width && CutOf(line, Math.Max(indent, hanging.Length), width) is { } cut)
        {
            yield return line[..cut].TrimEnd();
            line = hanging + line[cut..].TrimStart();
        }
        yield return line;
    }

    /// <summary>Where a line of code or prose may end: at a blank; if there is none, behind a bracket or comma of code.</summary>
    private static int? CutOf(string line, int indent, int width)
    {
        if (line.LastIndexOf(' ', width) is var blank && blank > indent)
            return blank;
        return line.Contains('/') || line.LastIndexOfAny(['(', ','], width - 1) is not (var bracket and >= 0) || bracket <= indent ? null : bracket + 1;
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
