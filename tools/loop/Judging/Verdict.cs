namespace Workbook.Loop;

public enum Outcome
{
    /// <summary>All of its tests pass.</summary>
    Solved,

    /// <summary>The hole is as it was shipped.</summary>
    Waiting,

    /// <summary>A test fails.</summary>
    Failed,

    NotCompiling,

    /// <summary>A member that others use is gone or has other parameters.</summary>
    Renamed,

    /// <summary>The region or the file is gone.</summary>
    Broken,

    TimedOut,
    StackOverflow,
    OutOfMemory,
    Crashed,

    /// <summary>There is no test, or none can run here.</summary>
    NotJudged,
}

/// <summary>What is known about an exercise after its tests have run.</summary>
/// <param name="Summary">What happened, in a line or a few.</param>
/// <param name="Failures">The tests that failed, the first of them first.</param>
/// <param name="Passed">How many tests passed.</param>
/// <param name="Messages">What the compiler said.</param>
public sealed record Verdict(
    Assignment Assignment, Outcome Outcome, string Summary, IReadOnlyList<TestResult> Failures, int Passed, IReadOnlyList<CompilerMessage> Messages)
{
    public bool IsSolved => Outcome == Outcome.Solved;

    /// <summary>A test ended the run, or had to be ended; those behind it did not run.</summary>
    public bool IsCutShort => Outcome is Outcome.TimedOut or Outcome.StackOverflow or Outcome.Crashed
        || (Outcome == Outcome.OutOfMemory && !Failures.Any(test => test.Threw("OutOfMemoryException")));

    /// <summary>Methods of the tests by which a known mistake can be recognised.</summary>
    /// <remarks>If all of them fail only the first tells something, and nothing if that did not even get as far as its assertion.</remarks>
    public IReadOnlyList<string> Clues =>
        Passed > 0 || Failures.Count <= 2 ? [.. Failures.Where(test => !test.Threw("NotImplementedException")).Select(test => test.Method).Distinct()]
        : Failures[0].ExceptionTypes.Any(type => type.StartsWith("System.")) ? [] : [Failures[0].Method];

    public static Verdict Of(Assignment assignment, Outcome outcome, string summary) => new(assignment, outcome, summary, [], 0, []);
}
