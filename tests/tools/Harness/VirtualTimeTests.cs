using Workbook.Basics;

namespace Workbook.Tools.Tests.Harness;

public class VirtualTimeTests
{
    private readonly VirtualTime _time = new();
    private readonly List<Instant> _ticks = [];
    private Instant _deadline = Instant.FromSeconds(1);

    private void AddRepeating(double seconds) => _time.Add(() => _deadline, now =>
    {
        _ticks.Add(now);
        _deadline = now + TimeSpan.FromSeconds(seconds);
    });

    [Fact]
    public void Time_jumps_from_deadline_to_deadline()
    {
        AddRepeating(1);
        _time.RunUntil(Instant.FromSeconds(3));
        _ticks.ShouldBe([Instant.FromSeconds(1), Instant.FromSeconds(2), Instant.FromSeconds(3)]);
        _time.RunFor(TimeSpan.FromSeconds(0.999));
        _ticks.Count.ShouldBe(3);
        _time.Now.ShouldBe(Instant.FromSeconds(3.999));
    }

    [Fact]
    public void Waiting_for_something_stops_when_it_has_come()
    {
        AddRepeating(1);
        _time.RunUntil(() => _ticks.Count == 5, TimeSpan.FromSeconds(10));
        _time.Now.ShouldBe(Instant.FromSeconds(5));
    }

    [Fact]
    public void Waiting_for_something_that_does_not_come_says_what()
    {
        AddRepeating(7);
        Should.Throw<TimeoutException>(() => _time.RunUntil(() => _ticks.Count == 5, TimeSpan.FromSeconds(10))).Message.ShouldBe(
            "not within 10 s of virtual time (since 0.000000s): () => _ticks.Count == 5; the next deadline is 15.000000s");
    }

    [Fact]
    public void A_deadline_that_stays_in_the_past_is_a_mistake()
    {
        AddRepeating(0);
        Should.Throw<InvalidOperationException>(() => _time.RunUntil(Instant.FromSeconds(2)))
            .Message.ShouldStartWith("time stands still at 1.000000s");
    }
}
