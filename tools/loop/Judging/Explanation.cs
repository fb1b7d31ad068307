using System.Text.RegularExpressions;

namespace Workbook.Loop;

/// <summary>Says in plain words what a run came to.</summary>
internal static partial class Explanation
{
    /// <summary>The verdict on an exercise, from the results of its tests.</summary>
    public static Verdict Judge(Assignment assignment, TestRunResult run)
    {
        var tests = run.Tests.Where(test => test.Exercises.Contains(assignment.Id)).ToList();
        var failures = MostTelling(tests.Where(test => test.Failed), Path.GetFileName(assignment.File.Name).Split('.')[0]);
        int passed = tests.Count(test => test.Passed);
        if (run.End != RunEnd.Completed)
            return new Verdict(assignment, OutcomeOf(run.End), Ended(run), failures, passed, []);
        if (failures.Count > 0)
            return new Verdict(assignment, OutcomeOf(failures[0]), Why(failures[0]), failures, passed, []);
        if (passed > 0)
            return new Verdict(assignment, Outcome.Solved, $"{passed} of {passed} tests pass", [], passed, []);
        string reason = tests.Count > 0 ? $"its tests cannot run here: {tests[0].Message}"
            : run.Errors.Length > 0 ? $"its tests did not run: {run.Errors}" : "there is no test for it";
        return new Verdict(assignment, Outcome.NotJudged, reason, [], 0, []);
    }

    /// <summary>
    /// The failures in the order in which to read them. A test that needs few exercises says most about each of them; one
    /// that calls a method says more than a script of a whole connection; one that names the class with the hole says more
    /// than one that comes to it by detours. Among those of a kind, the order of the source, in which what is simple comes first.
    /// </summary>
    /// <param name="type">The class with the hole.</param>
    public static IReadOnlyList<TestResult> MostTelling(IEnumerable<TestResult> failures, string type)
    {
        var texts = new Dictionary<string, bool>();
        bool Names(string file) => texts.TryGetValue(file, out bool names) ? names
            : texts[file] = File.Exists(file) && Regex.IsMatch(File.ReadAllText(file), $@"\b{Regex.Escape(type)}\b");
        return
        [
            .. failures.OrderBy(test => test.Exercises.Count).ThenBy(test => test.Threw("ScriptFailedException"))
                .ThenBy(test => !Names(test.File)).ThenBy(test => test.File, StringComparer.Ordinal).ThenBy(test => test.Line),
        ];
    }

    /// <summary>One line about a failing test, for what an exception's own message leaves open.</summary>
    public static string Why(TestResult test)
    {
        if (test.Threw("NotImplementedException"))
            return NamedExercise().Match(test.Message) is { Success: true } hole ? $"{hole.Value} is waiting" : "something is not written yet";
        if (test.Threw("TypeInitializationException"))
            return $"a static constructor, or the value of a static field, threw an exception: {LastLine(test)}";
        if (test.Threw("OutOfMemoryException"))
            return "it asked for more than 1 GiB of memory. Where does a length come from: from the wire?";
        if (test.Threw("MissingMethodException") || test.Threw("MissingFieldException") || test.Threw("TypeLoadException"))
            return $"something that the tests use is gone, or looks different: {LastLine(test)}";
        return FirstLine(test.Message);
    }

    private static Outcome OutcomeOf(TestResult test) =>
        test.Threw("NotImplementedException") && NamedExercise().IsMatch(test.Message) ? Outcome.Waiting
        : test.Threw("OutOfMemoryException") ? Outcome.OutOfMemory : Outcome.Failed;

    private static Outcome OutcomeOf(RunEnd end) => end switch
    {
        RunEnd.TimedOut => Outcome.TimedOut,
        RunEnd.StackOverflow => Outcome.StackOverflow,
        RunEnd.OutOfMemory => Outcome.OutOfMemory,
        _ => Outcome.Crashed,
    };

    private static string Ended(TestRunResult run)
    {
        string test = run.Running is { } running ? $"the test '{running.Name}'{PlaceOf(running)}" : "the tests";
        return run.End switch
        {
            RunEnd.TimedOut => $"{test} did not come to an end, and was stopped. Which loop has no way out, or waits for something that never changes?",
            RunEnd.StackOverflow => $"{test} overflowed the stack: {Recursion(run.Errors)} Which call calls itself, and when does it stop?",
            RunEnd.OutOfMemory => $"{test} asked for more than 1 GiB of memory. Where does a length come from: from the wire? Does a loop add to a list for ever?",
            _ => $"{test} ended the whole process: {LastWords(run.Errors)}",
        };
    }

    private static string PlaceOf(TestResult test) => test.File.Length == 0 ? "" : $" ({test.File}:{test.Line})";

    /// <summary>The method that stands most often in what the runtime prints at a stack overflow.</summary>
    private static string Recursion(string errors)
    {
        var frames = Frame().Matches(errors).Select(match => match.Groups[1].Value).Where(name => name.StartsWith("Workbook.")).ToList();
        return frames.Count == 0 ? "" : $"{Repeated(frames)} calls itself without end.";
    }

    private static string Repeated(IEnumerable<string> frames) =>
        frames.GroupBy(name => name).OrderByDescending(group => group.Count()).First().Key;

    private static string LastWords(string errors) =>
        errors.Split('\n').Select(line => line.Trim()).FirstOrDefault(line => line.Contains("Exception") || line.Contains("rror")) ?? FirstLine(errors);

    private static string FirstLine(string text) => text.Split('\n')[0].TrimEnd();

    private static string LastLine(TestResult test) => test.Message.TrimEnd().Split('\n')[^1].Trim();

    [GeneratedRegex(@"\bexercise [0-9]+\.[0-9]+\b")]
    private static partial Regex NamedExercise();

    [GeneratedRegex(@"^\s*at ([\w.+`<>]+)\(", RegexOptions.Multiline)]
    private static partial Regex Frame();
}
