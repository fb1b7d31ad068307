namespace Workbook.Notebooks.Tests;

/// <summary>A reader's ways through a notebook, in the classic Notebook and a browser: by keys, menus and buttons.</summary>
public class ClassicNotebookTests(ClassicNotebook jupyter) : IClassFixture<ClassicNotebook>
{
    // It writes to the console and draws, both within its first cells.
    private const string Name = "05-udp";

    [Fact]
    public Task Cells_run_by_shift_enter_show_their_words_and_pictures() => jupyter.ReadAsync(Name, async (page, stored) =>
    {
        NotebookCell[] first = [.. stored.CodeCells.Take(4)];
        NotebookPage.PicturesOf(first[1]).ShouldBe(1);
        NotebookPage.WordsOf(first[3]).ShouldNotBeEmpty();
        await page.ShouldHaveNoOutputAsync();
        foreach (NotebookCell cell in first)
        {
            await page.RunAsync(cell.Number);
            await page.ShouldShowAsync(cell);
        }
    });

    [Fact]
    public Task After_a_restart_all_cells_run_again_and_count_from_one() => jupyter.ReadAsync(Name, async (page, stored) =>
    {
        await RunAllAsync(page, stored);
        await page.ChooseAsync("kernellink", "restart_clear_output");
        await page.AgreeAsync();
        await page.ShouldHaveNoOutputAsync();
        await RunAllAsync(page, stored);
    });

    [Fact]
    public Task An_endless_loop_ends_by_the_stop_button_and_what_was_known_still_is() => jupyter.ReadAsync(Name, async (page, _) =>
    {
        await page.WriteAsync(1, "int answer = 42;");
        await page.WriteAsync(2, "Console.WriteLine(\"round and round\"); while (true) { }");
        await page.WriteAsync(3, "$\"the answer is {answer}\"");
        await page.RunAsync(1);
        await page.WaitForPromptAsync(1, "1");
        await page.RunAsync(2);
        await page.WaitForTextAsync(2, "round and round");
        await page.WaitForPromptAsync(2, "*");
        await page.PressToolbarAsync("interrupt-kernel");
        await page.WaitForPromptAsync(2, "2");
        await page.RunAsync(3);
        await page.WaitForTextAsync(3, "the answer is 42");
    });

    private static async Task RunAllAsync(NotebookPage page, Notebook stored)
    {
        await page.ChooseAsync("celllink", "run_all_cells");
        foreach (NotebookCell cell in stored.CodeCells)
            await page.ShouldShowAsync(cell);
    }
}
