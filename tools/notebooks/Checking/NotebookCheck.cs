namespace Workbook.Notebooks;

/// <summary>What was found wrong with a notebook.</summary>
/// <param name="Summary">One line; names the cell.</param>
/// <param name="Details">What differs, line by line; may be empty.</param>
public sealed record NotebookFinding(string Summary, IReadOnlyList<string> Details);

/// <summary>Whether a notebook shows what is stored in it.</summary>
/// <param name="runner">Runs it.</param>
public sealed class NotebookCheck(NotebookRunner runner)
{
    /// <returns>Findings; none if the notebook is as it should be.</returns>
    /// <exception cref="InvalidDataException">What is stored are no outputs.</exception>
    public async Task<IReadOnlyList<NotebookFinding>> RunAsync(Notebook notebook, CancellationToken token)
    {
        var lint = Task.Run(() => NotebookLint.Inspect(notebook), token);
        var runs = await runner.RunAsync(notebook, token);
        return [.. (await lint).GroupBy(offence => (offence.Rule, offence.Message)).Select(Tell), .. runs.Select(Judge).OfType<NotebookFinding>()];
    }

    /// <summary>The same in many cells, which is usual for metadata, is said once.</summary>
    private static NotebookFinding Tell(IEnumerable<Offence> same) => new(
        $"{same.First()}{(same.Count() > 1 ? $" (and in cells {string.Join(", ", same.Skip(1).Select(offence => offence.Cell))})" : "")}", []);

    private static NotebookFinding? Judge(CellRun run)
    {
        if (run.Problem is { } problem)
            return new NotebookFinding(problem, []);
        return Drift.Find(run.Cell.Outputs, run.Outputs) is { } drift ? new NotebookFinding($"{run.Cell}: {drift[0]}", [.. drift.Skip(1)]) : null;
    }
}
