namespace Workbook.Notebooks.Tests;

/// <summary>Jupyter's own client runs every notebook with the workbook's kernel.</summary>
public class NbconvertTests(JupyterHome jupyter) : IClassFixture<JupyterHome>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static TheoryData<string> Notebooks => [.. Directory.GetFiles(Path.Combine(JupyterHome.Root, "notebooks"), "*.ipynb")
        .Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Notebooks))]
    public async Task What_nbconvert_gets_is_what_is_stored(string name)
    {
        string nbconvert = Needs.Programs("jupyter-nbconvert")[0];
        string source = Path.Combine(JupyterHome.Root, "notebooks", name + ".ipynb"), folder = jupyter.MakeFolder("executed");
        await using Child run = jupyter.Start(nbconvert, "--to", "notebook", "--execute", "--output-dir", folder,
            "--ExecutePreprocessor.startup_timeout=180", "--ExecutePreprocessor.timeout=120", source);
        await run.ShouldSucceedAsync(Patience);
        Differences(Notebook.Read(source), Notebook.Read(Path.Combine(folder, name + ".ipynb"))).ShouldBeEmpty();
    }

    private static IEnumerable<string> Differences(Notebook stored, Notebook executed)
    {
        executed.CodeCells.Count().ShouldBe(stored.CodeCells.Count());
        foreach (var (cell, now) in stored.CodeCells.Zip(executed.CodeCells))
        {
            if (now.ExecutionCount != cell.ExecutionCount)
                yield return $"{cell}: was run as number {now.ExecutionCount}, not {cell.ExecutionCount}";
            if (Drift.Find(cell.Outputs, now.Outputs) is { } drift)
                yield return $"{cell}: {string.Join('\n', drift)}";
        }
    }
}
