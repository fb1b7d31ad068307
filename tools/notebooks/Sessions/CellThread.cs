using System.Collections.Concurrent;
using System.Runtime;

namespace Workbook.Notebooks;

/// <summary>The thread on which cells run. Work on it can be stopped wherever it stands, even in an endless loop.</summary>
internal sealed class CellThread : IDisposable
{
    /// <summary>What stopping may take; only an endless <c>finally</c> or a system call that waits needs longer.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan BetweenInterruptions = TimeSpan.FromMilliseconds(20);

    private readonly BlockingCollection<Action> _work = [];
    private Thread _thread;

    public CellThread() => _thread = Start();

    public Pump Pump { get; } = new();

    /// <summary>Does some work there.</summary>
    /// <returns>Ends with the work; fails with an <see cref="OperationCanceledException"/> if that was stopped.</returns>
    public async Task RunAsync(Action work, CancellationToken token)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A token of our own: stopping holds the canceller up, who may have other things to do, and Run never
        // returns if it is given a token that cannot be cancelled.
        var stop = new CancellationTokenSource();
        await using var registration = token.UnsafeRegister(_ => Background(() => Stop(stop, done)), null);
        _work.Add(() => Run(work, done, stop.Token), CancellationToken.None);
        await done.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private static void Run(Action work, TaskCompletionSource done, CancellationToken token)
    {
        try
        {
#pragma warning disable SYSLIB0046 // What a stopped cell leaves half done is its own variables; without it, a loop that never ends would cost the whole session.
            ControlledExecution.Run(work, token);
#pragma warning restore SYSLIB0046
            done.TrySetResult();
        }
        catch (Exception e)
        {
            done.TrySetException(token.IsCancellationRequested ? new OperationCanceledException(token) : e);
        }
    }

    /// <summary>Ends the work: by an exception out of nothing if it computes, by an interruption if it waits.</summary>
    private void Stop(CancellationTokenSource stop, TaskCompletionSource done)
    {
        Background(stop.Cancel);
        IAsyncResult end = done.Task;
        for (TimeSpan waited = default; waited < Grace; waited += BetweenInterruptions)
        {
            _thread.Interrupt();
            if (end.AsyncWaitHandle.WaitOne(BetweenInterruptions))
                return;
        }
        // It cannot be ended, so it is left behind.
        _thread = Start();
        done.TrySetException(new OperationCanceledException(stop.Token));
    }

    private Thread Start() => Background(Work);

    private static Thread Background(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true, Name = "notebook" };
        thread.UnsafeStart();
        return thread;
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
                work();
            }
            catch (ThreadInterruptedException)
            {
                // Meant for work that ended in the same moment.
            }
        }
        while (_thread == Thread.CurrentThread);
    }
}
