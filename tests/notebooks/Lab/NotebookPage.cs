using System.Text.Json.Nodes;

namespace Workbook.Notebooks.Tests;

/// <summary>A notebook in the classic Notebook's page: what a reader does there, and sees. Cells of code count from 1.</summary>
internal sealed class NotebookPage(Browser browser)
{
    // WebDriver's names of keys.
    private const string Shift = "\uE008", Enter = "\uE007";

    public static int PicturesOf(NotebookCell cell) => cell.Outputs.OfType<ResultOutput>().Select(result => result.Data)
        .Concat(cell.Outputs.OfType<DisplayOutput>().Select(display => display.Data))
        .Count(data => data.Parts.GetValueOrDefault("text/html")?.StartsWith("<img", StringComparison.Ordinal) is true);

    /// <summary>The first line that it writes to the console.</summary>
    public static string WordsOf(NotebookCell cell) => cell.Outputs.OfType<StreamOutput>().FirstOrDefault()?.Text.Split('\n')[0] ?? "";

    public async Task OpenAsync(Uri address)
    {
        await browser.GoAsync(address);
        await browser.WaitAsync("window.Jupyter && Jupyter.notebook && Jupyter.notebook._fully_loaded");
        await WaitForKernelAsync();
    }

    /// <summary>Clicks into a cell and presses Shift+Enter.</summary>
    public async Task RunAsync(int cell)
    {
        await browser.ClickAsync(".code_cell .CodeMirror-lines", cell - 1);
        await browser.TypeAsync(Enter, held: Shift);
    }

    public async Task ChooseAsync(string menu, string item)
    {
        await browser.ClickAsync($"#{menu}");
        await browser.ClickAsync($"#{item} a");
    }

    /// <summary>Presses the red button of a dialog.</summary>
    public async Task AgreeAsync()
    {
        await browser.ClickAsync(".modal.in .modal-footer .btn-danger");
        await browser.WaitAsync("document.querySelectorAll('.modal.in, .modal-backdrop').length === 0");
        await WaitForKernelAsync();
    }

    public Task PressToolbarAsync(string action) => browser.ClickAsync($"#maintoolbar button[data-jupyter-action='jupyter-notebook:{action}']");

    /// <summary>Replaces a cell's code. Not by keys: the editor adds brackets for those who type.</summary>
    public Task WriteAsync(int cell, string code) =>
        browser.EvaluateAsync($"{Cell(cell)}.querySelector('.CodeMirror').CodeMirror.setValue(arguments[0]);", JsonValue.Create(code));

    /// <summary>The number beside a cell: * while it runs or waits.</summary>
    public Task WaitForPromptAsync(int cell, string number) =>
        browser.WaitAsync($@"{Cell(cell)}.querySelector('.input_prompt').innerText.replace(/\s/g, '') === 'In[{number}]:'");

    public Task WaitForTextAsync(int cell, string text) =>
        browser.WaitAsync($"{Cell(cell)}.querySelector('.output').innerText.includes({JsonValue.Create(text).ToJsonString()})");

    /// <summary>Waits for what is stored: its number, its words, and pictures that the browser can draw.</summary>
    public async Task ShouldShowAsync(NotebookCell stored)
    {
        await WaitForPromptAsync(stored.Number, $"{stored.ExecutionCount}");
        await WaitForTextAsync(stored.Number, WordsOf(stored));
        await browser.WaitAsync($"[...{Cell(stored.Number)}.querySelectorAll('.output img[src^=\"data:image/svg+xml\"]')]"
            + $".filter(picture => picture.complete && picture.naturalWidth > 0 && picture.width > 100).length === {PicturesOf(stored)}");
    }

    public Task ShouldHaveNoOutputAsync() => browser.WaitAsync("document.querySelectorAll('.code_cell .output_area').length === 0");

    /// <summary>Does what a test does; if it fails, keeps what the page looked like.</summary>
    public async Task WatchAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch
        {
            string picture = Path.Combine(JupyterHome.Root, "artifacts", "reports", "notebooks", $"{TestContext.Current.TestMethod?.MethodName}.png");
            await browser.SaveScreenshotAsync(picture);
            TestContext.Current.TestOutputHelper?.WriteLine($"what it looked like: {picture}");
            throw;
        }
    }

    /// <summary>The kernel's circle is open: it is there, and has nothing to do.</summary>
    private Task WaitForKernelAsync() => browser.WaitAsync("document.querySelector('#kernel_indicator_icon.kernel_idle_icon')");

    private static string Cell(int number) => $"document.querySelectorAll('.code_cell')[{number - 1}]";
}
