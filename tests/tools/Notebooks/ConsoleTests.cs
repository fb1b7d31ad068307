using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class ConsoleTests : IAsyncLifetime
{
    private readonly Scratchpad _pad = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => _pad.DisposeAsync();

    [Fact]
    public async Task Both_streams_are_captured_in_their_order()
    {
        var outputs = await _pad.RunAsync("Console.Write('a'); Console.Write(1); Console.WriteLine(); Console.Error.WriteLine(\"e\"); Console.WriteLine(\"{0}!\", 2);");
        outputs.ShouldBe([new StreamOutput("stdout", "a1\n"), new StreamOutput("stderr", "e\n"), new StreamOutput("stdout", "2!\n")]);
    }

    [Fact]
    public async Task Twenty_thousand_lines_come_without_one_lost()
    {
        string text = await _pad.TextAsync("for (int i = 0; i < 20_000; i++) Console.WriteLine($\"line {i}\");");
        text.ShouldBe(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"line {i}\n")));
    }

    [Fact]
    public async Task Threads_and_tasks_that_a_cell_starts_write_into_it_and_their_lines_stay_whole()
    {
        string text = await _pad.TextAsync("""
            using System.Threading;
            var threads = Enumerable.Range(0, 4).Select(n => new Thread(() => { for (int i = 0; i < 500; i++) Console.WriteLine($"{n}-{i}"); })).ToList();
            threads.ForEach(thread => thread.Start());
            await Task.Run(() => Console.WriteLine("task"));
            threads.ForEach(thread => thread.Join());
            """);
        var expected = Enumerable.Range(0, 4).SelectMany(n => Enumerable.Range(0, 500).Select(i => $"{n}-{i}")).Append("task");
        text.TrimEnd('\n').Split('\n').ShouldBe(expected, ignoreOrder: true);
    }

    [Fact]
    public async Task What_a_thread_says_after_its_cell_comes_with_the_next()
    {
        await _pad.RunAsync("""
            var go = new TaskCompletionSource();
            var said = Task.Run(async () => { await go.Task; Console.WriteLine("late"); });
            """);
        (await _pad.TextAsync("go.SetResult(); await said;")).ShouldBe("late\n");
    }

    [Fact]
    public async Task Two_sessions_that_write_at_once_get_each_its_own()
    {
        await using var other = new Scratchpad();
        string Code(string letter) => $"for (int i = 0; i < 300; i++) Console.Write(\"{letter}\");";
        var texts = await Task.WhenAll(_pad.TextAsync(Code("a")), other.TextAsync(Code("b")));
        texts.ShouldBe([new string('a', 300), new string('b', 300)]);
    }

    [Fact]
    public async Task What_the_receiver_writes_is_not_the_cells()
    {
        int calls = 0;
        await _pad.Session.RunAsync("Console.WriteLine(\"one\");", 1, _ =>
        {
            calls++;
            Console.Write(" ");
            Console.Error.Write(" ");
        }, TestContext.Current.CancellationToken);
        calls.ShouldBe(1);
    }

    [Fact]
    public async Task Numbers_are_written_the_same_on_every_machine() => (await _pad.TextAsync("$\"{1.5} {1234.5:n1}\"")).ShouldBe("1.5 1,234.5");
}
