using Workbook.Loop;
using TestResult = Workbook.Loop.TestResult;

namespace Workbook.Tools.Tests.Loop;

/// <summary>What a run comes to.</summary>
public sealed class VerdictTests : IDisposable
{
    private readonly MiniCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public void If_all_tests_fail_they_do_not_tell_which_mistake_it_is()
    {
        Judge(RunEnd.Completed, Test("a"), Test("b"), Test("c")).IsTelling.ShouldBeFalse();
        Judge(RunEnd.Completed, Test("a"), Test("b"), Test("c", TestOutcomeKind.Passed)).IsTelling.ShouldBeTrue();
        Judge(RunEnd.Completed, Test("a")).IsTelling.ShouldBeTrue();
    }

    [Theory]
    [InlineData(RunEnd.TimedOut)]
    [InlineData(RunEnd.StackOverflow)]
    [InlineData(RunEnd.OutOfMemory)]
    [InlineData(RunEnd.Crashed)]
    public void A_run_that_was_ended_is_told_by_the_test_that_was_running(RunEnd end)
    {
        Verdict verdict = Judge(end, Test("before"));
        verdict.IsCutShort.ShouldBeTrue();
        verdict.Summary.ShouldStartWith("the test 'running' (tests/T.cs:7) ");
    }

    [Fact]
    public void A_test_that_asks_for_too_much_memory_ends_itself_alone() =>
        Judge(RunEnd.Completed, Test("big", thrown: "System.OutOfMemoryException"), Test("b")).IsCutShort.ShouldBeFalse();

    private Verdict Judge(RunEnd end, params TestResult[] tests) =>
        Explanation.Judge(_course.Read("1.1"), new TestRunResult(tests, end, end == RunEnd.Completed ? null : Test("running"), ""));

    private static TestResult Test(string name, TestOutcomeKind outcome = TestOutcomeKind.Failed, string thrown = "Shouldly.ShouldAssertException") =>
        new(name, name, ["1.1"], outcome, [thrown], "", "", "", "tests/T.cs", 7);
}
