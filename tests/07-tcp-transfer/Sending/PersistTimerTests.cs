using Workbook.Basics;
using static Workbook.Tcp.Tests.Sending.Wire;

namespace Workbook.Tcp.Tests.Sending;

public class PersistTimerTests
{
    // Without a sample the timeout is 3 s.
    private static PersistTimer Started(int tries = 15, double? userTimeout = null)
    {
        var options = new TransferOptions();
        var patience = new Patience(tries, userTimeout is { } seconds ? Seconds(seconds) : null);
        var timer = new PersistTimer(new RoundTrip(options, null), patience, options.MaximumRto);
        timer.Start(At(10));
        return timer;
    }

    [Fact, Exercise("7.15")]
    [Requirement("RFC9293", "MUST-36"), Requirement("RFC9293", "SHLD-29"), Requirement("RFC9293", "SHLD-30")]
    public void The_first_probe_goes_after_one_timeout_and_the_next_ever_later()
    {
        PersistTimer timer = Started();
        timer.Deadline.ShouldBe(At(13));
        timer.Expire(Before(At(13))).ShouldBeFalse();
        var waits = new List<double>();
        for (Instant now = timer.Deadline; waits.Count < 6; now = timer.Deadline)
        {
            timer.Expire(now).ShouldBeTrue();
            timer.Answered(now);
            waits.Add((timer.Deadline - now).TotalSeconds);
        }
        waits.ShouldBe([6, 12, 24, 48, 60, 60]);
        timer.Probes.ShouldBe(6);
    }

    [Fact, Exercise("7.15"), Requirement("RFC9293", "MUST-37"), Requirement("RFC9293", "MUST-35")]
    public void While_the_peer_answers_it_never_gives_up()
    {
        PersistTimer timer = Started(tries: 2, userTimeout: 30);
        for (int i = 0; i < 1000; i++)
        {
            Instant now = timer.Deadline;
            timer.Expire(now).ShouldBeTrue();
            timer.Answered(now + Seconds(0.1));
        }
        timer.TimedOut.ShouldBeFalse();
    }

    [Fact, Exercise("7.15")]
    public void Unanswered_probes_end_after_the_last_try()
    {
        PersistTimer timer = Started(tries: 2);
        timer.Expire(At(13)).ShouldBeTrue();
        timer.Expire(At(19)).ShouldBeTrue();
        timer.Expire(Before(At(31))).ShouldBeFalse();
        timer.TimedOut.ShouldBeFalse();
        timer.Expire(At(31)).ShouldBeFalse();
        timer.TimedOut.ShouldBeTrue();
        timer.Deadline.ShouldBe(Instant.Never);
    }

    [Fact, Exercise("7.15"), Requirement("RFC9293", "MUST-21")]
    public void A_user_timeout_counts_from_the_last_answer_once_a_probe_is_unanswered()
    {
        PersistTimer timer = Started(userTimeout: 10);
        timer.Expire(At(13)).ShouldBeTrue();
        timer.Answered(At(14));
        timer.Expire(At(19)).ShouldBeTrue();
        timer.Deadline.ShouldBe(At(24));
        timer.Expire(At(24)).ShouldBeFalse();
        timer.TimedOut.ShouldBeTrue();
    }

    [Fact, Exercise("7.15"), Requirement("RFC9293", "MUST-21")]
    public void A_user_timeout_shorter_than_the_first_wait_leaves_time_for_an_answer()
    {
        PersistTimer timer = Started(userTimeout: 2);
        timer.Expire(At(13)).ShouldBeTrue();
        timer.Deadline.ShouldBe(At(19));
        timer.Expire(At(19)).ShouldBeFalse();
        timer.TimedOut.ShouldBeTrue();
    }

    [Fact]
    public void It_starts_once_and_stops()
    {
        PersistTimer timer = Started();
        timer.Start(At(11));
        timer.Deadline.ShouldBe(At(13));
        timer.Stop();
        timer.Deadline.ShouldBe(Instant.Never);
    }
}
