using System.Collections.Concurrent;
using System.Runtime;

namespace Workbook.Notebooks;

/// <summary>The thread on which cells run. Work on it can be stopped wherever it stands, even in an endless loop.</summary>
internal sealed class CellThread : IDisposable
{
    /// <summary>A loop of the cell's own has ended by then (CellGuard.cs), and so has a wait.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(150);

    /// <summary>Only an endless <c>finally</c> or a system call that waits needs longer.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    private readonly BlockingCollection<Action> _work = [];
    private volatile Thread _thread;
    private volatile bool _wasInterrupted;
    // Not the caller's token: with one that cannot be cancelled, ControlledExecution.Run never returns.
    private CancellationTokenSource _abort = new();

    public CellThread() => _thread = Start(Work);

    public Pump Pump { get; } = new();

    /// <summary>Does some work there. Only one may be under way.</summary>
    /// <returns>Ends with the work, and fails as it does; at the latest some time after it was stopped.</returns>
    public async Task RunAsync(Action work, CancellationToken token)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task stopping = Task.CompletedTask;
        var registration = token.UnsafeRegister(_ =>
        {
            CellGuard.Ask();
            stopping = Task.Factory.StartNew(() => Stop(done), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }, null);
        _work.Add(() => Run(work, done), CancellationToken.None);
        try
        {
            await done.Task;
        }
        finally
        {
            // Or it would stop the next one too.
            await registration.DisposeAsync();
            await stopping;
        }
    }

    public void Dispose() => _work.CompleteAdding();

    private void Run(Action work, TaskCompletionSource done)
    {
        try
        {
#pragma warning disable SYSLIB0046 // A last resort, but without it a chapter's loop that never ends would cost the whole session.
            ControlledExecution.Run(work, _abort.Token);
#pragma warning restore SYSLIB0046
            done.TrySetResult();
        }
        catch (Exception e)
        {
            done.TrySetException(e);
        }
    }

    /// <summary>Ends the work: waits are interrupted; what computes gets an exception out of nothing, if it comes to that.</summary>
    /// <remarks>That may hit the runtime where it hurts, in the middle of a lock above all; so it comes last.</remarks>
    private void Stop(TaskCompletionSource done)
    {
        CancellationTokenSource abort = _abort;
        for (TimeSpan waited = Between; waited < Grace; waited += Between)
        {
            if (((IAsyncResult)done.Task).AsyncWaitHandle.WaitOne(Between))
                return;
            _wasInterrupted = true;
            _thread.Interrupt();
            if (waited < Patience || abort.IsCancellationRequested)
                continue;
            _abort = new CancellationTokenSource();
            // It holds its caller up until it has come to pass.
            Start(abort.Cancel);
        }
        // It cannot be ended, so it is left behind.
        _thread = Start(Work);
        done.TrySetException(new OperationCanceledException());
    }

    private void Work()
    {
        SynchronizationContext.SetSynchronizationContext(Pump);
        do
        {
            try
            {
                if (!_work.TryTake(out Action? work, Timeout.Infinite))
                    return;
                ForgetInterruption();
                work();
            }
            catch (ThreadInterruptedException)
            {
                // Meant for work that ended in the same moment.
            }
        }
        while (_thread == Thread.CurrentThread);
    }

    private void ForgetInterruption()
    {
        if (!_wasInterrupted)
            return;
        _wasInterrupted = false;
        try
        {
            Thread.Sleep(1);
        }
        catch (ThreadInterruptedException)
        {
            // That was it.
        }
    }

    private static Thread Start(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true, Name = "notebook" };
        thread.UnsafeStart();
        return thread;
    }
}
