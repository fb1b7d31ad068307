using System.Diagnostics;

namespace Workbook.Notebooks;

/// <summary>Runs a notebook from its first cell to its last, or to the first that does not do what it should.</summary>
public sealed class NotebookRunner
{
    private readonly string _root;

    /// <param name="root">The workbook's directory.</param>
    public NotebookRunner(string root)
    {
        _root = root;
        // There may be something to do before the first cell, and there are two processors.
        _ = WarmUp.Done;
    }

    /// <summary>What a cell may take. None should take a tenth of it.</summary>
    public TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <param name="began">Is told of a cell before it runs.</param>
    /// <param name="ended">Is told what became of it.</param>
    /// <param name="output">Gets what it puts out as it comes.</param>
    /// <returns>A run for each cell that ran; if one has a problem, it is the last.</returns>
    /// <exception cref="OperationCanceledException">It was interrupted; what the cell had put out until then has been told.</exception>
    public async Task<IReadOnlyList<CellRun>> RunAsync(
        Notebook notebook, CancellationToken token, Action<NotebookCell>? began = null, Action<CellRun>? ended = null, Action<CellOutput>? output = null)
    {
        await using var session = new NotebookSession(new SessionOptions(notebook.Directory, _root));
        var runs = new List<CellRun>();
        foreach (NotebookCell cell in notebook.CodeCells)
        {
            began?.Invoke(cell);
            CellRun run = await RunAsync(session, cell, output, token);
            runs.Add(run);
            ended?.Invoke(run);
            token.ThrowIfCancellationRequested();
            if (run.Problem is not null)
                break;
        }
        return runs;
    }

    private async Task<CellRun> RunAsync(NotebookSession session, NotebookCell cell, Action<CellOutput>? output, CancellationToken token)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(Limit);
        var outputs = new List<CellOutput>();
        long began = Stopwatch.GetTimestamp();
        bool succeeded = await session.RunAsync(cell.Source, cell.Number, what =>
        {
            outputs.Add(what);
            output?.Invoke(what);
        }, limit.Token);
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        string? problem = token.IsCancellationRequested ? $"{cell} was interrupted"
            : limit.IsCancellationRequested ? $"{cell} took longer than {Limit.TotalSeconds:0.#} s, and was stopped"
            : succeeded && cell.MustRaise ? $"{cell} is tagged {NotebookCell.Raises}, but raised nothing"
            : succeeded || cell.MustRaise ? null
            : Tell(cell, (ErrorOutput)outputs[^1]);
        return new CellRun(cell, OutputJson.Merge(outputs), took, problem);
    }

    private static string Tell(NotebookCell cell, ErrorOutput error) =>
        $"{cell} failed: {error.Name}: {error.Value}";
}
