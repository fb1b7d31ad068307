namespace Workbook.Notebooks.Kernel;

/// <summary>Runs the cells that execute_request brings, and can be told to stop the one that runs.</summary>
/// <param name="session">What runs them; may still be on its way when the first comes.</param>
internal sealed class CellRunner(Task<NotebookSession> session, Answers answers)
{
    private readonly StaleWarning _stale = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource? _running;
    private int _count;

    /// <summary>Sends what cells print, when told to.</summary>
    public OutputPump Output { get; } = new((run, output) => answers.PublishOutput(run.Parent, output, run.Count));

    /// <summary>Stops the cell that runs, if one does.</summary>
    public void Interrupt()
    {
        lock (_gate)
        {
            // Whoever cancels also runs what hangs on it, which stops another thread: not for the thread of the
            // sockets, and the pool's may all be busy with what the cell started.
            if (_running is { } running)
                new Thread(running.Cancel) { IsBackground = true, Name = "interrupt" }.Start();
        }
    }

    /// <returns>Whether the cells that wait behind it may run.</returns>
    public async Task<bool> RunAsync(Request request, ExecuteRequest content)
    {
        int count = content is { StoreHistory: true, Silent: false } ? ++_count : _count;
        var run = new Execution(request.RawHeader, count);
        if (!content.Silent)
            answers.Publish(request.RawHeader, "execute_input", new ExecuteInput(content.Code, count), WireJson.Default.ExecuteInput);
        ErrorOutput? error = null;
        bool succeeded = await RunAsync(content.Code, count, output =>
        {
            error = output as ErrorOutput ?? error;
            if (!content.Silent)
                Output.Add(run, output);
        });
        Output.Flush(all: true);
        Reply(request, succeeded ? "ok" : "error", succeeded ? null : error ?? new ErrorOutput("Error", "the cell failed", []));
        return succeeded || !content.StopOnError;
    }

    /// <summary>Another cell, before it, failed.</summary>
    public void Abort(Request request) => Reply(request, "aborted", null);

    private async Task<bool> RunAsync(string code, int count, Action<CellOutput> output)
    {
        CancellationTokenSource running = Begin();
        try
        {
            NotebookSession engine = await session;
            foreach (string warning in _stale.New(engine.StaleReferences()))
                output(new StreamOutput("stderr", warning + "\n"));
            return await engine.RunAsync(code, count, output, running.Token);
        }
        catch (Exception e)
        {
            // Before the cell, that is: what the cell throws is an output. The learner's own chapters may not compile.
            output(new ErrorOutput(e.GetType().Name, e.Message, [e.Message]));
            return false;
        }
        finally
        {
            lock (_gate)
                _running = null;
        }
    }

    private CancellationTokenSource Begin()
    {
        lock (_gate)
            return _running = new CancellationTokenSource();
    }

    private void Reply(Request request, string status, ErrorOutput? error) => answers.Reply(
        request,
        new ExecuteReply(status, _count, Answers.Nothing, [], error?.Name, error?.Value, error?.Traceback),
        WireJson.Default.ExecuteReply);
}

/// <summary>One run of one cell.</summary>
/// <param name="Parent">The header of the request, by which a client knows the cell.</param>
/// <param name="Count">Its number, as in <c>In [4]</c>.</param>
internal sealed record Execution(byte[] Parent, int Count);
