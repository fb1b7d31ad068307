namespace Workbook.Host;

/// <summary>Something to be done on the loop. Operations are their own commands, so that asking costs no allocation.</summary>
internal interface ILoopCommand
{
    void Run();

    /// <summary>Instead of <see cref="Run"/>, on any thread, if the loop has stopped before it came to it.</summary>
    void Reject(Exception reason);
}

/// <summary>A function to be called on the loop, and a task for those who wait for what it returns.</summary>
internal sealed class LoopCall<T>(Func<T> call) : TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously), ILoopCommand
{
    public void Run()
    {
        try
        {
            SetResult(call());
        }
        catch (Exception e)
        {
            SetException(e);
        }
    }

    public void Reject(Exception reason) => SetException(reason);
}

/// <summary>An application to be started on the loop, and a task for those who wait for its end elsewhere.</summary>
internal sealed class LoopApplication(Func<Task> application) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), ILoopCommand
{
    // Returns to nobody: every exception goes to the task.
    public async void Run()
    {
        try
        {
            await application();
            SetResult();
        }
        catch (OperationCanceledException e)
        {
            SetCanceled(e.CancellationToken);
        }
        catch (Exception e)
        {
            SetException(e);
        }
    }

    public void Reject(Exception reason) => SetException(reason);
}
