using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb diff</c>: your solution beside the reference.</summary>
internal sealed class DiffCommand : AfterwardsCommand
{
    public DiffCommand(Interruption interruption)
        : base("diff", "After an exercise: your solution beside the reference.", interruption)
    {
    }

    public override string Remarks => "Lines with - are yours alone, lines with + the reference's. Different is not worse.";

    public override IReadOnlyList<(string Line, string Purpose)> Examples => [("diff 6.2", "once exercise 6.2 is solved"), ("diff 6.2 --force", "before")];

    protected override int Show(Workbench bench, Assignment assignment)
    {
        Prose.Write($"exercise {assignment.Id}: {assignment.Title}", "");
        Palette.WriteLine(Screen.Out, [new($"  - {assignment.Place}", Tone.Closing)]);
        Palette.WriteLine(Screen.Out, [new($"  + solutions/{assignment.Chapter.Name}/{assignment.File.Name}:{assignment.Reference.FirstLine + 1}\n", Tone.Opening)]);
        var lines = LineDiff.Compare([.. assignment.LearnerBody], [.. assignment.ReferenceBody]);
        foreach (var (change, line) in lines)
        {
            (string sign, Tone tone) = change switch { Change.OnlyLeft => ("-", Tone.Closing), Change.OnlyRight => ("+", Tone.Opening), _ => (" ", Tone.Plain) };
            Screen.Out.Write(new Spectre.Console.Text($"{sign} {line.TrimEnd()}\n", Palette.StyleOf(tone)));
        }
        if (lines.All(line => line.Change == Change.Same))
            Prose.Write("Word for word the reference.", tone: Tone.Faint);
        return 0;
    }
}
