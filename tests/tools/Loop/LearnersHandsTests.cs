using Workbook.Exercises;
using Workbook.Loop;

namespace Workbook.Tools.Tests.Loop;

/// <summary>The tests of chapter 00, built once with the reference.</summary>
public sealed class BuiltChapter : IAsyncLifetime
{
    /// <summary>Short, but longer than any test of the chapter takes on a busy machine.</summary>
    private static readonly TestLimits Limits = new(TimeSpan.FromSeconds(8), 1L << 30);

    public string Root { get; } = Course.FindRoot(AppContext.BaseDirectory);

    public TestRunner Runner { get; private set; } = null!;

    public ChapterCompiler Compiler { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Course course = Course.Read(Root);
        var foundation = new Foundation(course);
        if (!foundation.IsFresh(course.Chapters[0]))
            (await foundation.BuildAsync(course.Chapters[0], default)).ShouldBeNull();
        Runner = new TestRunner(Root, Limits);
        Compiler = new ChapterCompiler(Root);
    }

    public ValueTask DisposeAsync()
    {
        Runner.Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Whatever a learner does, the loop says what happened, where and what to do, and comes back.</summary>
public sealed class LearnersHandsTests(BuiltChapter built) : IClassFixture<BuiltChapter>
{
    private string Path => System.IO.Path.Combine(built.Root, "chapters", "00-basics", "Wire", "InternetChecksum.cs");

    private string Shipped => Skeleton.From(File.ReadAllText(Path.Replace("/chapters/", "/solutions/")));

    [Fact]
    public async Task A_right_solution_is_solved()
    {
        Verdict verdict = await JudgeAsync(Shipped.Replace(Skeleton.Hole("0.4"), string.Join('\n', Reference())));
        verdict.Outcome.ShouldBe(Outcome.Solved, verdict.Summary);
        verdict.Passed.ShouldBeGreaterThan(1);
    }

    [Fact]
    public async Task A_hole_is_waiting()
    {
        Verdict verdict = await JudgeAsync(Shipped);
        verdict.Outcome.ShouldBe(Outcome.Waiting);
        verdict.Summary.ShouldStartWith("exercise 0.4 is waiting: ");
    }

    [Fact]
    public async Task A_hole_with_a_second_line_is_waiting_too()
    {
        Verdict verdict = await JudgeBodyAsync("_ = data.Length;\n" + Skeleton.Hole("0.4"));
        verdict.Outcome.ShouldBe(Outcome.Waiting);
        verdict.Summary.ShouldBe("exercise 0.4 is waiting");
    }

    [Fact]
    public async Task A_wrong_solution_fails_with_the_tests_that_fail()
    {
        Verdict verdict = await JudgeBodyAsync("return 0;");
        verdict.Outcome.ShouldBe(Outcome.Failed);
        verdict.Failures.ShouldNotBeEmpty();
        verdict.Failures[0].Message.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_endless_loop_is_stopped_and_its_test_named()
    {
        Verdict verdict = await JudgeBodyAsync("while (true) { }");
        verdict.Outcome.ShouldBe(Outcome.TimedOut);
        verdict.Summary.ShouldContain("did not come to an end");
        verdict.Summary.ShouldContain("the test '");
    }

    [Fact]
    public async Task A_stack_overflow_is_told_with_the_method_that_calls_itself()
    {
        Verdict verdict = await JudgeBodyAsync("return Deeper(0);\n        static ushort Deeper(int depth) => (ushort)(Deeper(depth + 1) + depth);");
        verdict.Outcome.ShouldBe(Outcome.StackOverflow);
        verdict.Summary.ShouldContain("InternetChecksum");
        verdict.Summary.ShouldContain("the test '");
    }

    [Fact]
    public async Task Four_gigabytes_are_refused()
    {
        Verdict verdict = await JudgeBodyAsync("var all = new long[512 * 1024 * 1024];\n        return (ushort)all[data.Length];");
        verdict.Outcome.ShouldBe(Outcome.OutOfMemory);
        verdict.Summary.ShouldContain("1 GiB");
    }

    [Fact]
    public async Task A_list_that_grows_for_ever_is_stopped()
    {
        Verdict verdict = await JudgeBodyAsync("var all = new List<byte[]>();\n        while (true) all.Add(new byte[1 << 20]);");
        verdict.Outcome.ShouldBe(Outcome.OutOfMemory);
    }

    [Fact]
    public async Task An_exception_in_a_static_constructor_is_told_by_its_cause()
    {
        string text = Shipped.Replace(Skeleton.Hole("0.4"), "return Table[0];");
        int brace = text.IndexOf('{', text.IndexOf("class InternetChecksum"));
        Verdict verdict = await JudgeAsync(text.Insert(brace + 1, "\n    private static readonly ushort[] Table = Make();\n    private static ushort[] Make() => throw new InvalidOperationException(\"no table today\");\n"));
        verdict.Outcome.ShouldBe(Outcome.Failed);
        verdict.Summary.ShouldContain("static");
        verdict.Summary.ShouldContain("no table today");
    }

    [Fact]
    public async Task Whoever_ends_the_process_is_named()
    {
        Verdict verdict = await JudgeBodyAsync("Environment.Exit(0);\n        return 0;");
        verdict.Outcome.ShouldBe(Outcome.Crashed);
        verdict.Summary.ShouldContain("the test '");
    }

    [Fact]
    public async Task An_error_is_told_at_the_learners_own_line()
    {
        Verdict verdict = await JudgeBodyAsync("return nothing;");
        verdict.Outcome.ShouldBe(Outcome.NotCompiling);
        CompilerMessage error = verdict.Messages.Single(message => message.IsError);
        error.Path.ShouldBe(Path);
        File.ReadLines(Path).ElementAt(error.Line - 2).ShouldContain("#region exercise 0.4");
        error.Source.ShouldContain("return nothing;");
    }

    [Fact]
    public async Task A_lost_brace_is_an_error_and_no_renamed_method()
    {
        Verdict verdict = await JudgeBodyAsync("if (true) {\n return 0;");
        verdict.Outcome.ShouldBe(Outcome.NotCompiling);
    }

    [Fact]
    public async Task A_renamed_method_is_missed_by_its_name()
    {
        string text = Shipped.Replace(Skeleton.Hole("0.4"), "return 0;");
        string name = SourceText.Parse(text).Lines.Last(line => line.Contains("public static ") && line.Contains('(') && text.IndexOf(line) < text.IndexOf("#region")).Split('(')[0].Split(' ')[^1];
        Verdict verdict = await JudgeAsync(text.Replace($" {name}(", $" {name}Renamed("));
        verdict.Outcome.ShouldBe(Outcome.Renamed);
        verdict.Summary.ShouldContain(name);
        verdict.Summary.ShouldContain("InternetChecksum.cs");
    }

    [Fact]
    public async Task A_deleted_region_is_told_with_the_command_that_mends_it()
    {
        Verdict verdict = await JudgeAsync(Shipped.Replace("#endregion", ""));
        verdict.Outcome.ShouldBe(Outcome.Broken);
        verdict.Summary.ShouldContain("./wb reset 0.4");
    }

    [Fact]
    public async Task A_run_that_is_not_wanted_any_more_ends_at_once()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await Should.ThrowAsync<OperationCanceledException>(() => JudgeUntilAsync(Shipped.Replace(Skeleton.Hole("0.4"), "while (true) { }"), source.Token));
    }

    private Task<Verdict> JudgeBodyAsync(string body) => JudgeAsync(Shipped.Replace(Skeleton.Hole("0.4"), body));

    private Task<Verdict> JudgeAsync(string text) => JudgeUntilAsync(text, TestContext.Current.CancellationToken);

    private async Task<Verdict> JudgeUntilAsync(string text, CancellationToken token)
    {
        Course course = Course.Read(built.Root, new Dictionary<string, string?> { [Path] = text });
        var foundation = new Foundation(course);
        var judge = new Judge(course, foundation, built.Compiler, built.Runner, new VerdictCache(course, foundation));
        return await judge.AloneAsync(course.Find("0.4")!, null, token);
    }

    private IEnumerable<string> Reference() => Course.Read(built.Root).Find("0.4")!.ReferenceBody;
}
