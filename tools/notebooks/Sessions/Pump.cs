using System.Collections.Concurrent;

namespace Workbook.Notebooks;

/// <summary>Brings what follows an <c>await</c> back to the cell's own thread, the one that can be stopped.</summary>
internal sealed class Pump : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];

    public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs what is posted until a task has ended.</summary>
    public void RunUntil(Task task)
    {
        task.ContinueWith(_ => Post(static _ => { }, null), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        while (!task.IsCompleted)
        {
            var (callback, state) = _queue.Take();
            callback(state);
        }
    }
}
