using Workbook.Notebooks;

namespace Workbook.Tools.Tests.Notebooks;

public sealed class NotebookCheckTests
{
    [Fact]
    public async Task What_was_stored_by_a_run_passes() =>
        (await CheckAsync(await StoredAsync("Console.WriteLine(1); Console.WriteLine(2);", "new[] { (1, 2) }", "display(3);"))).ShouldBeEmpty();

    [Fact]
    public async Task A_byte_that_differs_is_found_with_cell_and_lines()
    {
        Notebook notebook = await StoredAsync("1", "\"a\\nb\\nc\"");
        NotebookFinding finding = (await CheckAsync(Notebook.Parse(notebook.ToText().Replace("\"b\\n\"", "\"B\\n\""), "n"))).ShouldHaveSingleItem();
        finding.Summary.ShouldBe("cell 2: output 1, text/plain:");
        finding.Details.ShouldBe(["@ line 2", "- B", "+ b"]);
    }

    [Fact]
    public async Task A_cell_that_fails_is_a_finding()
    {
        Notebook notebook = await StoredAsync("1");
        (await CheckAsync(Notebook.Parse(notebook.ToText().Replace("\"1\"\n   ]\n  }", "\"one\"\n   ]\n  }"), "n")))
            .ShouldContain(finding => finding.Summary.StartsWith("cell 1 failed: CompilationError: CS0103"));
    }

    [Fact]
    public async Task A_notebook_that_was_never_run_does_not_pass() =>
        (await CheckAsync(Written.Of("1"))).Select(finding => finding.Summary).ShouldContain(summary => summary.StartsWith("cell 1: not-run:"));

    [Fact]
    public void Equal_outputs_do_not_differ_however_the_stream_is_cut() => Drift.Find(
        [new StreamOutput("stdout", "a\n"), new StreamOutput("stdout", "b")], [new StreamOutput("stdout", "a\nb")]).ShouldBeNull();

    [Fact]
    public void An_output_more_or_less_is_told()
    {
        Drift.Find([], [new StreamOutput("stdout", "a\n")]).ShouldBe(["output 1 comes, but is not stored:", "+ a"]);
        Drift.Find([new StreamOutput("stdout", "a\n")], []).ShouldBe(["output 1 is stored, but does not come any more:", "- a"]);
    }

    [Fact]
    public void A_part_that_is_no_text_is_named()
    {
        Drift.Find([Shown("<i>")], [Shown("<b>!")])!.ShouldBe(["output 1, text/html differs (3 characters were, 4 are)"]);
        Drift.Find([Shown(null)], [Shown("<b>")])!.ShouldBe(["output 1, text/html is new"]);
        Drift.Find([Shown("<b>")], [Shown(null)])!.ShouldBe(["output 1, text/html is gone"]);
    }

    [Fact]
    public void Another_kind_stream_or_error_differs()
    {
        Drift.Find([Shown(null)], [new ResultOutput(Bundle(null))])![0].ShouldBe("output 1, was a display, is a result:");
        Drift.Find([new StreamOutput("stdout", "a")], [new StreamOutput("stderr", "a")])![0].ShouldBe("output 1, was on stdout, is on stderr");
        Drift.Find([new ErrorOutput("A", "x", [])], [new ErrorOutput("B", "x", [])]).ShouldBe(["output 1, the error:", "@ line 1", "- A: x", "+ B: x"]);
        Drift.Find([new ErrorOutput("A", "x", ["1"])], [new ErrorOutput("A", "x", ["2"])]).ShouldBe(["output 1, an error:", "@ line 1", "- 1", "+ 2"]);
    }

    [Fact]
    public void A_long_difference_is_cut_short()
    {
        string[] drift = [.. Drift.Find([new StreamOutput("stdout", "")], [new StreamOutput("stdout", string.Concat(Enumerable.Repeat("x\n", 50)))])!];
        drift.Length.ShouldBeLessThan(12);
        drift[^1].ShouldBe("+ ... 44 more");
    }

    private static DisplayOutput Shown(string? html) => new(Bundle(html));

    private static MimeBundle Bundle(string? html)
    {
        var parts = new Dictionary<string, string> { [MimeBundle.Plain] = "same" };
        if (html is not null)
            parts[MimeBundle.Html] = html;
        return new MimeBundle(parts);
    }

    private static async Task<Notebook> StoredAsync(params string[] cells)
    {
        Notebook notebook = Written.Of(cells);
        foreach (CellRun run in await new NotebookRunner("/").RunAsync(notebook, TestContext.Current.CancellationToken))
            run.Cell.Store(run.Outputs);
        return notebook;
    }

    private static Task<IReadOnlyList<NotebookFinding>> CheckAsync(Notebook notebook) => new NotebookCheck(new NotebookRunner("/")).RunAsync(notebook, TestContext.Current.CancellationToken);
}
