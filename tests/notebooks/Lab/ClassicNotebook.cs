namespace Workbook.Notebooks.Tests;

/// <summary>The classic Notebook's server with a browser before it, for all tests of a class; both start when the first one wants them.</summary>
public sealed class ClassicNotebook : IAsyncLifetime
{
    private readonly JupyterHome _jupyter = new();
    private NotebookServer? _server;
    private Browser? _browser;
    private int _copies;

    public ValueTask InitializeAsync() => _jupyter.InitializeAsync();

    /// <summary>Opens a copy of a notebook, from which the outputs are taken, and lets a test act as its reader.</summary>
    /// <param name="read">Gets the page, and the notebook with its outputs as they are stored.</param>
    internal async Task ReadAsync(string name, Func<NotebookPage, Notebook, Task> read)
    {
        var programs = Needs.Programs("jupyter-notebook", "chromedriver", "chromium");
        await Needs.ClassicNotebookAsync(_jupyter);
        _server ??= await NotebookServer.StartAsync(_jupyter, programs[0]);
        _browser ??= await Browser.StartAsync(_jupyter, programs[1], programs[2]);
        var page = new NotebookPage(_browser);
        await page.WatchAsync(async () =>
        {
            await page.OpenAsync(_server.AddressOf(_jupyter.Copy(name, $"copy-{++_copies}")));
            await read(page, Notebook.Read(Path.Combine(JupyterHome.Root, "notebooks", name + ".ipynb")));
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        await _jupyter.DisposeAsync();
    }
}
