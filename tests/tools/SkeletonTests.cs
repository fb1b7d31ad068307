using Workbook.Exercises;

namespace Workbook.Tools.Tests;

public class SkeletonTests
{
    private const string Solved = """
        namespace N;

        class C
        {
            int Answer()
            {
                #region exercise 6.2: answer a SYN
                int x = 1;

                return x + 41;
                #endregion
            }
        #region exercise 6.3: the other
            int Other() => 1;
        #endregion
        }

        """;

    private const string Hollow = """
        namespace N;

        class C
        {
            int Answer()
            {
                #region exercise 6.2: answer a SYN
                throw new NotImplementedException("exercise 6.2");
                #endregion
            }
        #region exercise 6.3: the other
        throw new NotImplementedException("exercise 6.3");
        #endregion
        }

        """;

    [Fact]
    public void Each_body_becomes_one_throw_at_the_indentation_of_its_region() =>
        Skeleton.From(Solved).ShouldBe(Hollow);

    [Fact]
    public void A_skeleton_is_its_own_skeleton() => Skeleton.From(Hollow).ShouldBe(Hollow);

    [Theory]
    [InlineData("")]
    [InlineData("class C;")]
    [InlineData("class C;\n")]
    [InlineData("\n\n  \nclass C;\t\n\n")]
    public void A_text_without_exercises_stays_byte_for_byte(string text) => Skeleton.From(text).ShouldBe(text);

    [Fact]
    public void Exercises_are_listed_with_their_lines_in_the_order_of_the_text() =>
        Skeleton.List(Solved).ShouldBe(
        [
            new Exercise("6.2", "answer a SYN", 7, 11),
            new Exercise("6.3", "the other", 13, 15),
        ]);

    [Fact]
    public void The_reference_counts_the_lines_between_the_region_lines() =>
        Skeleton.List(Solved)[0].BodyLines.ShouldBe(3);

    [Fact]
    public void An_untouched_hole_is_not_started_and_a_changed_one_is()
    {
        Skeleton.NotStarted(Hollow).Select(exercise => exercise.Id).ShouldBe(["6.2", "6.3"]);
        Skeleton.NotStarted(Solved).ShouldBeEmpty();
        Skeleton.NotStarted(Hollow.Replace("\"exercise 6.2\");", "\"exercise 6.2\"); // hm")).Count.ShouldBe(1);
    }

    [Fact]
    public void Indentation_blank_lines_and_carriage_returns_do_not_start_an_exercise() =>
        Skeleton.NotStarted(Hollow.Replace("        throw", "\n\tthrow").Replace("\n", "\r\n")).Count.ShouldBe(2);

    [Theory]
    [InlineData("#region exercise 1.1: a\n#region exercise 1.2: b\n#endregion\n", 2, "do not nest")]
    [InlineData("\n#region exercise 1.1: a\nx\n", 2, "has no #endregion")]
    [InlineData("x\n#endregion\n", 2, "without a #region")]
    [InlineData("#region exercise 1.1: a\n#endregion\n#region exercise 1.1: b\n#endregion\n", 3, "already at line 1")]
    [InlineData("#region exercise 1.1:  \n#endregion\n", 1, "has no title")]
    [InlineData("#region exercise 1.1\n#endregion\n", 1, "has no title")]
    [InlineData("#region helpers\n#endregion\n", 1, "is no exercise")]
    [InlineData("#region\n#endregion\n", 1, "is no exercise")]
    [InlineData("  # region Exercise 1.1: a\n#endregion\n", 1, "is no exercise")]
    public void A_malformed_region_is_refused_with_its_line(string text, int line, string message)
    {
        var problem = Should.Throw<RegionException>(() => Skeleton.From(text)).Problem;
        problem.Line.ShouldBe(line);
        problem.Message.ShouldContain(message);
    }

    [Fact]
    public void Every_problem_of_a_text_is_found_at_once() =>
        SourceText.Parse("#endregion\n#region x\n#endregion\n#region y").Problems
            .Select(problem => problem.Line).ShouldBe([1, 2, 4]);
}
