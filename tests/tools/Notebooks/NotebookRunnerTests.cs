using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class NotebookRunnerTests
{
    private static readonly string[] Raises = [NotebookCell.Raises];

    [Fact]
    public async Task All_cells_run_in_order()
    {
        var runs = await RunAsync(Written.Of("var x = 1;", "x += 1;", "x"));
        runs.ShouldAllBe(run => run.Problem == null);
        runs[2].Outputs.ShouldHaveSingleItem().ShouldBeOfType<ResultOutput>().Data.Text.ShouldBe("2");
    }

    [Fact]
    public async Task A_cell_that_fails_ends_the_run_with_its_name_and_line()
    {
        var runs = await RunAsync(Written.Of("1", "\nthrow new Exception(\"no\");", "3"));
        runs.Count.ShouldBe(2);
        runs[1].Problem.ShouldBe("cell 2 failed: Exception: no (cell 2, line 2)");
    }

    [Fact]
    public async Task A_cell_that_must_raise_and_does_is_passed()
    {
        var runs = await RunAsync(Written.Tagged(("throw new Exception();", Raises), ("int x = \"no\";", Raises), ("1", [])));
        runs.Count.ShouldBe(3);
        runs.ShouldAllBe(run => run.Problem == null);
    }

    [Fact]
    public async Task A_cell_that_must_raise_and_does_not_ends_the_run()
    {
        var runs = await RunAsync(Written.Tagged(("1", Raises), ("2", [])));
        runs.ShouldHaveSingleItem().Problem.ShouldBe("cell 1 is tagged raises-exception, but raised nothing");
    }

    [Fact]
    public async Task A_cell_that_takes_too_long_is_stopped_and_named()
    {
        var runner = new NotebookRunner("/") { Limit = TimeSpan.FromSeconds(0.1) };
        var runs = await runner.RunAsync(Written.Tagged(("while (true);", Raises)), TestContext.Current.CancellationToken);
        runs.ShouldHaveSingleItem().Problem.ShouldBe("cell 1 took longer than 0.1 s, and was stopped");
    }

    [Fact]
    public async Task The_reader_may_stop_it()
    {
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => new NotebookRunner("/").RunAsync(
            Written.Of("Console.WriteLine(\"go\"); while (true);"), stop.Token, output: _ => stop.CancelAfter(0)));
    }

    private static Task<IReadOnlyList<CellRun>> RunAsync(Notebook notebook) => new NotebookRunner("/").RunAsync(notebook, TestContext.Current.CancellationToken);
}
