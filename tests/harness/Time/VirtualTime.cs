using System.Runtime.CompilerServices;
using Workbook.Basics;

namespace Workbook.Harness;

/// <summary>
/// A clock that jumps from deadline to deadline. Whatever has a NextDeadline and a Tick is added; time then passes only
/// when a test says so, and each Tick happens at the very instant that was asked for.
/// </summary>
public sealed class VirtualTime(Instant start = default)
{
    private const int MostTicksAtOnce = 100_000;

    private readonly List<(Func<Instant> NextDeadline, Action<Instant> Tick)> _members = [];
    private int _ticksAtThisInstant;

    public Instant Now { get; private set; } = start;

    /// <summary>The earliest deadline of all members; <see cref="Instant.Never"/> if nothing is planned.</summary>
    public Instant NextDeadline
    {
        get
        {
            Instant next = Instant.Never;
            foreach (var member in _members)
                next = Instant.Min(next, member.NextDeadline());
            return next;
        }
    }

    public void Add(Func<Instant> nextDeadline, Action<Instant> tick) => _members.Add((nextDeadline, tick));

    /// <summary>Moves to the next deadline, if there is one up to <paramref name="end"/>, and ticks whoever asked for it.</summary>
    /// <returns>False if nothing is due up to <paramref name="end"/>; time stands still then.</returns>
    /// <exception cref="InvalidOperationException">A member's deadline stays in the past however often it is ticked.</exception>
    public bool RunNext(Instant end)
    {
        Instant due = Instant.Max(NextDeadline, Now);
        if (due > end || due == Instant.Never)
        {
            _ticksAtThisInstant = 0;
            return false;
        }
        MoveTo(due);
        if (++_ticksAtThisInstant > MostTicksAtOnce)
            throw new InvalidOperationException(
                $"time stands still at {Now}: after Tick({Now}) NextDeadline must be later than that, but it is {NextDeadline}");
        foreach (var (nextDeadline, tick) in _members)
        {
            if (nextDeadline() <= Now)
                tick(Now);
        }
        return true;
    }

    /// <summary>Runs what is due now, without letting time pass.</summary>
    public void Settle() => RunUntil(Now);

    public void RunFor(TimeSpan duration) => RunUntil(Now + duration);

    /// <summary>Runs everything due up to and including <paramref name="end"/>; <see cref="Now"/> is that afterwards.</summary>
    public void RunUntil(Instant end)
    {
        while (RunNext(end)) { }
        if (end > Now)
            MoveTo(end);
    }

    /// <summary>Runs deadline by deadline until the condition holds.</summary>
    /// <exception cref="TimeoutException">It does not hold within <paramref name="limit"/> of virtual time.</exception>
    public void RunUntil(Func<bool> condition, TimeSpan limit, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        Instant start = Now;
        while (!condition())
        {
            if (RunNext(start + limit))
                continue;
            string next = NextDeadline == Instant.Never ? "nothing more is planned" : $"the next deadline is {NextDeadline}";
            throw new TimeoutException($"not within {limit.TotalSeconds:0.######} s of virtual time (since {start}): {what}; {next}");
        }
    }

    private void MoveTo(Instant time)
    {
        if (time != Now)
            _ticksAtThisInstant = 0;
        Now = time;
    }
}
