namespace Workbook.Loop;

public enum TestOutcomeKind
{
    Passed,
    Failed,
    Skipped,
}

/// <summary>What became of one test.</summary>
/// <param name="Method">The method's name; that of several results if the test takes data.</param>
/// <param name="Name">The sentence, with the data.</param>
/// <param name="Exercises">What it judges.</param>
/// <param name="ExceptionTypes">Full names, outermost first.</param>
/// <param name="Message">What the failure says, or why it was skipped.</param>
/// <param name="File">Where the test is written.</param>
public sealed record TestResult(
    string Method, string Name, IReadOnlyList<string> Exercises, TestOutcomeKind Outcome,
    IReadOnlyList<string> ExceptionTypes, string Message, string StackTrace, string Output, string File = "", int Line = 0)
{
    public bool Passed => Outcome == TestOutcomeKind.Passed;

    public bool Failed => Outcome == TestOutcomeKind.Failed;

    public bool Threw(string exceptionType) => ExceptionTypes.Any(type => type == exceptionType || type.EndsWith("." + exceptionType));
}

/// <summary>How a test process came to its end.</summary>
public enum RunEnd
{
    Completed,

    /// <summary>For too long nothing happened; it was killed.</summary>
    TimedOut,

    StackOverflow,

    OutOfMemory,

    /// <summary>It ended by itself in the midst of a test.</summary>
    Crashed,
}

/// <summary>What a run of some tests came to.</summary>
/// <param name="Running">The test that was running when it ended before its time.</param>
/// <param name="Errors">What the process wrote on standard error, and what xunit says about no test in particular.</param>
public sealed record TestRunResult(IReadOnlyList<TestResult> Tests, RunEnd End, TestResult? Running, string Errors);

/// <summary>What a test process may use up.</summary>
/// <param name="Silence">How long nothing may happen.</param>
/// <param name="Memory">Bytes of managed memory.</param>
public sealed record TestLimits(TimeSpan Silence, long Memory)
{
    public static TestLimits Default { get; } = new(TimeSpan.FromSeconds(10), 1L << 30);
}
