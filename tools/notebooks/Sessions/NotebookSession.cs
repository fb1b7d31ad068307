using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Notebooks;

/// <summary>Runs the cells of one notebook, each on what those before it have left.</summary>
/// <remarks>One cell runs at a time; a second call waits for the first.</remarks>
public sealed class NotebookSession : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly AssemblyStore _store = new();
    private readonly SessionOutput _output = new();
    private readonly CellThread _thread = new();
    private readonly CellCompiler _compiler;
    private readonly StackLines _stack;
    // The first place is for globals, which there are none of; then come the variables of each cell.
    private object?[] _states = [null];
    private CSharpCompilation? _last;

    public NotebookSession(SessionOptions options)
    {
        _compiler = new CellCompiler(options.Directory, _store);
        _stack = new StackLines(_store, options.Root);
        CellConsole.Install();
        _ = WarmUp.Done;
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="cell">The number that errors call it by.</param>
    /// <param name="output">Gets what it puts out as it comes: one at a time, but on the thread that wrote.</param>
    /// <param name="token">Stops the cell, whatever it does. The session lives on.</param>
    /// <returns>False after an error, which is the last output; then variables have what they were given so far.</returns>
    public async Task<bool> RunAsync(string code, int cell, Action<CellOutput> output, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        _output.Open(output);
        ErrorOutput? error = null;
        try
        {
            error = await Task.Run(() => RunAsync(code, cell, token), CancellationToken.None);
        }
        catch (Exception e)
        {
            error = token.IsCancellationRequested ? CellErrors.Interrupted(cell) : CellErrors.From(e, _stack, cell);
        }
        finally
        {
            _output.Close(error);
            _turn.Release();
        }
        return error is null;
    }

    /// <summary>Whether a text can be run, or needs another line first.</summary>
    public bool IsComplete(string code) => SyntaxFactory.IsCompleteSubmission(CellCompiler.Parse(code, ""));

    /// <summary>Names that fit at a place of a text, and the part of the text that they replace.</summary>
    public IReadOnlyList<string> Complete(string code, int position, out int start, out int end)
    {
        var names = Completion.At(_compiler.Prepare(CellCompiler.Parse(code, ""), _last), Math.Clamp(position, 0, code.Length), out TextSpan replaced);
        (start, end) = (replaced.Start, replaced.End);
        return names;
    }

    /// <summary>Assemblies that were built anew since a cell first referred to them.</summary>
    public IReadOnlyList<string> StaleReferences() => _store.FindStale();

    public ValueTask DisposeAsync()
    {
        _thread.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ErrorOutput?> RunAsync(string code, int cell, CancellationToken token)
    {
        await WarmUp.Done.WaitAsync(token);
        SyntaxTree tree = CellCompiler.Parse(code, $"cell {cell}");
        if (_compiler.Compile(tree, _last, out var errors, token) is not { } compiled)
            return CellErrors.From(errors);
        // Kept even if it fails half way: what it declared is there, as it would be in .NET Interactive.
        _last = compiled.Compilation;
        if (compiled.Start is not { } start)
            return null;
        Array.Resize(ref _states, _states.Length + 1);
        await _thread.RunAsync(() => Execute(start, compiled.HasResult, new CellScope(_output, token)), token);
        return null;
    }

    private void Execute(Func<object?[], Task<object?>> start, bool hasResult, CellScope scope)
    {
        scope.Enter();
        Task<object?> task = start(_states);
        _thread.Pump.RunUntil(task);
        object? value = task.GetAwaiter().GetResult();
        if (hasResult)
            scope.Write(new ResultOutput(Formatter.Format(value)));
    }
}
