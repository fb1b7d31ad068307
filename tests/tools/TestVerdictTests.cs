using Workbook.Exercises;

namespace Workbook.Tools.Tests;

public class TestVerdictTests
{
    [Theory]
    [InlineData("System.NotImplementedException : exercise 6.2", true)]
    [InlineData("step 3 HERE\n  because: exercise 6.2\n", true)]
    [InlineData("System.NotImplementedException : exercise 6.21", false)]
    [InlineData("System.NotImplementedException : exercise 16.2", false)]
    [InlineData("System.NotImplementedException : exercise 6.1", false)]
    [InlineData("System.NotImplementedException : exercise 3.1", false)]
    [InlineData("System.NullReferenceException", false)]
    public void On_the_skeleton_a_test_of_an_exercise_fails_by_its_name(string message, bool right) =>
        (TestVerdict.OnSkeleton(Failed(message, "6.2")) is null).ShouldBe(right);

    [Theory]
    [InlineData("exercise 5.9", true)]
    [InlineData("exercise 6.1", false)]
    [InlineData("exercise 7.1", false)]
    public void If_allowed_it_may_fail_by_the_name_of_an_earlier_chapters_exercise(string message, bool right) =>
        (TestVerdict.OnSkeleton(Failed(message, "6.2"), allowEarlier: true) is null).ShouldBe(right);

    [Fact]
    public void A_test_of_the_whole_waits_for_whichever_exercise_it_meets_first()
    {
        TestVerdict.OnSkeleton(Failed("exercise 0.2", "any"), allowEarlier: true).ShouldBeNull();
        TestVerdict.OnSkeleton(Failed("some bug", "any"), allowEarlier: true).ShouldNotBeNull();
        TestVerdict.OnSkeleton(Passed("any"), allowEarlier: true).ShouldNotBeNull();
    }

    [Fact]
    public void A_skipped_test_is_no_complaint()
    {
        TestOutcome skipped = new("x", false, "no TAP here", ["6.2"], Skipped: true);
        TestVerdict.OnSkeleton(skipped).ShouldBeNull();
        TestVerdict.OnSolved(skipped).ShouldBeNull();
    }

    [Fact]
    public void Of_several_exercises_any_name_will_do()
    {
        TestVerdict.OnSkeleton(Failed("exercise 6.3", "6.2", "6.3")).ShouldBeNull();
        TestVerdict.OnSkeleton(Failed("exercise 6.4", "6.2", "6.3")).ShouldNotBeNull();
    }

    [Fact]
    public void On_the_skeleton_a_test_of_an_exercise_must_not_pass() =>
        TestVerdict.OnSkeleton(Passed("6.2")).ShouldBe("passes although exercise 6.2 is not started");

    [Fact]
    public void On_the_skeleton_a_test_of_given_code_must_pass()
    {
        TestVerdict.OnSkeleton(Passed()).ShouldBeNull();
        TestVerdict.OnSkeleton(Failed("exercise 6.2")).ShouldBe("tests given code and must pass, but: exercise 6.2");
    }

    [Fact]
    public void On_solved_code_every_test_must_pass()
    {
        TestVerdict.OnSolved(Passed("6.2")).ShouldBeNull();
        TestVerdict.OnSolved(Failed("no\nmore", "6.2")).ShouldBe("must pass, but: no");
        TestVerdict.OnSolved(Failed("")).ShouldBe("must pass, but: it was not run");
    }

    private static TestOutcome Passed(params string[] exercises) => new("t", true, "", exercises);

    private static TestOutcome Failed(string message, params string[] exercises) => new("t", false, message, exercises);
}
