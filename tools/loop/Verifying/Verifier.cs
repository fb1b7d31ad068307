using System.Collections.Concurrent;

namespace Workbook.Loop;

/// <summary>How far a verification is.</summary>
/// <param name="Doing">What is going on, in a few words.</param>
public sealed record VerifyProgress(string Doing, int Done, int Total);

/// <summary>What a verification came to.</summary>
/// <param name="Notes">Worth knowing, and no failure.</param>
public sealed record VerifyReport(int Exercises, int Tests, int Killed, int Mutants, IReadOnlyList<Finding> Findings, IReadOnlyList<string> Notes)
{
    public bool IsGood => Findings.Count == 0;
}

/// <summary>Has the workbook keep its promises: each exercise fails before and passes after, by its own tests, and each known mistake is noticed.</summary>
public sealed class Verifier(Workbench bench, IReadOnlyList<Assignment> assignments, Action<VerifyProgress> progress, CancellationToken token)
{
    public const string Solutions = "solutions", Holes = "holes", MutantsCheck = "mutants";

    /// <summary>A process may serve so many mutants: what is left over of them does not disturb the next.</summary>
    private const int UsesOfProcess = 20;

    /// <summary>Nobody waits at the keyboard, and the longest test takes seconds by itself: a busy machine is no finding.</summary>
    private static readonly TestLimits Limits = TestLimits.Default with { Silence = TimeSpan.FromSeconds(25) };

    private readonly ConcurrentBag<Finding> _findings = [];
    private readonly ConcurrentBag<string> _notes = [];
    private readonly ConcurrentDictionary<string, IReadOnlyList<TestResult>> _tests = [];
    private int _killed, _mutants, _done, _total;

    public async Task<VerifyReport> RunAsync(int workers)
    {
        foreach (Finding finding in PaperCheck.Run(bench.Course, bench.Catalogue, assignments))
            _findings.Add(finding);
        var chapters = assignments.Select(assignment => assignment.Chapter).Distinct().ToList();
        await ForEachAsync(chapters, workers, SolvedAsync);
        var judged = assignments.Where(assignment => _tests.ContainsKey(assignment.Chapter.Name)).ToList();
        var work = judged.SelectMany(WorkOf).ToList();
        (_done, _total) = (0, work.Count);
        await ForEachAsync(work, workers, (one, runner) => one(runner));
        return new VerifyReport(assignments.Count, _tests.Values.Sum(tests => tests.Count), _killed, _mutants,
            [.. _findings.OrderBy(finding => finding.Check).ThenBy(finding => finding.Subject, StringComparer.Ordinal)], [.. _notes.Order(StringComparer.Ordinal)]);
    }

    private async Task ForEachAsync<T>(IEnumerable<T> items, int workers, Func<T, TestRunner, Task> work)
    {
        var queue = new ConcurrentQueue<T>(items);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            using var runner = new TestRunner(bench.Root, Limits) { UsesOfProcess = UsesOfProcess };
            while (queue.TryDequeue(out T? item))
                await work(item, runner);
        }, token)));
    }

    /// <summary>Every solution passes, in the learner's hands as in ours: with all regions solved the two texts are one.</summary>
    private async Task SolvedAsync(Chapter chapter, TestRunner runner)
    {
        progress(new VerifyProgress($"{chapter.Name}: the solutions", 0, 0));
        Compiled compiled = Compile(Mixer.Reference(chapter));
        if (!compiled.Succeeded)
        {
            Add(Solutions, chapter.Name, Describe(compiled));
            return;
        }
        TestRunResult run = await runner.RunAsync(chapter, TestFilter.All, compiled.Replaced, null, token);
        if (run.End != RunEnd.Completed)
            Add(Solutions, chapter.Name, $"the tests end before their time ({run.End}), in '{run.Running?.Name}'");
        foreach (TestResult failed in run.Tests.Where(test => test.Failed))
            Add(Solutions, chapter.Name, $"'{failed.Name}' fails: {FirstLine(failed.Message)}");
        _tests[chapter.Name] = run.Tests;
        foreach (Assignment assignment in assignments.Where(one => one.Chapter == chapter && !run.Tests.Any(test => test.Exercises.Contains(one.Id))))
            Add(Holes, assignment.Id, "no test names it");
    }

    private IEnumerable<Func<TestRunner, Task>> WorkOf(Assignment assignment)
    {
        yield return runner => HoleAsync(assignment, runner);
        foreach (Mutant mutant in bench.Catalogue.TryGetValue(assignment.Id, out CatalogueEntry? entry) ? entry.Mutants : [])
            yield return runner => MutantAsync(assignment, mutant, runner);
    }

    /// <summary>With this one exercise not started and all else solved, its tests fail by its name, and those before it pass.</summary>
    private async Task HoleAsync(Assignment assignment, TestRunner runner)
    {
        Report(assignment, "as shipped");
        Compiled compiled = Compile(Mixer.WithBody(assignment, Workbook.Exercises.Skeleton.Hole(assignment.Id)));
        if (compiled.Messages is [var said, ..])
            Add(Holes, assignment.Id, $"the skeleton does not compile without a warning: {said.Path}:{said.Line}: {said.Message}");
        if (!compiled.Succeeded)
            return;
        TestRunResult run = await runner.RunAsync(assignment.Chapter, TestFilter.All, compiled.Replaced, null, token);
        if (run.End != RunEnd.Completed)
            Add(Holes, assignment.Id, $"as shipped the tests end before their time ({run.End}), in '{run.Running?.Name}'");
        foreach (TestResult test in run.Tests)
            JudgeHole(assignment, test);
    }

    private void JudgeHole(Assignment assignment, TestResult test)
    {
        bool isOwn = test.Exercises.Contains(assignment.Id);
        if (test.Exercises.Contains(Workbook.Exercises.TestVerdict.AnyExercise) || test.Outcome == TestOutcomeKind.Skipped)
            return;
        if (isOwn && test.Passed)
            Add(Holes, assignment.Id, $"'{test.Name}' passes although it is not started");
        else if (isOwn && !Names(test.Message, assignment.Id))
            Add(Holes, assignment.Id, $"'{test.Name}' does not fail by its name: {FirstLine(test.Message)}");
        else if (!isOwn && test.Failed && test.Exercises.Count == 0)
            Add(Holes, assignment.Id, $"'{test.Name}' tests given code, and fails without it");
        else if (!isOwn && test.Failed && test.Exercises.All(id => IsBefore(id, assignment)))
            Add(Holes, assignment.Id, $"'{test.Name}' of exercise {string.Join(", ", test.Exercises)} needs it, which comes later");
        else if (!isOwn && test.Failed)
            _notes.Add($"tests of {string.Join(", ", test.Exercises)} lean on {assignment.Id}");
    }

    private bool IsBefore(string id, Assignment assignment) => bench.Course.Find(id) is { } other
        && (other.Chapter.Number, other.Number).CompareTo((assignment.Chapter.Number, assignment.Number)) < 0;

    /// <summary>The test that is named notices the mistake.</summary>
    private async Task MutantAsync(Assignment assignment, Mutant mutant, TestRunner runner)
    {
        Report(assignment, mutant.Title);
        Interlocked.Increment(ref _mutants);
        string who = $"mutant '{mutant.Title}'";
        var tests = _tests[assignment.Chapter.Name].Where(test => test.Method == mutant.KilledBy && test.Exercises.Contains(assignment.Id)).ToList();
        Compiled compiled = Compile(Mixer.WithBody(assignment, mutant.Body));
        if (compiled.Messages is [var said, ..])
            Add(MutantsCheck, assignment.Id, $"{who} does not compile without a warning: line {said.Line}: {said.Message} ({said.Code})");
        else if (tests.Count == 0)
            Add(MutantsCheck, assignment.Id, $"{who}: '{mutant.KilledBy}' is no test of this exercise");
        else
        {
            TestRunResult run = await runner.RunAsync(assignment.Chapter, new TestFilter([assignment.Id], mutant.KilledBy), compiled.Replaced, null, token);
            if (run.End != RunEnd.Completed || run.Tests.Any(test => test.Failed))
                Interlocked.Increment(ref _killed);
            else
                Add(MutantsCheck, assignment.Id, run.Tests.All(test => test.Passed)
                    ? $"{who} survives '{mutant.KilledBy}'" : $"{who}: '{mutant.KilledBy}' cannot run here");
        }
    }

    private Compiled Compile(MixedChapter changed) => bench.Compiler.Compile(
        bench.Course.Closure(changed.Chapter).Select(below => below == changed.Chapter ? changed : Mixer.Reference(below)),
        text => bench.Foundation.IsBuilt(changed.Chapter, text), token);

    private void Report(Assignment assignment, string doing) => progress(new VerifyProgress($"{assignment.Id}: {doing}", Interlocked.Increment(ref _done), _total));

    private void Add(string check, string subject, string message) => _findings.Add(new Finding(check, subject, message));

    private static bool Names(string message, string id) =>
        System.Text.RegularExpressions.Regex.IsMatch(message, $@"\bexercise {System.Text.RegularExpressions.Regex.Escape(id)}\b");

    private static string Describe(Compiled compiled) => compiled.Messages.First(message => message.IsError) is var first ? $"{first.Path}:{first.Line}: {first.Message}" : "";

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();
}
