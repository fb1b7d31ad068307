using Workbook.Link;

namespace Workbook.Host;

/// <summary>How a loop spends the time in which it has nothing to do.</summary>
public interface ILoopWaiter : IDisposable
{
    /// <summary>Returns when a link has something to read, after <see cref="Wake"/>, or when the time is over; or earlier.</summary>
    /// <param name="links">The links of all stacks. Only those with a <see cref="ILink.PollDescriptor"/> need watching:
    /// the others are fed by the thread that waits here.</param>
    /// <param name="timeout">More than zero; <see cref="TimeSpan.MaxValue"/> for ever.</param>
    void Wait(IReadOnlyList<ILink> links, TimeSpan timeout);

    /// <summary>Ends a <see cref="Wait"/> that is going on, or the next one. From any thread.</summary>
    void Wake();
}

/// <summary>Waits on an event: for stacks all of whose links are in memory, on any operating system.</summary>
public sealed class EventWaiter : ILoopWaiter
{
    private readonly AutoResetEvent _woken = new(initialState: false);

    public void Wait(IReadOnlyList<ILink> links, TimeSpan timeout)
    {
        // The event counts whole milliseconds: round up, so as not to spin through the last one.
        double milliseconds = Math.Ceiling(timeout.TotalMilliseconds);
        _woken.WaitOne(milliseconds >= int.MaxValue ? Timeout.Infinite : (int)milliseconds);
    }

    public void Wake() => _woken.Set();

    public void Dispose() => _woken.Dispose();
}
