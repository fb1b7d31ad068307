using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Workbook.Notebooks;

/// <summary>Runs the cells of one notebook, each on what those before it have left.</summary>
/// <remarks>One cell runs at a time; a second call waits for the first.</remarks>
public sealed class NotebookSession : IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly AssemblyStore _store = new();
    private readonly CellScope _scope = new();
    private readonly CellThread _thread = new();
    private readonly CellCompiler _compiler;
    private readonly SessionOptions _options;
    // The first place is for globals, which there are none of; then the variables of each cell that ran.
    private object?[] _states = [null];
    private CSharpCompilation? _last;

    public NotebookSession(SessionOptions options)
    {
        _options = options;
        _compiler = new CellCompiler(options.Directory, _store);
        CellConsole.Install();
    }

    /// <summary>Runs a cell.</summary>
    /// <param name="cell">The number that errors call it by.</param>
    /// <param name="output">Gets what it puts out as it comes: one at a time, but on the thread that wrote.</param>
    /// <param name="token">Stops the cell, whatever it does. The session lives on.</param>
    /// <returns>False after an error, which is the last output; then variables have what they were given so far.</returns>
    public async Task<bool> RunAsync(string code, int cell, Action<CellOutput> output, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        _scope.Open(output);
        try
        {
            CompiledCell? compiled = await Task.Run(() => Compile(code, cell, token), token);
            return compiled is not null && await ExecuteAsync(compiled, token);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            _scope.Write(new ErrorOutput("OperationCanceledException", $"cell {cell} was interrupted", [$"cell {cell} was interrupted"]));
            return false;
        }
        catch (Exception e)
        {
            _scope.Write(new ErrorOutput(e.GetType().Name, e.Message, [$"{e.GetType().Name}: {e.Message}"]));
            return false;
        }
        finally
        {
            _scope.Close();
            _turn.Release();
        }
    }

    /// <summary>Whether a text can be run, or needs another line first.</summary>
    public bool IsComplete(string code) => SyntaxFactory.IsCompleteSubmission(CellCompiler.Parse(code, ""));

    /// <summary>Names that fit at a place of a text, and the part of the text that they replace.</summary>
    public IReadOnlyList<string> Complete(string code, int position, out int start, out int end)
    {
        start = end = position;
        return [];
    }

    /// <summary>Assemblies that were built anew since a cell first referred to them.</summary>
    public IReadOnlyList<string> StaleReferences() => _store.FindStale();

    public ValueTask DisposeAsync()
    {
        _thread.Dispose();
        return ValueTask.CompletedTask;
    }

    private CompiledCell? Compile(string code, int cell, CancellationToken token)
    {
        CompiledCell? compiled = _compiler.Compile(_compiler.Prepare(CellCompiler.Parse(code, $"cell {cell}"), _last), out var errors, token);
        if (compiled is null)
            _scope.Write(new ErrorOutput("CompilationError", errors[0].GetMessage(), [.. errors.Select(error => error.ToString())]));
        return compiled;
    }

    private async Task<bool> ExecuteAsync(CompiledCell compiled, CancellationToken token)
    {
        Array.Resize(ref _states, _states.Length + 1);
        _last = compiled.Compilation;
        await _thread.RunAsync(() =>
        {
            _scope.Enter();
            Task<object?> task = compiled.Start(_states);
            _thread.Pump.RunUntil(task);
            object? value = task.GetAwaiter().GetResult();
            if (compiled.HasResult)
                _scope.Write(new ResultOutput(Formatter.Format(value)));
        }, token);
        return true;
    }
}
