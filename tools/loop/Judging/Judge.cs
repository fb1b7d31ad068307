namespace Workbook.Loop;

/// <summary>Finds out whether exercises are solved.</summary>
public sealed class Judge(Course course, Foundation foundation, ChapterCompiler compiler, TestRunner runner, VerdictCache cache)
{
    /// <summary>Judges one exercise with everything else from the reference, so that one mistake costs one exercise.</summary>
    /// <param name="seen">Gets each result of a test when it is there.</param>
    public async Task<Verdict> AloneAsync(Assignment assignment, Action<TestResult>? seen = null, CancellationToken token = default)
    {
        if (Untested(assignment) is { } known)
            return known;
        Compiled compiled = Compile(assignment.Chapter, other => other.Id == assignment.Id, token);
        if (Refused(assignment, compiled) is { } refused)
            return Keep(refused);
        TestRunResult run = await runner.RunAsync(assignment.Chapter, new TestFilter([assignment.Id]), compiled.Replaced, seen, token);
        return Keep(Explanation.Judge(assignment, run) with { Messages = compiled.Messages });
    }

    /// <summary>
    /// Judges all exercises of a chapter that are started: together first, which is one run; those that do not pass so,
    /// alone.
    /// </summary>
    public async Task<IReadOnlyList<Verdict>> ChapterAsync(Chapter chapter, Action<Verdict>? seen = null, CancellationToken token = default)
    {
        var verdicts = new Dictionary<string, Verdict>();
        void Add(Verdict verdict)
        {
            verdicts[verdict.Assignment.Id] = verdict;
            seen?.Invoke(verdict);
        }
        foreach (Assignment assignment in chapter.Assignments)
        {
            if (Untested(assignment) is { } known)
                Add(known);
        }
        List<Assignment> started = [.. chapter.Assignments.Where(assignment => !verdicts.ContainsKey(assignment.Id))];
        if (started.Count > 1)
        {
            Compiled compiled = Compile(chapter, other => other.Progress == Progress.Started, token);
            if (compiled.Succeeded && compiler.FindMissing(chapter).Count == 0)
            {
                TestRunResult run = await runner.RunAsync(chapter, new TestFilter([.. started.Select(one => one.Id)]), compiled.Replaced, null, token);
                foreach (Verdict verdict in started.Select(one => Explanation.Judge(one, run)).Where(verdict => verdict.IsSolved && run.End == RunEnd.Completed))
                    Add(Keep(verdict));
            }
        }
        foreach (Assignment assignment in started.Where(assignment => !verdicts.ContainsKey(assignment.Id)))
            Add(await AloneAsync(assignment, null, token));
        return [.. chapter.Assignments.Select(assignment => verdicts[assignment.Id])];
    }

    /// <summary>Compiles a chapter and all below it with some exercises from the learner.</summary>
    public Compiled Compile(Chapter chapter, Func<Assignment, bool> fromLearner, CancellationToken token = default) => compiler.Compile(
        course.Closure(chapter).Select(below => Mixer.Mix(below, fromLearner)), text => foundation.IsBuilt(chapter, text), token);

    private static Verdict? Untested(Assignment assignment) => assignment.Progress switch
    {
        Progress.NotStarted => Verdict.Of(assignment, Outcome.Waiting, $"exercise {assignment.Id} is waiting: {assignment.Title}"),
        Progress.Broken => Verdict.Of(assignment, Outcome.Broken, assignment.Trouble!),
        _ => null,
    };

    private Verdict? Refused(Assignment assignment, Compiled compiled)
    {
        bool isSyntax = compiled.Messages.Any(message => message.IsError && IsSyntax(message.Code));
        var missing = isSyntax ? [] : compiler.FindMissing(assignment.Chapter);
        if (missing.Count > 0)
        {
            var (file, header) = missing[0];
            return Verdict.Of(assignment, Outcome.Renamed,
                $"chapters/{assignment.Chapter.Name}/{file.Name} no longer has '{header}'. Tests and other files call it: names and parameters outside of the regions must stay.")
                with { Messages = compiled.Messages };
        }
        if (compiled.Succeeded)
            return null;
        int errors = compiled.Messages.Count(message => message.IsError);
        return Verdict.Of(assignment, Outcome.NotCompiling, errors == 1 ? "it does not compile" : $"it does not compile: {errors} errors")
            with { Messages = compiled.Messages };
    }

    /// <summary>The compiler's numbers for texts that it cannot even read.</summary>
    private static bool IsSyntax(string code) =>
        code.StartsWith("CS10") || code.StartsWith("CS15") || code is "CS8124" or "CS1073" or "CS0106";

    private Verdict Keep(Verdict verdict)
    {
        cache.Remember(verdict);
        return verdict;
    }
}
