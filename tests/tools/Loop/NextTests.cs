using Workbook.Loop;

namespace Workbook.Tools.Tests.Loop;

/// <summary>Where one goes on: three chapters of two exercises each.</summary>
public sealed class NextTests : IDisposable
{
    private readonly MiniCourse _course = new();
    private readonly HashSet<string> _solved = [];
    private readonly Dictionary<string, string[]> _prerequisites = [];
    private int _minutes;

    public NextTests()
    {
        foreach (int chapter in new[] { 2, 3 })
        {
            string solved = MiniCourse.Solved.Replace("exercise 1.", $"exercise {chapter}.");
            _course.Write($"chapters/0{chapter}-more/Mini{chapter}.csproj", "<Project />");
            _course.Write($"solutions/0{chapter}-more/Sums.cs", solved);
            _course.Write($"chapters/0{chapter}-more/Sums.cs", Workbook.Exercises.Skeleton.From(solved));
        }
    }

    public void Dispose() => _course.Dispose();

    [Fact]
    public void Somebody_who_has_written_nothing_begins_at_the_first_exercise() => Next().ShouldBe("1.1");

    [Fact]
    public void Somebody_who_solves_an_exercise_stays_in_its_chapter()
    {
        Solve("2.1");
        Next().ShouldBe("2.2");
    }

    [Fact]
    public void The_chapter_that_was_written_last_counts()
    {
        Solve("3.1");
        Solve("1.1");
        Next().ShouldBe("1.2");
    }

    [Fact]
    public void What_is_begun_comes_before_what_is_not()
    {
        Begin("2.2");
        Next().ShouldBe("2.2");
    }

    [Fact]
    public void What_is_begun_in_the_last_chapter_needs_no_prerequisites()
    {
        _prerequisites["3.2"] = ["1.1"];
        Begin("3.2");
        Next().ShouldBe("3.2");
    }

    [Fact]
    public void An_exercise_whose_prerequisites_are_not_solved_is_passed_over()
    {
        _prerequisites["1.1"] = ["1.2"];
        Next().ShouldBe("1.2");
        _prerequisites["3.1"] = ["1.1"];
        Solve("2.1");
        Solve("2.2");
        Next().ShouldBe("3.2");
    }

    [Fact]
    public void What_another_chapter_lacks_sends_nobody_away()
    {
        _prerequisites["2.2"] = ["1.2"];
        Solve("2.1");
        Next().ShouldBe("2.2");
    }

    [Fact]
    public void After_a_chapter_come_those_behind_it_then_those_before_it()
    {
        Solve("2.1");
        Solve("2.2");
        Next().ShouldBe("3.1");
        Solve("3.1");
        Solve("3.2");
        Next().ShouldBe("1.1");
    }

    [Fact]
    public void After_the_last_exercise_nothing_is_next()
    {
        foreach (string id in new[] { "1.1", "1.2", "2.1", "2.2", "3.1", "3.2" })
            Solve(id);
        Next().ShouldBeNull();
    }

    [Fact]
    public void A_file_that_was_deleted_just_now_is_where_one_is()
    {
        Solve("3.1");
        File.Delete(_course.Path);
        Directory.SetLastWriteTimeUtc(Path.GetDirectoryName(_course.Path)!, DateTime.UtcNow.AddHours(1));
        Next().ShouldBe("1.1");
    }

    private string? Next() => _course.Read().Next(
        assignment => _solved.Contains(assignment.Id), assignment => _prerequisites.GetValueOrDefault(assignment.Id, []))?.Id;

    private void Solve(string id)
    {
        Begin(id);
        _solved.Add(id);
    }

    /// <summary>Each write a minute after the one before.</summary>
    private void Begin(string id)
    {
        string path = _course.Read(id).File.Path;
        File.WriteAllText(path, File.ReadAllText(path).Replace($"throw new NotImplementedException(\"exercise {id}\");", "return 1;"));
        File.SetLastWriteTimeUtc(path, DateTime.UtcNow.AddMinutes(++_minutes - 60));
    }
}
