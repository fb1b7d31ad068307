using Spectre.Console;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Draws the stack as layers, each exercise of which is a field that is yours or the reference's.</summary>
internal static class MixPicture
{
    private const int WidthOfNames = 18;

    public static void Write(IAnsiConsole console, Workbench bench)
    {
        var (yours, reference, side) = Screen.IsUnicode ? ('█', '░', '│') : ('#', '.', '|');
        int fields = bench.Course.Chapters.Max(chapter => chapter.Assignments.Count), width = WidthOfNames + fields + 3;
        console.Write(new Text($"{"your program".PadLeft((width + 12) / 2 + 1)}\n"));
        Edge(console, width, top: true);
        foreach (Chapter chapter in bench.Course.Chapters.Reverse())
        {
            var line = new List<Piece> { new($"  {side} {chapter.Name.Replace('-', ' '),-WidthOfNames}", Tone.Plain) };
            line.AddRange(chapter.Assignments.Select(assignment => IsYours(assignment) ? new Piece(yours.ToString(), Tone.Opening) : new Piece(reference.ToString(), Tone.Faint)));
            line.Add(new($"{new string(' ', fields - chapter.Assignments.Count + 1)}{side}  ", Tone.Plain));
            line.Add(Tell(bench, chapter));
            Palette.WriteLine(console, line);
        }
        Edge(console, width, top: false);
        console.Write(new Text($"{"the wire".PadLeft((width + 8) / 2 + 1)}\n\n"));
        var all = bench.Course.Assignments.ToList();
        Palette.WriteLine(console,
            [new($"  {yours} ", Tone.Opening), new($"{all.Count(IsYours)} yours   ", Tone.Plain), new($"{reference} ", Tone.Faint), new($"{all.Count(assignment => !IsYours(assignment))} the reference's", Tone.Plain)]);
        console.Write(new Text("  ./wb echo runs this mix.\n", Palette.StyleOf(Tone.Faint)));
    }

    public static bool IsYours(Assignment assignment) => assignment.Progress == Loop.Progress.Started;

    private static Piece Tell(Workbench bench, Chapter chapter)
    {
        var begun = chapter.Assignments.Where(IsYours).ToList();
        if (begun.Count == 0)
            return new("", Tone.Faint);
        if (begun.Count == chapter.Assignments.Count)
            return new("all yours", Tone.Opening);
        int wrong = begun.Count(assignment => bench.Verdicts.IsSolved(assignment) == false);
        return new(string.Join(' ', begun.Select(assignment => assignment.Id)) + (wrong > 0 ? $"  ({wrong} not right yet)" : ""), wrong > 0 ? Tone.Address : Tone.Opening);
    }

    private static void Edge(IAnsiConsole console, int width, bool top)
    {
        var (left, line, right) = (Screen.IsUnicode, top) switch
        {
            (true, true) => ('┌', '─', '┐'),
            (true, false) => ('└', '─', '┘'),
            _ => ('+', '-', '+'),
        };
        console.Write(new Text($"  {left}{new string(line, width - 1)}{right}\n"));
    }
}
