using System.Diagnostics;
using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Host;

/// <summary>
/// The only thread of its stacks. One turn: take what the links have, run due timers and commands, let the applications
/// go on, send what there is to send; then wait. No frame, and no continuation of an application that runs here, is ever
/// handed from thread to thread. The clock is read once a turn and becomes <c>Instant now</c>.
/// </summary>
/// <remarks>
/// Either <see cref="Start"/> gives the loop a thread of its own, or <see cref="RunUntil"/> drives it on the caller's: then in
/// virtual time, if a <see cref="VirtualTime"/> was given. Stacks are safe to use from any thread; code that runs
/// on the loop (<see cref="RunAsync"/>) is spared every hand-off, but must not block.
/// </remarks>
public sealed partial class StackLoop : IDisposable
{
    private readonly TimeProvider _time;
    private readonly ILoopWaiter _waiter;
    private readonly VirtualTime? _virtualTime;
    private readonly long _origin;
    private readonly List<NetworkStack> _stacks = [];
    private readonly List<ILink> _links = [];
    private bool _more;

    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="waiter">Null: <paramref name="time"/> itself if it can wait, else whatever suits the operating system.</param>
    public StackLoop(TimeProvider? time = null, ILoopWaiter? waiter = null)
    {
        _time = time ?? TimeProvider.System;
        _waiter = waiter ?? _time as ILoopWaiter ?? (OperatingSystem.IsLinux() ? new PollWaiter() : new EventWaiter());
        _virtualTime = _waiter as VirtualTime;
        if (_virtualTime is not null)
            _virtualTime.WhoWaits = () => Situation.Describe([.. _stacks.SelectMany(stack => stack.Situations)]);
        _origin = _time.GetTimestamp();
        _context = new LoopContext(this);
        _linkReadable = () => _more = true;
    }

    /// <summary>The clock, for timers of the application: <c>Task.Delay(span, loop.Time)</c>.</summary>
    public TimeProvider Time => _time;

    /// <summary>When the turn that is going on began.</summary>
    public Instant Now { get; private set; } = Instant.Zero;

    /// <summary>Told of exceptions that posted code lets escape. With nobody to tell, they stop the loop: nothing is lost silently.</summary>
    public event Action<Exception>? UnhandledException;

    /// <summary>Timeouts of operations.</summary>
    internal DeadlineQueue Deadlines { get; } = new();

    /// <summary>Makes a stack that this loop drives.</summary>
    public NetworkStack CreateStack(StackOptions? options = null) => Invoke(() =>
    {
        var stack = new NetworkStack(options ?? new StackOptions(), this);
        _stacks.Add(stack);
        return stack;
    });

    /// <summary>Drives the loop on this thread until a task is complete, and throws what it threw.</summary>
    /// <exception cref="InvalidOperationException">Another thread drives the loop.</exception>
    /// <exception cref="StalledException">In virtual time: nothing is left that could complete the task.</exception>
    [StackTraceHidden]
    public void RunUntil(Task task)
    {
        using (Enter())
        {
            // It may be completed by another thread while the loop sleeps.
            if (!task.IsCompleted && _virtualTime is null)
                task.ContinueWith(static (_, loop) => ((StackLoop)loop!).WakeUp(), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            try
            {
                while (!task.IsCompleted && !_stopping)
                    Step(until: task);
            }
            catch (StalledException e)
            {
                // By now the loop has ended whoever waited, and the task with them: there is the line that waits in vain.
                throw e.At(task.Exception?.InnerException);
            }
            if (_stopping)
                Stop(null);
        }
        if (!task.IsCompleted)
            throw StopReason!;
        task.GetAwaiter().GetResult();
    }

    /// <summary>Starts an application on this thread, as the loop's, and drives the loop until it is done.</summary>
    [StackTraceHidden]
    public void Run(Func<Task> application)
    {
        Task task;
        using (Enter())
            task = application();
        RunUntil(task);
    }

    /// <inheritdoc cref="Run(Func{Task})"/>
    [StackTraceHidden]
    public T Run<T>(Func<Task<T>> application)
    {
        Task<T> task;
        using (Enter())
            task = application();
        RunUntil(task);
        return task.Result;
    }

    /// <summary>Drives the loop for a time.</summary>
    [StackTraceHidden]
    public void RunFor(TimeSpan span) => Run(() => Task.Delay(span, _time));

    /// <summary>One turn, and the wait for the next.</summary>
    [StackTraceHidden]
    private void Step(Task? until = null)
    {
        try
        {
            Turn();
            if (until is null || !until.IsCompleted)
                Wait();
        }
        catch (Exception e)
        {
            Stop(e);
            throw;
        }
    }

    [StackTraceHidden]
    private void Turn()
    {
        Instant now = Now = ReadClock();
        _more = false;
        foreach (NetworkStack stack in _stacks)
        {
            // Not |=, which would forget a frame that this stack's link hands to another stack meanwhile.
            if (stack.Receive(now))
                _more = true;
        }
        foreach (NetworkStack stack in _stacks)
            stack.Tick(now);
        Deadlines.RunDue(now);
        _virtualTime?.RunTimers();
        RunCommands();
        // An application that goes on here may well create another stack.
        for (int i = 0; i < _stacks.Count; i++)
            _stacks[i].Notify();
        foreach (NetworkStack stack in _stacks)
            stack.Flush(now);
    }

    [StackTraceHidden]
    private void Wait()
    {
        Instant next = Deadlines.Next;
        foreach (NetworkStack stack in _stacks)
            next = Instant.Min(next, stack.NextDeadline);
        if (!_more && next > Now && TryFallAsleep())
        {
            TimeSpan timeout = next == Instant.Never ? TimeSpan.MaxValue : next - ReadClock();
            if (timeout > TimeSpan.Zero)
                _waiter.Wait(_links, timeout);
            WokenUp();
        }
    }

    private Instant ReadClock() => Instant.Zero + _time.GetElapsedTime(_origin);
}
