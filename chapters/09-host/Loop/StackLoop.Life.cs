namespace Workbook.Host;

/// <content>How it begins, and how it ends: in good order, or by a mistake in a layer.</content>
public sealed partial class StackLoop
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Thread? _thread;
    private volatile bool _stopping;

    /// <summary>Ends when the loop does: well after <see cref="Dispose"/>, faulted after an exception in a layer.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Gives the loop a thread of its own.</summary>
    /// <exception cref="InvalidOperationException">It has one, or is driven by <see cref="RunUntil"/>.</exception>
    public void Start()
    {
        if (_thread is not null || Volatile.Read(ref _owner) != 0)
            throw new InvalidOperationException("The loop has a thread already.");
        ObjectDisposedException.ThrowIf(_stopping, this);
        _thread = new Thread(RunThread) { Name = "network stack", IsBackground = true };
        Volatile.Write(ref _owner, _thread.ManagedThreadId);
        _thread.Start();
    }

    /// <summary>Stops the loop and closes its stacks: their connections are reset, their links disposed, and whoever still
    /// waits for something gets an exception. Waits for the loop's thread unless called on it.</summary>
    public void Dispose()
    {
        _stopping = true;
        WakeUp();
        if (IsCurrent)
            return;
        if (_thread is { } thread)
            thread.Join();
        else if (Volatile.Read(ref _owner) != 0)
            Completion.ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        else
        {
            using (Enter())
                Stop(null);
        }
    }

    private void RunThread()
    {
        SynchronizationContext.SetSynchronizationContext(_context);
        try
        {
            while (!_stopping)
                Step();
            Stop(null);
        }
        catch (Exception)
        {
            // Told to everybody who waits, and to Completion.
        }
    }

    /// <summary>The end, orderly or not.</summary>
    private void Stop(Exception? fault)
    {
        _stopping = true;
        if (StopReason is not null)
            return;
        StopReason = fault is null
            ? new NetworkException(Demux.SocketFailure.Closed, "The loop of this stack has been disposed.")
            : new NetworkException(Demux.SocketFailure.Aborted, $"The loop of this stack has stopped: {fault.Message}", fault);
        foreach (NetworkStack stack in _stacks)
            stack.Close(StopReason, orderly: fault is null);
        Interlocked.MemoryBarrier();
        RejectCommands();
        if (fault is null)
            _completion.TrySetResult();
        else
            _completion.TrySetException(fault);
        lock (_waiter)
            _waiter.Dispose();
    }
}
