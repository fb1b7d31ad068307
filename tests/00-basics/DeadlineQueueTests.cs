namespace Workbook.Basics.Tests;

public class DeadlineQueueTests
{
    private sealed class Entry(Action<Instant> due) : Scheduled
    {
        protected override void OnDue(Instant now) => due(now);
    }

    [Fact]
    public void An_entry_is_called_at_its_time_and_not_before()
    {
        var queue = new DeadlineQueue();
        int calls = 0;
        queue.Schedule(new Entry(_ => calls++), new Instant(100));
        queue.RunDue(new Instant(99));
        calls.ShouldBe(0);
        queue.RunDue(new Instant(100));
        calls.ShouldBe(1);
        queue.RunDue(new Instant(1000));
        calls.ShouldBe(1);
        queue.Next.ShouldBe(Instant.Never);
    }

    [Fact]
    public void Moving_a_deadline_later_or_earlier_or_away_is_obeyed()
    {
        var queue = new DeadlineQueue();
        List<string> calls = [];
        Entry a = new(_ => calls.Add("a")), b = new(_ => calls.Add("b")), c = new(_ => calls.Add("c"));
        foreach (Entry entry in new[] { a, b, c })
            queue.Schedule(entry, new Instant(10));
        queue.Schedule(a, new Instant(20));
        queue.Schedule(b, new Instant(5));
        queue.Schedule(c, Instant.Never);
        queue.RunDue(new Instant(10));
        calls.ShouldBe(["b"]);
        queue.RunDue(new Instant(20));
        calls.ShouldBe(["b", "a"]);
    }

    [Fact]
    public void Any_sequence_of_moves_runs_everything_once_and_in_order() =>
        Gen.Select(Gen.Int[0, 15], Gen.Long[0, 100]).Array[1, 200].Sample(moves =>
        {
            var queue = new DeadlineQueue();
            var due = new Dictionary<int, long>();
            List<(int Id, long Time)> ran = [];
            Entry[] entries = [.. Enumerable.Range(0, 16).Select(id => new Entry(now => ran.Add((id, now.Ticks))))];
            foreach ((int id, long time) in moves)
            {
                queue.Schedule(entries[id], new Instant(time));
                due[id] = time;
            }
            for (long time = 0; time <= 100; time++)
                queue.RunDue(new Instant(time));
            return queue.Count == 0 && ran.Count == due.Count && ran.All(r => due[r.Id] == r.Time);
        });

    [Fact]
    public void Next_is_never_later_than_the_earliest_deadline()
    {
        var queue = new DeadlineQueue();
        Entry a = new(_ => { }), b = new(_ => { });
        queue.Schedule(a, new Instant(10));
        queue.Schedule(b, new Instant(20));
        queue.Schedule(a, new Instant(30));
        queue.Next.ShouldBe(new Instant(10));
        queue.RunDue(new Instant(10));
        queue.Next.ShouldBe(new Instant(20));
    }
}
