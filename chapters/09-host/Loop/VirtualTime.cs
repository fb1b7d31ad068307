using System.Diagnostics;
using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Host;

/// <summary>
/// A clock that jumps: to wait means to be there. As the <see cref="TimeProvider"/> and the waiter of a loop it makes two
/// stacks live through a minute of TIME-WAIT in a microsecond, and the same way every time. Everything that concerns
/// the loop must run on the loop: another thread's work takes no virtual time, so nobody would wait for it.
/// </summary>
/// <param name="limit">How far the clock goes: a test that waits for what never happens shall end. Default: 24 hours.</param>
public sealed class VirtualTime(TimeSpan? limit = null) : TimeProvider, ILoopWaiter
{
    /// <summary>Real time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly TimeSpan _limit = limit ?? TimeSpan.FromHours(24);
    private readonly DeadlineQueue _timers = new();
    private readonly AutoResetEvent _woken = new(initialState: false);

    /// <summary>The present; begins at zero.</summary>
    public Instant Now { get; private set; } = Instant.Zero;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now.Ticks;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch + (Now - Instant.Zero);

    /// <summary>A timer of this clock, as <see cref="Task.Delay(TimeSpan, TimeProvider)"/> and cancellation after a time
    /// use it; its callback runs in a turn of the loop.</summary>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Jumps to the end of the timeout, or to the first timer before it.</summary>
    /// <exception cref="StalledException">There is nothing to wait for, or only what is beyond the limit.</exception>
    [StackTraceHidden]
    public void Wait(IReadOnlyList<ILink> links, TimeSpan timeout)
    {
        Instant until = Instant.Min(timeout == TimeSpan.MaxValue ? Instant.Never : Now + timeout, _timers.Next);
        // What went to another thread after all (a library's ContinueWith) may be just about to come back.
        if (until == Instant.Never && _woken.WaitOne(Patience))
            return;
        if (until == Instant.Never)
            throw new StalledException($"Nothing will ever happen again: no frame is under way, and no timer runs. Who waits for whom?\n{WhoWaits()}");
        if (until - Instant.Zero > _limit)
            throw new StalledException($"After {_limit} of virtual time it is still not done; next would be {until}.\n{WhoWaits()}");
        Now = Instant.Max(Now, until);
    }

    /// <summary>Asked when there is nothing to wait for: what the sockets of the loop are about.</summary>
    internal Func<string> WhoWaits { get; set; } = () => "";

    /// <summary>Runs the timers that are due; the loop calls it in each of its turns.</summary>
    internal void RunTimers() => _timers.RunDue(Now);

    public void Wake() => _woken.Set();

    public void Dispose() => _woken.Dispose();

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : Scheduled, ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            if (dueTime == Timeout.InfiniteTimeSpan)
                time._timers.Cancel(this);
            else
                time._timers.Schedule(this, time.Now + dueTime);
            return true;
        }

        protected override void OnDue(Instant now)
        {
            if (_period > TimeSpan.Zero)
                time._timers.Schedule(this, now + _period);
            callback(state);
        }

        public void Dispose() => time._timers.Cancel(this);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
