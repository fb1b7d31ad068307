using Workbook.Loop;

namespace Workbook.Tools.Tests.Loop;

public sealed class ResetTests : IDisposable
{
    private readonly MiniCourse _course = new();

    public void Dispose() => _course.Dispose();

    [Fact]
    public void One_exercise_is_put_back_and_the_other_stays()
    {
        string shipped = _course.Learner;
        _course.Solve("1.1", "return b + a;");
        _course.Solve("1.2", "return a + a;");
        string before = _course.Learner;
        string copy = new Reset(_course.Read()).Write(_course.Read("1.1"), wholeFile: false, DateTime.UnixEpoch).ShouldNotBeNull();
        File.ReadAllText(copy).ShouldBe(before);
        _course.Read("1.1").Progress.ShouldBe(Progress.NotStarted);
        _course.Read("1.2").Progress.ShouldBe(Progress.Started);
        new Reset(_course.Read()).Write(_course.Read("1.2"), wholeFile: false, DateTime.UnixEpoch);
        _course.Learner.ShouldBe(shipped);
    }

    [Fact]
    public void A_second_copy_in_the_same_second_does_not_overwrite_the_first()
    {
        var reset = new Reset(_course.Read());
        string first = reset.Write(_course.Read("1.1"), false, DateTime.UnixEpoch)!, second = reset.Write(_course.Read("1.1"), false, DateTime.UnixEpoch)!;
        second.ShouldNotBe(first);
        File.Exists(first).ShouldBeTrue();
    }

    [Fact]
    public void A_lost_end_of_a_region_is_mended_and_the_other_exercise_kept()
    {
        _course.Solve("1.2", "return a + a;");
        string text = _course.Learner;
        int first = text.IndexOf("        #endregion\n");
        _course.Learner = text.Remove(first, "        #endregion\n".Length);
        _course.Read("1.1").Progress.ShouldBe(Progress.Broken);
        new Reset(_course.Read()).Write(_course.Read("1.1"), wholeFile: false, DateTime.UnixEpoch);
        _course.Read().Assignments.ShouldAllBe(assignment => assignment.Progress != Progress.Broken);
    }

    [Fact]
    public void The_file_around_the_exercises_is_put_back_and_the_exercises_stay()
    {
        _course.Solve("1.2", "return a + a;");
        string good = _course.Learner;
        _course.Learner = good.Replace("Double(", "Twice(");
        new Reset(_course.Read()).Write(_course.Read("1.2"), wholeFile: true, DateTime.UnixEpoch);
        _course.Learner.ShouldBe(good);
    }
}
