using System.Text.RegularExpressions;
using Spectre.Console;
using Workbook.Notebooks;

namespace Workbook.Cli.Terminal;

/// <summary>Shows a notebook's run in a terminal: what each cell puts out, as plain text.</summary>
internal sealed partial class NotebookPicture(IAnsiConsole console, Notebook notebook)
{
    private readonly int _count = notebook.CodeCells.Count();
    private int _told;

    /// <summary>The words before a cell, with the question; then which cell runs, where somebody watches: that line gives way to
    /// the cell's output.</summary>
    public void Begin(NotebookCell cell)
    {
        Tell(cell);
        if (Screen.IsTerminal)
            Console.Error.Write($"{notebook.Name}: cell {cell.Number} of {_count} ...\r");
    }

    public void End(CellRun run)
    {
        if (Screen.IsTerminal)
            Console.Error.Write("\u001b[K");
        string[] code = run.Cell.Source.Split('\n');
        foreach (var (index, line) in code.Index())
            Palette.WriteLine(console, [new(index == 0 ? $"[{run.Cell.Number}]".PadRight(5) : "     ", Tone.Opening), new(line, Tone.Faint)]);
        foreach (CellOutput output in run.Outputs)
            Write(output);
        console.Write(new Text("\n"));
    }

    /// <summary>The words after the last cell.</summary>
    public void Finish() => Tell(null);

    /// <summary>Texts up to a cell of code, or to the end.</summary>
    private void Tell(NotebookCell? until)
    {
        for (; _told < notebook.Cells.Count && notebook.Cells[_told] != until; _told++)
            if (!notebook.Cells[_told].IsCode)
            {
                Prose.WriteMarkdown(Link().Replace(notebook.Cells[_told].Source, "$1"), "");
                console.Write(new Text("\n"));
            }
    }

    [GeneratedRegex(@"\[([^\]]+)\]\([^)\s]+\)")]
    private static partial Regex Link();

    private void Write(CellOutput output)
    {
        var (text, tone) = output switch
        {
            StreamOutput stream => (stream.Text, stream.Name == "stderr" ? Tone.Bad : Tone.Plain),
            DisplayOutput display => (display.Data.Text, Tone.Plain),
            ResultOutput result => (result.Data.Text, Tone.Plain),
            ErrorOutput error => (string.Join('\n', error.Traceback), Tone.Bad),
            _ => ("", Tone.Plain),
        };
        foreach (string line in text.TrimEnd('\n').Split('\n'))
        {
            // Drawings keep their shape: lines that are too long are the terminal's matter.
            if (tone == Tone.Plain)
                Console.Out.WriteLine(line);
            else
                console.Write(new Text(line + "\n", Palette.StyleOf(tone)));
        }
    }
}
