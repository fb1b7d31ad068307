using System.CommandLine;
using System.Text.Json;
using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb list</c>: all exercises, and how far each is.</summary>
internal sealed class ListCommand : LoopCommand
{
    private readonly Argument<string?> _what = What("Only this chapter. [default: all; the exercises of the one you are in]");
    private readonly Option<bool> _all = new("--all") { Description = "The exercises of every chapter." };
    private readonly Option<bool> _json = new("--json") { Description = "For programs." };

    public ListCommand()
        : base("list", "All chapters and exercises, and how far you are.")
    {
        Arguments.Add(_what);
        Options.Add(_all);
        Options.Add(_json);
        SetAction(parsed => Run(parsed.GetValue(_what), parsed.GetValue(_all), parsed.GetValue(_json)));
    }

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("list", "all chapters, and the exercises of the one you are in"),
        ("list 6", "chapter 6"),
        ("list --all", "the whole book"),
        ("list --json", "for programs: all exercises"),
    ];

    private static int Run(string? what, bool all, bool json)
    {
        using Workbench bench = Open();
        var assignments = what is null ? [.. bench.Course.Assignments] : FindAll(bench, what);
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(assignments.Select(assignment => ForPrograms(bench, assignment)), new JsonSerializerOptions { WriteIndented = true }));
        else
        {
            Chapter? here = bench.Next()?.Chapter;
            CourseText.WriteList(bench, assignments.Select(assignment => assignment.Chapter).Distinct(), chapter => all || what is not null || chapter == here);
        }
        return 0;
    }

    private static object ForPrograms(Workbench bench, Assignment assignment)
    {
        CatalogueEntry? entry = bench.Catalogue.GetValueOrDefault(assignment.Id);
        return new
        {
            exercise = assignment.Id,
            title = assignment.Title,
            chapter = assignment.Chapter.Name,
            file = assignment.Path,
            line = assignment.Learner?.FirstLine,
            progress = assignment.Progress.ToString(),
            solved = bench.Verdicts.IsSolved(assignment),
            trouble = assignment.Trouble,
            minutes = entry?.Minutes,
            difficulty = entry?.Difficulty,
            points = entry?.Points,
            rfc = entry?.Rfc,
        };
    }
}
