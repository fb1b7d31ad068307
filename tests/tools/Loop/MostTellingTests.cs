using Workbook.Loop;
using TestResult = Workbook.Loop.TestResult;

namespace Workbook.Tools.Tests.Loop;

/// <summary>Of several tests that fail, the first is the one that tells most.</summary>
public sealed class MostTellingTests
{
    [Fact]
    public void A_test_of_one_exercise_comes_before_a_transfer_that_needs_many() =>
        Order(Failure("transfer", ["7.13", "7.15", "7.18"], line: 1), Failure("unit", ["7.13"], line: 90)).ShouldBe(["unit", "transfer"]);

    [Fact]
    public void A_call_comes_before_a_script() =>
        Order(Failure("script", ["8.5"], line: 1, thrown: "Workbook.Harness.ScriptFailedException"), Failure("call", ["8.5"], line: 2)).ShouldBe(["call", "script"]);

    [Fact]
    public void A_test_that_names_the_class_with_the_hole_comes_before_one_that_does_not()
    {
        using var course = new MiniCourse();
        course.Write("tests/A.cs", "// goes the long way");
        course.Write("tests/B.cs", "Sums.Add(1, 2)");
        Order(Failure("detour", ["1.1"], line: 1, file: Path.Combine(course.Root, "tests/A.cs")), Failure("direct", ["1.1"], line: 9, file: Path.Combine(course.Root, "tests/B.cs")))
            .ShouldBe(["direct", "detour"]);
    }

    [Fact]
    public void Otherwise_the_order_is_that_of_the_source() =>
        Order(Failure("third", ["1.1"], file: "B.cs", line: 1), Failure("second", ["1.1"], line: 10), Failure("first", ["1.1"], line: 9)).ShouldBe(["first", "second", "third"]);

    [Fact]
    public void A_verdict_begins_with_it()
    {
        using var course = new MiniCourse();
        var run = new TestRunResult([Failure("both", ["1.1", "1.2"], line: 1), Failure("one", ["1.1"], line: 2)], RunEnd.Completed, null, "");
        Explanation.Judge(course.Read("1.1"), run).Failures[0].Method.ShouldBe("one");
    }

    private static string[] Order(params TestResult[] failures) => [.. Explanation.MostTelling(failures, "Sums").Select(test => test.Method)];

    private static TestResult Failure(string method, string[] exercises, int line, string file = "A.cs", string thrown = "Shouldly.ShouldAssertException") =>
        new(method, method, exercises, TestOutcomeKind.Failed, [thrown], "", "", "", file, line);
}
