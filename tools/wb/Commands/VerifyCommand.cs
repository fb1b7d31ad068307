using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Spectre.Console;
using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb verify</c>: for those who write exercises.</summary>
internal sealed class VerifyCommand : LoopCommand
{
    private readonly Option<string?> _only = new("--only") { Description = "One chapter (6) or exercise (6.2); builds no skeleton, runs no lesson.", HelpName = "WHAT" };
    private readonly Option<int> _workers = new("--workers") { Description = "Test processes at a time.", DefaultValueFactory = _ => 2 };
    private readonly Option<bool> _json = new("--json") { Description = "For programs." };

    public VerifyCommand(Interruption interruption)
        : base("verify", "For authors: does the workbook keep its promises?")
    {
        foreach (Option option in (Option[])[_only, _workers, _json])
            Options.Add(option);
        SetAction((parsed, _) => RunAsync(parsed.GetValue(_only), parsed.GetValue(_workers), parsed.GetValue(_json), interruption.Token));
    }

    public override string Remarks =>
        """
        Skeletons build without a warning; each exercise alone fails as shipped, by its name, and passes solved; each wrong
        solution of the catalogue is killed by the test it names; catalogue and lessons are complete; commands of lessons
        marked as runnable run. Exits with 1 if anything does not hold.
        """;

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
        [("verify", "everything; some minutes"), ("verify --only 6.2", "one exercise, some seconds"), ("verify --json", "for programs")];

    private static async Task<int> RunAsync(string? only, int workers, bool json, CancellationToken token)
    {
        using Workbench bench = Open();
        long began = Stopwatch.GetTimestamp();
        var assignments = only is null ? [.. bench.Course.Assignments] : FindAll(bench, only);
        var findings = new List<Finding>();
        Chapter[] stale = [.. assignments.Select(assignment => assignment.Chapter).Distinct().Where(chapter => !bench.Foundation.IsFresh(chapter))];
        if (stale.Length > 0)
        {
            Screen.Tell("building the tests with the solutions ...");
            if (await (stale is [var one] ? bench.Foundation.BuildAsync(one, token) : bench.Foundation.BuildAllAsync(token)) is { } failure)
            {
                Screen.Complain("the solutions do not build:");
                Screen.Tell(failure);
                return 1;
            }
        }
        if (only is null)
            findings.AddRange(await VerifyBuilds.SkeletonAsync(bench.Root, token));
        VerifyReport report = await WithProgressAsync(tell => new Verifier(bench, assignments, tell, token).RunAsync(Math.Clamp(workers, 1, 16)));
        findings.AddRange(report.Findings);
        if (only is null)
            findings.AddRange(await VerifyBuilds.LessonsAsync(bench, token));
        report = report with { Findings = findings };
        if (json)
            Console.Out.WriteLine(JsonSerializer.Serialize(report, new JsonSerializerOptions { WriteIndented = true }));
        else
            Write(report, Stopwatch.GetElapsedTime(began));
        return report.IsGood ? 0 : 1;
    }

    private static async Task<VerifyReport> WithProgressAsync(Func<Action<VerifyProgress>, Task<VerifyReport>> work)
    {
        if (Screen.IsTerminal)
            return await Screen.Out.Status().StartAsync("verifying ...", context => work(now => context.Status = Markup.Escape(now.Total > 0 ? $"{now.Done}/{now.Total}  {now.Doing}" : now.Doing)));
        int told = -1;
        return await work(now =>
        {
            int tenth = now.Total == 0 ? 0 : 10 * now.Done / now.Total;
            if (Interlocked.Exchange(ref told, tenth) != tenth)
                Screen.Tell($"verifying: {now.Done} of {now.Total}");
        });
    }

    private static void Write(VerifyReport report, TimeSpan took)
    {
        foreach (var group in report.Findings.GroupBy(finding => finding.Check))
        {
            Palette.WriteLine(Screen.Out, [Marks.Bad, new($" {group.Key}", Tone.Bad)]);
            foreach (Finding finding in group)
                Screen.Out.Write(new Text($"    {finding.Subject}: {finding.Message}\n"));
        }
        var notes = report.Notes.Distinct().ToList();
        if (notes.Count > 0)
            Prose.Write($"{notes.Count} notes: {string.Join("; ", notes.Take(12))}{(notes.Count > 12 ? "; ..." : "")}", "", Tone.Faint);
        Screen.Out.Write(new Text($"{report.Exercises} exercises, {report.Tests} tests, {took.TotalSeconds:0} s\n"));
        Screen.Out.Write(new Text($"killed {report.Killed}/{report.Mutants}\n"));
        Screen.Out.Write(new Text(report.IsGood ? "everything holds\n" : $"{report.Findings.Count} findings\n"));
    }
}
