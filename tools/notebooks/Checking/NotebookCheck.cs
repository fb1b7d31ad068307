namespace Workbook.Notebooks;

/// <summary>What was found wrong with a notebook.</summary>
/// <param name="Summary">One line; names the cell.</param>
/// <param name="Details">What differs, line by line; may be empty.</param>
public sealed record NotebookFinding(string Summary, IReadOnlyList<string> Details);

/// <summary>Whether a notebook shows what is stored in it.</summary>
/// <param name="root">The workbook's directory.</param>
public sealed class NotebookCheck(string root)
{
    /// <returns>Findings; none if the notebook is as it should be.</returns>
    public async Task<IReadOnlyList<NotebookFinding>> RunAsync(Notebook notebook, CancellationToken token)
    {
        var findings = NotebookLint.Inspect(notebook).Select(offence => new NotebookFinding(offence.ToString(), [])).ToList();
        var runs = await new NotebookRunner(root).RunAsync(notebook, token);
        foreach (CellRun run in runs)
        {
            if (run.Problem is { } problem)
                findings.Add(new NotebookFinding(problem, []));
            else if (Drift.Find(run.Cell.Outputs, run.Outputs) is { } drift)
                findings.Add(new NotebookFinding($"{run.Cell}: {drift[0]}", [.. drift.Skip(1)]));
        }
        return findings;
    }
}
