using System.Diagnostics;
using System.Threading.Tasks.Sources;
using Workbook.Basics;

namespace Workbook.Host;

/// <summary>
/// One asynchronous operation at a time, again and again: the object is the awaitable, the command that starts the operation
/// on the loop, and the entry in the loop's timeouts. So an operation costs no allocation once its object exists.
/// </summary>
/// <remarks>
/// Started on the loop it completes at once if it can, and its continuation runs inline, on the loop, when it cannot.
/// Started elsewhere it travels to the loop as a command, and its continuation never runs on the loop.
/// All methods but <see cref="Claim"/>, <see cref="Begin"/> and the awaiting belong to the loop. They are hidden from stack
/// traces, in which the lines of whoever awaits are of interest, and of what the operation does.
/// </remarks>
[StackTraceHidden]
internal abstract class LoopOperation<T>(StackLoop loop) : Scheduled, IValueTaskSource<T>, IValueTaskSource, ILoopCommand
{
    private static readonly Action<object?, CancellationToken> CancelRequested =
        static (operation, token) => ((LoopOperation<T>)operation!).RequestCancel(token);

    private ManualResetValueTaskSourceCore<T> _core;
    private CancellationTokenRegistration _registration;
    private CancellationToken _token;
    private TimeSpan _timeout;
    private int _claimed;

    protected StackLoop Loop => loop;

    /// <summary>On the loop, and not complete yet.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>Reserves the object; what the operation is about is written after this and before <see cref="Begin"/>.</summary>
    /// <exception cref="InvalidOperationException">The one before has not been awaited to its end.</exception>
    protected void Claim()
    {
        if (Interlocked.Exchange(ref _claimed, 1) != 0)
            throw new InvalidOperationException("One operation of a kind at a time: the one before has not been awaited yet.");
    }

    /// <param name="timeout">In the loop's time; <see cref="Timeout.InfiniteTimeSpan"/> for none.</param>
    /// <param name="token">Ends the waiting.</param>
    /// <returns>The version to make a <see cref="ValueTask{T}"/> of.</returns>
    protected short Begin(TimeSpan timeout, CancellationToken token)
    {
        (_timeout, _token) = (timeout, token);
        short version = _core.Version;
        if (loop.IsCurrent)
            Run();
        else
            loop.Post(this);
        return version;
    }

    /// <summary>Tries to do it.</summary>
    /// <returns>False: not yet.</returns>
    /// <exception cref="NetworkException">It will never work.</exception>
    protected abstract bool TryComplete(out T result);

    /// <summary>The operation has ended without success, by cancellation, timeout or the end of the loop.</summary>
    protected virtual void Abandoned()
    {
    }

    /// <summary>Forgets what the operation was about.</summary>
    protected virtual void Ended()
    {
    }

    public void Run()
    {
        IsWaiting = true;
        if (_token.IsCancellationRequested)
            Cancel(_token);
        else if (loop.StopReason is { } reason)
            Fail(reason);
        else if (!Advance())
            Arm();
    }

    public void Reject(Exception reason) => Complete(default!, NetworkException.Anew(reason));

    /// <summary>Something has changed: tries again if it is waiting.</summary>
    /// <returns>True if it has ended.</returns>
    public bool Advance()
    {
        if (!IsWaiting)
            return false;
        T result = default!;
        Exception? error = null;
        try
        {
            if (!TryComplete(out result))
                return false;
        }
        catch (Exception e)
        {
            error = e;
        }
        Complete(result, error);
        return true;
    }

    /// <summary>Ends the operation without success if it is waiting.</summary>
    public void Fail(Exception reason)
    {
        if (!IsWaiting)
            return;
        Abandoned();
        Complete(default!, NetworkException.Anew(reason));
    }

    protected override void OnDue(Instant now) => Fail(new NetworkException(Demux.SocketFailure.TimedOut));

    private void Arm()
    {
        if (_timeout >= TimeSpan.Zero)
            loop.Deadlines.Schedule(this, loop.Now + _timeout);
        if (_token.CanBeCanceled)
            _registration = _token.UnsafeRegister(CancelRequested, this);
    }

    // Always by way of the queue, even on the loop: registering may call back at once, in the midst of Arm.
    private void RequestCancel(CancellationToken token) => loop.Post(new Cancellation(this, token));

    private void Cancel(CancellationToken token)
    {
        // By now the object may serve another operation; if that one has the same token, it is meant as well.
        if (token == _token)
            Fail(new OperationCanceledException(token));
    }

    /// <summary>The last thing that touches this object for the sake of the operation: whoever awaits it may use the object again.</summary>
    private void Complete(T result, Exception? error)
    {
        IsWaiting = false;
        if (Due != Instant.Never)
            loop.Deadlines.Cancel(this);
        _registration.Unregister();
        (_registration, _token) = (default, default);
        Ended();
        if (error is null)
            _core.SetResult(result);
        else
            _core.SetException(error);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        _core.RunContinuationsAsynchronously = !loop.IsCurrent;
        // Code on the loop goes on there without being posted: that is where the completion will happen.
        if (loop.IsCurrent && SynchronizationContext.Current is LoopContext)
            flags &= ~ValueTaskSourceOnCompletedFlags.UseSchedulingContext;
        _core.OnCompleted(continuation, state, token, flags);
    }

    public T GetResult(short token)
    {
        if (_core.GetStatus(token) == ValueTaskSourceStatus.Pending)
            throw new InvalidOperationException("A ValueTask may be asked for its result only once it is complete.");
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            _core.Reset();
            Volatile.Write(ref _claimed, 0);
        }
    }

    void IValueTaskSource.GetResult(short token) => GetResult(token);

    private sealed class Cancellation(LoopOperation<T> operation, CancellationToken token) : ILoopCommand
    {
        public void Run() => operation.Cancel(token);

        public void Reject(Exception reason)
        {
        }
    }
}
