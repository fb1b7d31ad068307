using Workbook.Loop;

namespace Workbook.Tools.Tests.Loop;

public sealed class CourseTests : IDisposable
{
    private readonly MiniCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public void Progress_is_read_from_the_file()
    {
        _course.Read().Assignments.Select(assignment => assignment.Progress).ShouldBe([Progress.NotStarted, Progress.NotStarted]);
        _course.Solve("1.2", "return a + a;");
        _course.Read().Assignments.Select(assignment => assignment.Progress).ShouldBe([Progress.NotStarted, Progress.Started]);
        _course.Read("1.2").LearnerBody.Select(line => line.Trim()).ShouldBe(["return a + a;"]);
        _course.Read("1.2").Place.ShouldBe("chapters/01-sums/Sums.cs:13");
    }

    [Fact]
    public void A_deleted_region_is_named_with_the_command_that_mends_it()
    {
        _course.Learner = _course.Learner.Replace("        #region exercise 1.1: add two numbers\n", "");
        Assignment broken = _course.Read("1.1");
        broken.Progress.ShouldBe(Progress.Broken);
        broken.Trouble.ShouldNotBeNull().ShouldContain("#endregion without a #region");
        broken.Trouble!.ShouldContain("./wb reset 1.1");
    }

    [Fact]
    public void A_deleted_exercise_is_named_with_the_command_that_mends_it()
    {
        string text = _course.Learner;
        int start = text.IndexOf("        #region exercise 1.2"), end = text.IndexOf("#endregion", start) + "#endregion\n".Length;
        _course.Learner = text[..start] + text[end..];
        _course.Read("1.2").Trouble.ShouldNotBeNull().ShouldContain("'#region exercise 1.2: ...'");
        _course.Read("1.1").Trouble.ShouldNotBeNull().ShouldContain("./wb reset 1.2");
    }

    [Fact]
    public void A_deleted_file_is_named_and_comes_back()
    {
        File.Delete(_course.Path);
        Assignment broken = _course.Read("1.1");
        broken.Trouble.ShouldNotBeNull().ShouldContain("the file is gone");
        new Reset(_course.Read()).Write(broken, wholeFile: false, DateTime.UnixEpoch).ShouldBeNull();
        _course.Read("1.1").Progress.ShouldBe(Progress.NotStarted);
    }

    [Fact]
    public void The_root_is_found_from_below() =>
        Course.FindRoot(Path.Combine(_course.Root, "chapters/01-sums")).ShouldBe(_course.Root);

    [Theory]
    [InlineData("1")]
    [InlineData("01")]
    [InlineData("01-sums")]
    [InlineData("chapters/01-sums/")]
    [InlineData("chapters\\01-sums\\Sums.cs")]
    [InlineData("/home/7-dwarfs/chapters/01-sums/Sums.cs")]
    public void A_chapter_is_found_by_number_name_and_path(string what) =>
        _course.Read().FindChapter(what).ShouldNotBeNull().Name.ShouldBe("01-sums");

    [Theory]
    [InlineData("7")]
    [InlineData("sums")]
    [InlineData("README.md")]
    public void What_names_no_chapter_finds_none(string what) => _course.Read().FindChapter(what).ShouldBeNull();
}
