namespace Workbook.Tcp.Tests;

public class ListenQueueTests
{
    [Fact, Exercise("6.11"), Requirement("RFC4987", "3.6")]
    public void Below_the_threshold_a_syn_is_kept_and_from_it_on_answered_with_a_cookie()
    {
        var queue = new ListenQueue<object>(backlog: 10, halfOpenLimit: 4, cookieThreshold: 2);
        queue.OnSyn().ShouldBe(Admission.HalfOpen);
        queue.TryAddHalfOpen(new object()).ShouldBeTrue();
        queue.ShouldUseCookie.ShouldBeFalse();
        queue.TryAddHalfOpen(new object()).ShouldBeTrue();
        queue.OnSyn().ShouldBe(Admission.Cookie);
        queue.ShouldUseCookie.ShouldBeTrue();
        queue.TryAddHalfOpen(new object()).ShouldBeFalse();
        queue.HalfOpenCount.ShouldBe(2);
    }

    [Fact, Exercise("6.11"), Requirement("RFC4987", "3.6")]
    public void Cookies_end_when_half_open_connections_do()
    {
        var queue = new ListenQueue<object>(backlog: 10, halfOpenLimit: 4, cookieThreshold: 1);
        var connection = new object();
        queue.TryAddHalfOpen(connection).ShouldBeTrue();
        queue.ShouldUseCookie.ShouldBeTrue();
        queue.Remove(connection).ShouldBeTrue();
        queue.ShouldUseCookie.ShouldBeFalse();
    }

    [Fact, Exercise("6.11")]
    public void Without_cookies_the_limit_of_half_open_connections_drops_the_syn()
    {
        var queue = new ListenQueue<object>(backlog: 10, halfOpenLimit: 2, cookieThreshold: int.MaxValue);
        queue.TryAddHalfOpen(new object()).ShouldBeTrue();
        queue.OnSyn().ShouldBe(Admission.HalfOpen);
        queue.TryAddHalfOpen(new object()).ShouldBeTrue();
        queue.OnSyn().ShouldBe(Admission.Drop);
        queue.TryAddHalfOpen(new object()).ShouldBeFalse();
        queue.HalfOpenCount.ShouldBe(2);
    }

    [Fact, Exercise("6.11")]
    public void A_cookie_needs_no_place_among_the_half_open_connections()
    {
        var queue = new ListenQueue<object>(backlog: 10, halfOpenLimit: 1, cookieThreshold: 1);
        queue.TryAddHalfOpen(new object()).ShouldBeTrue();
        queue.OnSyn().ShouldBe(Admission.Cookie);
    }

    [Fact, Exercise("6.11")]
    public void While_the_accept_queue_is_full_a_syn_is_dropped_even_in_a_flood()
    {
        var queue = new ListenQueue<object>(backlog: 1, halfOpenLimit: 4, cookieThreshold: 0);
        queue.OnSyn().ShouldBe(Admission.Cookie);
        queue.Complete(new object()).ShouldBeTrue();
        queue.OnSyn().ShouldBe(Admission.Drop);
        queue.TryAccept(out _).ShouldBeTrue();
        queue.OnSyn().ShouldBe(Admission.Cookie);
    }

    [Fact, Exercise("6.11")]
    public void A_connection_that_finds_the_accept_queue_full_stays_half_open_until_there_is_room()
    {
        var queue = new ListenQueue<string>(backlog: 1);
        queue.TryAddHalfOpen("first").ShouldBeTrue();
        queue.TryAddHalfOpen("second").ShouldBeTrue();
        queue.Complete("first").ShouldBeTrue();
        queue.HasRoom.ShouldBeFalse();
        queue.Complete("second").ShouldBeFalse();
        (queue.HalfOpenCount, queue.ReadyCount).ShouldBe((1, 1));

        queue.TryAccept(out string? accepted).ShouldBeTrue();
        accepted.ShouldBe("first");
        queue.Complete("second").ShouldBeTrue();
        (queue.HalfOpenCount, queue.ReadyCount).ShouldBe((0, 1));
    }

    [Fact]
    public void Connections_are_accepted_in_the_order_in_which_they_completed()
    {
        var queue = new ListenQueue<string>(backlog: 3);
        foreach (string name in (string[])["a", "b", "c"])
            queue.Complete(name).ShouldBeTrue();
        queue.Remove("b").ShouldBeTrue();
        queue.Remove("b").ShouldBeFalse();
        queue.TryAccept(out string? first).ShouldBeTrue();
        queue.TryAccept(out string? second).ShouldBeTrue();
        queue.TryAccept(out _).ShouldBeFalse();
        (first, second).ShouldBe(("a", "c"));
    }

    [Fact, Exercise("6.11")]
    public void A_listener_that_closes_gets_everything_back()
    {
        var queue = new ListenQueue<string>(backlog: 3);
        queue.TryAddHalfOpen("half").ShouldBeTrue();
        queue.Complete("ready").ShouldBeTrue();
        queue.Clear().ShouldBe(["half", "ready"]);
        (queue.HalfOpenCount, queue.ReadyCount).ShouldBe((0, 0));
    }

    [Fact]
    public void A_backlog_is_at_least_one() => Should.Throw<ArgumentOutOfRangeException>(() => new ListenQueue<object>(0));
}
