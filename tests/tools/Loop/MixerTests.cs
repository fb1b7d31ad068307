using Workbook.Loop;

namespace Workbook.Tools.Tests.Loop;

public sealed class MixerTests : IDisposable
{
    private readonly MiniCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public void An_untouched_file_is_the_references()
    {
        MixedFile file = Mix(assignment => assignment.Progress == Progress.Started);
        file.Text.ShouldBe(MiniCourse.Solved);
        file.Path.ShouldContain("solutions");
    }

    [Fact]
    public void What_is_not_started_comes_from_the_reference_and_errors_point_at_the_learners_lines()
    {
        _course.Solve("1.2", "return a + a;");
        MixedFile file = Mix(assignment => assignment.Progress == Progress.Started);
        file.Path.ShouldBe(_course.Path);
        file.Text.ShouldContain("return a + b;");
        file.Text.ShouldContain("return a + a;");
        file.Text.ShouldNotContain("NotImplementedException");
        file.Text.ShouldContain($"#line 8 \"{_course.Path}\"");
    }

    [Fact]
    public void One_exercise_is_judged_with_all_others_from_the_reference()
    {
        _course.Solve("1.1", "return a - b;");
        _course.Solve("1.2", "return a + a;");
        string text = Mix(assignment => assignment.Id == "1.2").Text;
        text.ShouldContain("return a + b;");
        text.ShouldNotContain("return a - b;");
        text.ShouldContain("return a + a;");
    }

    [Fact]
    public void A_file_whose_regions_cannot_be_told_apart_is_left_out()
    {
        _course.Learner = _course.Learner.Replace("#endregion", "");
        Mix(_ => true).Text.ShouldBe(MiniCourse.Solved);
    }

    [Fact]
    public void Another_body_takes_the_references_place()
    {
        MixedChapter chapter = Mixer.WithBody(_course.Read("1.1"), "        return a * b;");
        chapter.Files.Single(file => file.Path.EndsWith("Sums.cs")).Text.ShouldBe(MiniCourse.Solved.Replace("return a + b;", "return a * b;"));
    }

    [Fact]
    public void What_one_writes_into_an_exercise_is_no_change_of_what_stands_around()
    {
        string before = Surroundings();
        _course.Solve("1.1", "int sum = a;\n                sum += b;\n                return sum;");
        Surroundings().ShouldBe(before);
        _course.Learner = _course.Learner.Replace("class Sums", "partial class Sums");
        Surroundings().ShouldNotBe(before);
    }

    [Fact]
    public void The_key_changes_with_the_text_and_only_with_it()
    {
        string before = Mixer.Mix(_course.Read().Chapters[0], _ => true).Key;
        Mixer.Mix(_course.Read().Chapters[0], _ => true).Key.ShouldBe(before);
        _course.Solve("1.2", "return a + a;");
        Mixer.Mix(_course.Read().Chapters[0], _ => true).Key.ShouldNotBe(before);
        Mixer.Mix(_course.Read().Chapters[0], assignment => assignment.Id == "1.1").Key.ShouldNotBe(before);
    }

    private MixedFile Mix(Func<Assignment, bool> fromLearner) =>
        Mixer.Mix(_course.Read().Chapters[0], fromLearner).Files.Single(file => file.Path.EndsWith("Sums.cs"));

    private string Surroundings() => Mixer.KeyOfSurroundings(_course.Read().Chapters[0]);
}
