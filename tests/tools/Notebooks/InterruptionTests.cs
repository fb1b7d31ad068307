using System.Diagnostics;
using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class InterruptionTests : IAsyncLifetime
{
    // Half a second on an idle machine; this one is busy with other tests.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    private readonly Scratchpad _pad = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _pad.DisposeAsync();

    [Theory]
    [InlineData("while (true);")]
    [InlineData("while (true) try { while (true); } catch (Exception) { }")]
    [InlineData("for (long i = 0; ; i++) await Task.Yield();")]
    [InlineData("Thread.Sleep(-1);")]
    [InlineData("await Task.Delay(-1);")]
    [InlineData("Task.Delay(-1).Wait();")]
    [InlineData("new ManualResetEvent(false).WaitOne();")]
    [InlineData("var never = new Thread(() => Thread.Sleep(-1)) { IsBackground = true }; never.Start(); never.Join();")]
    [InlineData("while (true) Console.WriteLine(1);")]
    [InlineData("while (true) display(1);")]
    [InlineData("IEnumerable<int> All() { while (true) yield return 1; } All().Count()")]
    [InlineData("await Task.Run(() => { while (true) Console.WriteLine(1); });")]
    public async Task Whatever_a_cell_does_it_can_be_interrupted_and_the_session_lives_on(string code)
    {
        await _pad.RunAsync("using System.Threading; var x = 41;");
        ErrorOutput error = await InterruptAsync($"x++; Console.WriteLine(\"go\"); {code}", "go");
        error.Name.ShouldBe(CellErrors.Interruption);
        error.Value.ShouldBe("cell 9 was interrupted");
        (await _pad.TextAsync("x")).ShouldBe("42");
    }

    [Fact]
    public async Task A_loop_in_a_chapter_can_be_interrupted_too()
    {
        _pad.Build("built/Loop.dll", "public static class Loop { public static long Count; public static void Forever() { while (true) Count++; } }");
        await _pad.RunAsync("#r \"../built/Loop.dll\"\nvar x = 42;");
        (await InterruptAsync("Console.WriteLine(\"go\"); Loop.Forever();", "go")).Name.ShouldBe(CellErrors.Interruption);
        (await _pad.TextAsync("x")).ShouldBe("42");
    }

    [Theory]
    [InlineData("while (i < 3) i++;")]
    [InlineData("do i++; while (i < 3);")]
    [InlineData("for (; i < 3; i++) ;")]
    [InlineData("foreach (int n in new[] { 1, 2 }) i += n;")]
    [InlineData("foreach (var (a, b) in new[] { (1, 2) }) i += a + b;")]
    [InlineData("await foreach (int n in All()) i += n; async IAsyncEnumerable<int> All() { yield return 3; await Task.Yield(); }")]
    [InlineData("while (true) { if (i == 3) break; else i++; }")]
    public async Task Loops_do_what_they_always_did_and_keep_their_lines(string loop)
    {
        (await _pad.TextAsync($"int i = 0;\n{loop}\ni")).ShouldBe("3");
        (await _pad.ErrorAsync($"i = 0;\n{loop}\nthrow new Exception();")).Traceback[^1].ShouldBe("   at cell 2, line 3");
    }

    [Fact]
    public async Task A_cell_that_cannot_be_ended_is_left_behind()
    {
        await InterruptAsync("var done = false; try { } finally { Console.WriteLine(\"go\"); again: if (!done) goto again; }", "go");
        (await _pad.TextAsync("done = true; 1 + 1")).ShouldBe("2");
    }

    [Fact]
    public async Task An_interruption_that_comes_after_the_end_hurts_nobody()
    {
        using var stop = new CancellationTokenSource();
        (await _pad.RunAsync("1", stop.Token)).ShouldHaveSingleItem();
        await stop.CancelAsync();
        (await _pad.TextAsync("System.Threading.Thread.Sleep(1); 2")).ShouldBe("2");
    }

    [Fact]
    public async Task A_cell_that_cancels_itself_has_failed_not_been_interrupted() =>
        (await _pad.ErrorAsync("throw new OperationCanceledException(\"mine\");")).Value.ShouldContain("mine");

    [Fact]
    public async Task A_token_that_cannot_be_cancelled_will_do() => (await _pad.RunAsync("1", CancellationToken.None)).ShouldHaveSingleItem();

    /// <summary>Interrupts a cell once it has said something.</summary>
    private async Task<ErrorOutput> InterruptAsync(string code, string word)
    {
        using var stop = new CancellationTokenSource();
        ErrorOutput? error = null;
        long asked = 0;
        bool succeeded = await _pad.Session.RunAsync(code, 9, output =>
        {
            if (asked == 0 && output is StreamOutput said && said.Text.Contains(word))
            {
                asked = Stopwatch.GetTimestamp();
                stop.CancelAfter(0);
            }
            error = output as ErrorOutput;
        }, stop.Token);
        succeeded.ShouldBeFalse();
        Stopwatch.GetElapsedTime(asked).ShouldBeLessThan(Soon);
        return error.ShouldNotBeNull();
    }
}
