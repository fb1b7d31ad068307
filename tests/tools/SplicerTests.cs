using Workbook.Exercises;

namespace Workbook.Tools.Tests;

public class SplicerTests
{
    private const string Mine = """
        a
        #region exercise 6.1: one
        mine 1
        #endregion
        b
          #region exercise 6.2: two
          mine 2
          mine 2
          #endregion
        c

        """;

    private const string Reference = """
        a
        #region exercise 6.1: one
        theirs 1
        theirs 1
        #endregion
        b
          #region exercise 6.2: two
          theirs 2
          #endregion
        c

        """;

    [Fact]
    public void Nothing_chosen_changes_nothing() => Splicer.Splice(Mine, Reference, Ids()).ShouldBe(Mine);

    [Fact]
    public void Everything_chosen_gives_the_source() =>
        Splicer.Splice(Mine, Reference, Ids("6.1", "6.2")).ShouldBe(Reference);

    [Fact]
    public void Only_the_chosen_exercise_is_taken() =>
        Splicer.Splice(Mine, Reference, Ids("6.2")).ShouldBe(Mine.Replace("  mine 2\n  mine 2\n", "  theirs 2\n"));

    [Fact]
    public void Splicing_the_solved_text_into_the_skeleton_gives_the_solved_text_back() =>
        Splicer.Splice(Skeleton.From(Reference), Reference, Ids("6.1", "6.2")).ShouldBe(Reference);

    [Fact]
    public void An_exercise_of_another_file_is_ignored() =>
        Splicer.Splice(Mine, Reference, Ids("7.1")).ShouldBe(Mine);

    [Fact]
    public void A_chosen_exercise_that_one_text_lacks_is_refused()
    {
        Should.Throw<RegionException>(() => Splicer.Splice("nothing", Reference, Ids("6.1")))
            .Message.ShouldContain("into lacks exercise 6.1");
        Should.Throw<RegionException>(() => Splicer.Splice(Mine, "nothing", Ids("6.1")))
            .Message.ShouldContain("from lacks exercise 6.1");
    }

    [Fact]
    public void Line_directives_point_at_the_file_that_each_line_came_from() =>
        Splicer.Splice(Mine, Reference, Ids("6.2"), ("/c/File.cs", "/s/File.cs")).ShouldBe("""
            #line 1 "/c/File.cs"
            a
            #region exercise 6.1: one
            mine 1
            #endregion
            b
              #region exercise 6.2: two
            #line 8 "/s/File.cs"
              theirs 2
            #line 9 "/c/File.cs"
              #endregion
            c

            """);

    private static HashSet<string> Ids(params string[] ids) => [.. ids];
}
