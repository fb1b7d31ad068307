using System.CommandLine;
using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb hint</c>: one more each time.</summary>
internal sealed class HintCommand : LoopCommand
{
    private static readonly string[] Titles = ["a nudge", "the approach", "the shape of the code"];

    private readonly Argument<string?> _what = What("The exercise. [default: where you are]");
    private readonly Option<bool> _all = new("--all") { Description = "All hints at once." };

    public HintCommand(Interruption interruption)
        : base("hint", "A hint: one more each time you ask.")
    {
        Arguments.Add(_what);
        Options.Add(_all);
        SetAction((parsed, _) => RunAsync(parsed.GetValue(_what), parsed.GetValue(_all), interruption.Token));
    }

    public override string Remarks => "If a test fails as it does for a common mistake, the hint for that mistake comes first.";

    public override IReadOnlyList<(string Line, string Purpose)> Examples => [("hint 6.2", "one more for exercise 6.2"), ("hint 6.2 --all", "all three")];

    private static async Task<int> RunAsync(string? what, bool all, CancellationToken token)
    {
        using Workbench bench = Open();
        if (what is null)
            await Settlement.RunAsync(bench, token);
        Assignment? assignment = what is null ? bench.Next() : Find(bench, what);
        if (assignment is null || !bench.Catalogue.TryGetValue(assignment.Id, out CatalogueEntry? entry))
        {
            Screen.Complain(assignment is null ? "all exercises are solved." : $"there are no hints for exercise {assignment.Id}: see its lesson, chapters/{assignment.Chapter.Name}/README.md.");
            return 1;
        }
        Prose.Write($"exercise {assignment.Id}: {assignment.Title}", "");
        var hints = new Hints(bench.Course);
        await TellMistakeAsync(bench, assignment, entry, token);
        int last = all ? entry.Hints.Count - 1 : hints.Next(assignment.Id, entry.Hints.Count);
        for (int i = all ? 0 : last; i <= last; i++)
        {
            Palette.WriteLine(Screen.Out, [new($"\nhint {i + 1} of {entry.Hints.Count}: {Titles[i]}\n", Tone.Faint)]);
            Prose.WriteMarkdown(entry.Hints[i]);
        }
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        Prose.Write(last + 1 < entry.Hints.Count ? $"One more: ./wb hint {assignment.Id}" : $"That was the last. The reference: ./wb diff {assignment.Id} --force", tone: Tone.Faint);
        return 0;
    }

    private static async Task TellMistakeAsync(Workbench bench, Assignment assignment, CatalogueEntry entry, CancellationToken token)
    {
        if (assignment.Progress == Progress.Started && bench.Verdicts.Failing(assignment) is null && bench.Foundation.IsFresh(assignment.Chapter))
            await bench.Judge.AloneAsync(assignment, null, token);
        if (Hints.Recognize(entry, bench.Verdicts.Failing(assignment) ?? []) is not [var mistake, ..])
            return;
        Palette.WriteLine(Screen.Out, [new("\nby the test that fails:\n", Tone.Faint)]);
        Prose.Write(mistake.Says);
    }
}
