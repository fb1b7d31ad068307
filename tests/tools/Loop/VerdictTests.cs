using Workbook.Loop;
using TestResult = Workbook.Loop.TestResult;

namespace Workbook.Tools.Tests.Loop;

/// <summary>What a run comes to.</summary>
public sealed class VerdictTests : IDisposable
{
    private readonly MiniCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public void A_mistake_is_recognised_by_the_tests_that_fail_while_others_pass() =>
        Judge(RunEnd.Completed, Test("a"), Test("b"), Test("c", TestOutcomeKind.Passed)).Clues.ShouldBe(["a", "b"]);

    [Fact]
    public void If_all_tests_fail_the_first_tells_most()
    {
        Judge(RunEnd.Completed, Test("a"), Test("b"), Test("c")).Clues.ShouldBe(["a"]);
        Judge(RunEnd.Completed, Test("a")).Clues.ShouldBe(["a"]);
    }

    [Fact]
    public void If_all_tests_fail_before_they_assert_anything_they_tell_nothing() =>
        Judge(RunEnd.Completed, Test("a", thrown: "System.IndexOutOfRangeException"), Test("b"), Test("c")).Clues.ShouldBeEmpty();

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
