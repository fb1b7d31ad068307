namespace Workbook.Notebooks.Kernel;

/// <summary>
/// A kernel as Jupyter wants it (Jupyter messaging 5.3): cells and questions come in on the shell channel and are
/// answered one by one; what cannot wait for a cell's end comes on the control channel and is done at once.
/// </summary>
/// <remarks>
/// Three threads: that of the sockets, which never waits; the loop below, which answers; the session's own, in which
/// cells run.
/// </remarks>
public sealed class JupyterKernel : IDisposable
{
    private readonly TaskCompletionSource _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly KernelSockets _sockets;
    private readonly Answers _answers;
    private readonly CellRunner _cells;
    private readonly ShellLoop _shell;

    /// <param name="session">What runs the cells. The kernel answers while it is being made ready; a cell waits for it.</param>
    /// <exception cref="NetMQ.NetMQException">A port is taken.</exception>
    public JupyterKernel(ConnectionFile connection, Task<NotebookSession> session)
    {
        _sockets = new KernelSockets(connection, Discards) { Received = Receive };
        _answers = new Answers(_sockets.Send);
        _cells = new CellRunner(session, _answers);
        _shell = new ShellLoop(_cells, new ShellAnswers(session, _answers), _answers, Discards);
        _sockets.Ticked = () => _cells.Output.Flush();
    }

    /// <summary>Messages that were not looked at.</summary>
    public DiscardCounters Discards { get; } = new();

    /// <summary>Serves until a shutdown_request, or until the token says so.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        var thread = new Thread(_sockets.Run) { IsBackground = true, Name = "sockets" };
        thread.Start();
        _answers.PublishState([], "starting");
        _ = Task.Run(_shell.RunAsync, CancellationToken.None);
        await using (token.Register(() => _end.TrySetResult()))
            await _end.Task;
        Interrupt();
        _cells.Output.Close();
        _shell.Stop();
        _sockets.Stop();
        thread.Join();
    }

    /// <summary>Stops the cell that runs, if one does; from any thread.</summary>
    public void Interrupt() => _cells.Interrupt();

    public void Dispose() => _sockets.Dispose();

    /// <summary>On the sockets' thread.</summary>
    private void Receive(Request request)
    {
        switch (request.Header.MsgType)
        {
            case "interrupt_request":
                AtOnce(request, InterruptAtOnce);
                break;
            case "shutdown_request":
                AtOnce(request, ShutDown);
                break;
            case "kernel_info_request" when request.Channel == Channel.Control:
                AtOnce(request, _answers.KernelInfo);
                break;
            case not null when request.Channel == Channel.Shell:
                _shell.Add(request);
                break;
            default:
                Discards.Count(Discard.UnknownType);
                break;
        }
    }

    private void AtOnce(Request request, Action<Request> answer)
    {
        _answers.PublishState(request.RawHeader, "busy");
        answer(request);
        _answers.PublishState(request.RawHeader, "idle");
    }

    private void InterruptAtOnce(Request request)
    {
        Interrupt();
        _answers.Reply(request, new OkReply("ok"), WireJson.Default.OkReply);
    }

    private void ShutDown(Request request)
    {
        bool restart = WireJson.TryRead(request.Content, WireJson.Default.ShutdownRequest, out ShutdownRequest? content) && content.Restart;
        var reply = new ShutdownReply("ok", restart);
        _answers.Reply(request, reply, WireJson.Default.ShutdownReply);
        _answers.Publish(request.RawHeader, "shutdown_reply", reply, WireJson.Default.ShutdownReply);
        _end.TrySetResult();
    }
}
