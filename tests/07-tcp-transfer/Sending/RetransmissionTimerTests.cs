using Workbook.Basics;
using static Workbook.Tcp.Tests.Sending.Wire;

namespace Workbook.Tcp.Tests.Sending;

public class RetransmissionTimerTests
{
    // Without a sample the timeout is 3 s.
    private static RetransmissionTimer Started(int tries = 15, double? userTimeout = null)
    {
        var patience = new Patience(tries, userTimeout is { } seconds ? Seconds(seconds) : null);
        var timer = new RetransmissionTimer(new RoundTrip(new TransferOptions(), null), patience);
        timer.Start(At(10));
        return timer;
    }

    [Fact, Exercise("7.13"), Requirement("RFC6298", "5.4")]
    public void It_expires_at_its_deadline_and_not_before()
    {
        RetransmissionTimer timer = Started();
        timer.Deadline.ShouldBe(At(13));
        timer.Expire(Before(At(13))).ShouldBeFalse();
        timer.Retries.ShouldBe(0);
        timer.Expire(At(13)).ShouldBeTrue();
        timer.Retries.ShouldBe(1);
        timer.TimedOut.ShouldBeFalse();
    }

    [Fact, Exercise("7.13"), Requirement("RFC6298", "5.5"), Requirement("RFC6298", "5.6"), Requirement("RFC9293", "MUST-19")]
    public void Each_expiry_doubles_the_wait_up_to_a_minute()
    {
        RetransmissionTimer timer = Started();
        var waits = new List<double>();
        for (Instant now = timer.Deadline; waits.Count < 7; now = timer.Deadline)
        {
            timer.Expire(now).ShouldBeTrue();
            timer.Expire(Before(timer.Deadline)).ShouldBeFalse();
            waits.Add((timer.Deadline - now).TotalSeconds);
        }
        waits.ShouldBe([6, 12, 24, 48, 60, 60, 60]);
    }

    [Fact, Exercise("7.13")]
    [Requirement("RFC9293", "MUST-20"), Requirement("RFC9293", "SHLD-10"), Requirement("RFC9293", "SHLD-11")]
    public void After_the_last_try_it_gives_up_long_after_a_hundred_seconds()
    {
        RetransmissionTimer timer = Started();
        Instant now = At(10);
        for (int i = 1; i <= 15; i++)
        {
            now = timer.Deadline;
            timer.Expire(now).ShouldBeTrue();
            timer.Retries.ShouldBe(i);
        }
        now = timer.Deadline;
        timer.Expire(Before(now)).ShouldBeFalse();
        timer.TimedOut.ShouldBeFalse();
        timer.Expire(now).ShouldBeFalse();
        timer.TimedOut.ShouldBeTrue();
        timer.Deadline.ShouldBe(Instant.Never);
        (now - At(10)).ShouldBeGreaterThan(Seconds(100));
        RetransmissionTimer.R1.ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact, Exercise("7.13"), Requirement("RFC9293", "MUST-21"), Requirement("RFC5482", "3")]
    public void A_user_timeout_takes_the_place_of_the_tries_and_is_kept_to_the_tick()
    {
        RetransmissionTimer timer = Started(tries: 1, userTimeout: 20);
        timer.Expire(At(13)).ShouldBeTrue();
        timer.Expire(At(19)).ShouldBeTrue();
        timer.Deadline.ShouldBe(At(30));
        timer.Expire(Before(At(30))).ShouldBeFalse();
        timer.TimedOut.ShouldBeFalse();
        timer.Expire(At(30)).ShouldBeFalse();
        timer.TimedOut.ShouldBeTrue();
    }

    [Fact, Exercise("7.13"), Requirement("RFC6298", "5.3")]
    public void Progress_begins_the_count_anew()
    {
        RetransmissionTimer timer = Started(tries: 2);
        timer.Expire(At(13)).ShouldBeTrue();
        timer.Expire(At(19)).ShouldBeTrue();
        timer.Restart(At(20));
        timer.Retries.ShouldBe(0);
        timer.Deadline.ShouldBe(At(32));            // the back-off stays until there is a sample
        timer.Expire(At(32)).ShouldBeTrue();
        timer.TimedOut.ShouldBeFalse();
    }

    [Fact, Requirement("RFC6298", "5.1"), Requirement("RFC6298", "5.2")]
    public void It_starts_once_and_stops()
    {
        RetransmissionTimer timer = Started();
        timer.Start(At(11));
        timer.Deadline.ShouldBe(At(13));
        timer.Stop();
        timer.Deadline.ShouldBe(Instant.Never);
        timer.Start(At(12));
        timer.Deadline.ShouldBe(At(15));
    }
}
