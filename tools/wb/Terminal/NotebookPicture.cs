using Spectre.Console;
using Workbook.Notebooks;

namespace Workbook.Cli.Terminal;

/// <summary>Shows a notebook's run in a terminal: what each cell puts out, as plain text.</summary>
internal sealed class NotebookPicture(IAnsiConsole console, Notebook notebook)
{
    private readonly int _count = notebook.CodeCells.Count();

    /// <summary>Says which cell runs, where somebody watches; the line gives way to the cell's output.</summary>
    public void Begin(NotebookCell cell)
    {
        if (Screen.IsTerminal)
            Console.Error.Write($"{notebook.Name}: cell {cell.Number} of {_count} ...\r");
    }

    public void End(CellRun run)
    {
        if (Screen.IsTerminal)
            Console.Error.Write("\u001b[K");
        Palette.WriteLine(console, [new($"[{run.Cell.Number}] ", Tone.Opening), new(Title(run.Cell), Tone.Faint)]);
        foreach (CellOutput output in run.Outputs)
            Write(output);
        console.Write(new Text("\n"));
    }

    private static string Title(NotebookCell cell) => cell.Source.Split('\n').FirstOrDefault(line => line.Trim() is { Length: > 0 } text && !text.StartsWith("#r") && !text.StartsWith("using ")) ?? "";

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
