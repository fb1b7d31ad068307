using Workbook.Exercises;

namespace Workbook.Tools.Tests;

public class SkeletonMakerTests
{
    private const string Path = "06-tcp-handshake/Handshake.cs";
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public void Skeletons_come_under_the_paths_of_their_solutions()
    {
        var made = SkeletonMaker.Make(new Dictionary<string, string> { [Path] = Solved("6.1") }, Nothing);
        made.Problems.ShouldBeEmpty();
        made.Skeletons.ShouldBe([new(Path, Skeleton.From(Solved("6.1")))]);
    }

    [Fact]
    public void An_exercise_of_another_chapter_is_refused() =>
        Problem(Solved("7.1")).ShouldBe($"solutions/{Path}:1: exercise 7.1 belongs to chapter 07");

    [Fact]
    public void An_exercise_that_two_files_have_is_refused()
    {
        var solutions = new Dictionary<string, string>
        {
            ["06-tcp-handshake/A.cs"] = Solved("6.1"),
            ["06-tcp-handshake/B.cs"] = "\n" + Solved("6.1"),
        };
        SkeletonMaker.Make(solutions, Nothing).Problems.ShouldBe(
            ["solutions/06-tcp-handshake/B.cs:2: exercise 6.1 is already at solutions/06-tcp-handshake/A.cs:1"]);
    }

    [Fact]
    public void A_reference_of_45_lines_is_accepted_and_one_of_46_is_not()
    {
        SkeletonMaker.Make(new Dictionary<string, string> { [Path] = Solved("6.1", lines: 45) }, Nothing)
            .Problems.ShouldBeEmpty();
        Problem(Solved("6.1", lines: 46)).ShouldEndWith("takes 46 lines, more than 45");
    }

    [Fact]
    public void A_solved_file_without_an_exercise_is_refused() =>
        Problem("class C;\n").ShouldStartWith($"solutions/{Path}:1: has no exercise");

    [Fact]
    public void An_exercise_without_a_reference_is_refused() =>
        Problem("#region exercise 6.1: one\n\n#endregion\n").ShouldEndWith("has no reference");

    [Theory]
    [InlineData("\uFEFF", "\n")]
    [InlineData("", "\r\n")]
    public void A_solved_file_is_plain_utf8_with_line_feeds(string start, string end) =>
        Problem(start + Solved("6.1").Replace("\n", end)).ShouldContain("save it as UTF-8 with LF");

    [Fact]
    public void Problems_of_regions_name_file_and_line() =>
        Problem("\n#region exercise 6.1: one\n").ShouldStartWith($"solutions/{Path}:2: this #region");

    [Theory]
    [InlineData("#region exercise 6.1: one\nx\n#endregion\n")]
    [InlineData("#region helpers\n#endregion\n")]
    public void A_region_in_a_chapter_file_that_nothing_solves_is_refused(string text) =>
        SkeletonMaker.Make(Nothing, new Dictionary<string, string> { [Path] = "\n" + text }).Problems
            .ShouldBe([$"chapters/{Path}:2: a region in a file that solutions/{Path} does not solve"]);

    [Fact]
    public void A_given_file_without_regions_is_none_of_its_business() =>
        SkeletonMaker.Make(Nothing, new Dictionary<string, string> { [Path] = "class C;" }).Problems.ShouldBeEmpty();

    [Fact]
    public void A_started_exercise_is_work_at_risk_and_a_hole_is_not()
    {
        var solutions = new Dictionary<string, string> { [Path] = Solved("6.1") };
        var started = new Dictionary<string, string> { [Path] = Solved("6.1").Replace("line", "my own") };
        var shipped = new Dictionary<string, string> { [Path] = Skeleton.From(Solved("6.1")) };
        SkeletonMaker.WorkAtRisk(solutions, started).ShouldBe([$"chapters/{Path}:1: exercise 6.1 has been started"]);
        SkeletonMaker.WorkAtRisk(solutions, shipped).ShouldBeEmpty();
    }

    private static string Solved(string id, int lines = 5) =>
        $"#region exercise {id}: the task\n" + string.Concat(Enumerable.Repeat("line\n", lines)) + "#endregion\n";

    private static string Problem(string solution) =>
        SkeletonMaker.Make(new Dictionary<string, string> { [Path] = solution }, Nothing).Problems.ShouldHaveSingleItem();
}
