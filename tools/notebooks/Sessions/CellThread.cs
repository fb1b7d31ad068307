using System.Collections.Concurrent;
using System.Runtime;

namespace Workbook.Notebooks;

/// <summary>The thread on which cells run. Work on it can be stopped wherever it stands, even in an endless loop.</summary>
internal sealed class CellThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    private readonly Thread _thread;

    public CellThread()
    {
        _thread = new Thread(Work) { IsBackground = true, Name = "notebook cell" };
        _thread.Start();
    }

    public Pump Pump { get; } = new();

    /// <summary>Does some work there.</summary>
    /// <returns>Ends with the work; fails with an <see cref="OperationCanceledException"/> if that was stopped.</returns>
    public async Task RunAsync(Action work, CancellationToken token)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        // A token of our own: stopping holds the canceller up, who may have other things to do, and Run never
        // returns if it is given a token that cannot be cancelled.
        var stop = new CancellationTokenSource();
        await using var registration = token.UnsafeRegister(_ => new Thread(() => Stop(stop, done.Task)) { IsBackground = true }.Start(), null);
        _work.Add(() => Run(work, done, stop.Token), CancellationToken.None);
        await done.Task;
    }

    /// <summary>Ends the work: by an exception out of nothing if it computes, by an interruption if it sleeps.</summary>
    private void Stop(CancellationTokenSource stop, Task done)
    {
        var interruption = new Thread(() =>
        {
            while (!((IAsyncResult)done).AsyncWaitHandle.WaitOne(20))
                _thread.Interrupt();
        }) { IsBackground = true };
        interruption.Start();
        stop.Cancel();
    }

    public void Dispose() => _work.CompleteAdding();

    private static void Run(Action work, TaskCompletionSource done, CancellationToken token)
    {
        try
        {
#pragma warning disable SYSLIB0046 // What a stopped cell leaves half done is its own variables; without it, a loop that never ends would cost the whole session.
            ControlledExecution.Run(work, token);
#pragma warning restore SYSLIB0046
            done.SetResult();
        }
        catch (Exception e)
        {
            done.SetException(token.IsCancellationRequested ? new OperationCanceledException(token) : e);
        }
    }

    private void Work()
    {
        SynchronizationContext.SetSynchronizationContext(Pump);
        while (true)
        {
            try
            {
                if (!_work.TryTake(out Action? work, Timeout.Infinite))
                    return;
                work();
            }
            catch (ThreadInterruptedException)
            {
                // Meant for work that has ended in the same moment.
            }
        }
    }
}
