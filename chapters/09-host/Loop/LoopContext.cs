namespace Workbook.Host;

/// <summary>Brings continuations of code that was started on a loop back to that loop.</summary>
internal sealed class LoopContext(StackLoop loop) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => loop.Post(new Callback(d, state));

    public override void Send(SendOrPostCallback d, object? state) => loop.Invoke(() => d(state));

    public override SynchronizationContext CreateCopy() => this;

    private sealed class Callback(SendOrPostCallback callback, object? state) : ILoopCommand
    {
        public void Run() => callback(state);

        // Whoever awaited something else than the stack would hang if its continuation were forgotten.
        public void Reject(Exception reason) => ThreadPool.UnsafeQueueUserWorkItem(static c => c.Run(), this, preferLocal: false);
    }
}
