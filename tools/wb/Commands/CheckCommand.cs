using System.CommandLine;
using System.Text.Json;
using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb check</c>: are the exercises solved?</summary>
internal sealed class CheckCommand : LoopCommand
{
    private readonly Argument<string?> _what = What("A chapter (6), an exercise (6.2) or all. [default: where you are]");
    private readonly Option<bool> _json = new("--json") { Description = "For programs." };

    public CheckCommand(Interruption interruption)
        : base("check", "Run the tests of an exercise, or of a chapter.")
    {
        Arguments.Add(_what);
        Options.Add(_json);
        SetAction((parsed, _) => RunAsync(parsed.GetValue(_what), parsed.GetValue(_json), interruption.Token));
    }

    public override string Remarks =>
        """
        An exercise is judged with everything else from the reference: one mistake costs one exercise. Exits with 1 if
        something that was judged is not solved.
        """;

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("check", "what you have written since the last time; else the exercise you are at"),
        ("check 6.2", "this one"),
        ("check 6", "all of chapter 6 that you have started"),
        ("check chapters/06-tcp-handshake", "the same, as a path: of the chapter, or of a file in it"),
        ("check all", "all that you have started"),
    ];

    private async Task<int> RunAsync(string? what, bool json, CancellationToken token)
    {
        using Workbench bench = Open();
        // What has been written since the last time is what is meant, above all if it is solved now.
        if (what is null && await Settlement.RunAsync(bench, token) is { Count: > 0 } written)
            return Tell(bench, written, json);
        if (what is null && bench.Next() is null)
        {
            Screen.Tell("All exercises are solved. ./wb verify is for those who want to write some.");
            return 0;
        }
        if (what == "all")
            return await AllAsync(bench, json, token);
        var assignments = what is null ? [bench.Next()!] : FindAll(bench, what);
        Chapter chapter = assignments[0].Chapter;
        bool judges = assignments.Any(assignment => assignment.Progress == Progress.Started);
        if (judges && !await PrepareAsync(bench, chapter, token))
            return 1;
        var verdicts = assignments is [var only] && what?.Contains('.') != false
            ? [await bench.Judge.AloneAsync(only, null, token)]
            : await bench.Judge.ChapterAsync(chapter, null, token);
        return Tell(bench, verdicts, json);
    }

    private static int Tell(Workbench bench, IReadOnlyList<Verdict> verdicts, bool json)
    {
        Write(bench, verdicts, json);
        return verdicts.All(verdict => verdict.IsSolved || (verdicts.Count > 1 && verdict.Outcome is Outcome.Waiting or Outcome.NotJudged)) ? 0 : 1;
    }

    /// <summary>Every chapter in which something is started.</summary>
    private static async Task<int> AllAsync(Workbench bench, bool json, CancellationToken token)
    {
        var verdicts = new List<Verdict>();
        foreach (Chapter chapter in bench.Course.Chapters.Where(chapter => chapter.Assignments.Any(assignment => assignment.Progress != Loop.Progress.NotStarted)))
        {
            if (!await PrepareAsync(bench, chapter, token))
                return 1;
            verdicts.AddRange((await bench.Judge.ChapterAsync(chapter, null, token)).Where(verdict => verdict.Outcome != Outcome.Waiting));
        }
        if (verdicts.Count == 0 && !json)
            Prose.Write("Nothing is started yet. ./wb next tells where to begin.", "");
        else
            Write(bench, verdicts, json);
        return verdicts.All(verdict => verdict.IsSolved || verdict.Outcome == Outcome.NotJudged) ? 0 : 1;
    }

    private static void Write(Workbench bench, IReadOnlyList<Verdict> verdicts, bool json)
    {
        if (json)
        {
            Console.Out.WriteLine(JsonSerializer.Serialize(verdicts.Select(ForPrograms), new JsonSerializerOptions { WriteIndented = true }));
            return;
        }
        var text = new VerdictText(bench);
        if (verdicts is [var only])
            text.Write(only);
        else
        {
            foreach (Verdict verdict in verdicts)
                VerdictText.WriteLine(verdict);
            Screen.Out.Write(new Spectre.Console.Text("\n"));
            if (verdicts.FirstOrDefault(verdict => !verdict.IsSolved && verdict.Outcome is not (Outcome.Waiting or Outcome.NotJudged)) is { } failed)
                text.Write(failed);
            Prose.Write($"{verdicts.Count(verdict => verdict.IsSolved)} of {verdicts.Count} solved.", "");
        }
        if (verdicts.All(verdict => verdict.IsSolved) && bench.Next() is { } next)
            Prose.Write($"next: exercise {next.Id}, {next.Title}  ({next.Place})", "");
    }

    private static object ForPrograms(Verdict verdict) => new
    {
        exercise = verdict.Assignment.Id,
        title = verdict.Assignment.Title,
        file = verdict.Assignment.Path,
        line = verdict.Assignment.Learner?.FirstLine,
        outcome = verdict.Outcome.ToString(),
        solved = verdict.IsSolved,
        summary = verdict.Summary,
        passed = verdict.Passed,
        failures = verdict.Failures.Select(test => new { test = test.Name, method = test.Method, message = test.Message, stack = test.StackTrace }),
        messages = verdict.Messages.Select(said => new { said.Path, said.Line, said.Column, said.Code, said.Message, said.IsError }),
    };
}
