using System.Collections.Concurrent;
using Workbook.Link;

namespace Workbook.Host;

/// <content>What other threads may do: commands, waking, and who is the loop's thread.</content>
public sealed partial class StackLoop
{
    private readonly ConcurrentQueue<ILoopCommand> _commands = new();
    private readonly LoopContext _context;
    private readonly Action _linkReadable;
    private int _owner;
    private int _sleeping;

    /// <summary>Does this code run on the loop?</summary>
    public bool IsCurrent => Volatile.Read(ref _owner) == Environment.CurrentManagedThreadId;

    /// <summary>Why nothing works any more; null while the loop lives.</summary>
    internal Exception? StopReason { get; private set; }

    /// <summary>Starts an application on the loop: what it awaits of the stacks continues there, inline.</summary>
    /// <returns>Its end, awaitable from anywhere.</returns>
    public Task RunAsync(Func<Task> application)
    {
        if (IsCurrent)
            return application();
        if (Volatile.Read(ref _owner) == 0)
        {
            using (Enter())
                return application();
        }
        var command = new LoopApplication(application);
        Post(command);
        return command.Task;
    }

    /// <summary>Calls a function on the loop and waits for it: at once if this is the loop, or while nobody drives it.</summary>
    public T Invoke<T>(Func<T> function)
    {
        if (IsCurrent)
            return function();
        if (Volatile.Read(ref _owner) == 0)
        {
            using (Enter())
                return function();
        }
        return InvokeAsync(function).GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Invoke{T}"/>
    public void Invoke(Action action) => Invoke(() =>
    {
        action();
        return true;
    });

    /// <summary>Calls a function on the loop, and does not wait for it.</summary>
    public Task<T> InvokeAsync<T>(Func<T> function)
    {
        var call = new LoopCall<T>(function);
        if (IsCurrent)
            call.Run();
        else
            Post(call);
        return call.Task;
    }

    /// <summary>Has a command run in this turn or the next. From any thread.</summary>
    internal void Post(ILoopCommand command)
    {
        _commands.Enqueue(command);
        // Either the loop sees the command before it falls asleep, or we see that it sleeps.
        Interlocked.MemoryBarrier();
        if (StopReason is not null)
            RejectCommands();
        else if (Volatile.Read(ref _sleeping) == 1)
            WakeUp();
    }

    internal void Attach(ILink link)
    {
        _links.Add(link);
        link.Readable += _linkReadable;
        _more = true;
    }

    internal void Detach(ILink link)
    {
        _links.Remove(link);
        link.Readable -= _linkReadable;
    }

    private void RunCommands()
    {
        // Those that come meanwhile wait for the next turn, so that frames are not kept waiting.
        for (int count = _commands.Count; count > 0 && _commands.TryDequeue(out ILoopCommand? command); count--)
        {
            try
            {
                command.Run();
            }
            catch (Exception e) when (UnhandledException is { } handler)
            {
                handler(e);
            }
        }
    }

    private void RejectCommands()
    {
        while (_commands.TryDequeue(out ILoopCommand? command))
            command.Reject(StopReason!);
    }

    private bool TryFallAsleep()
    {
        Interlocked.Exchange(ref _sleeping, 1);
        if (_commands.IsEmpty && !_stopping)
            return true;
        WokenUp();
        return false;
    }

    private void WokenUp() => Volatile.Write(ref _sleeping, 0);

    private void WakeUp()
    {
        if (Interlocked.Exchange(ref _sleeping, 0) == 0)
            return;
        // The loop may have woken by itself and be about to end.
        lock (_waiter)
        {
            if (StopReason is null)
                _waiter.Wake();
        }
    }

    /// <summary>Makes this thread the loop's until the result is disposed.</summary>
    private Driver Enter()
    {
        int previous = Interlocked.CompareExchange(ref _owner, Environment.CurrentManagedThreadId, 0);
        if (previous != 0)
            throw new InvalidOperationException(IsCurrent ? "The loop is running already: await instead." : "Another thread drives this loop.");
        Now = ReadClock();
        var driver = new Driver(this, SynchronizationContext.Current);
        SynchronizationContext.SetSynchronizationContext(_context);
        return driver;
    }

    private readonly struct Driver(StackLoop loop, SynchronizationContext? before) : IDisposable
    {
        public void Dispose()
        {
            SynchronizationContext.SetSynchronizationContext(before);
            Volatile.Write(ref loop._owner, 0);
        }
    }
}
