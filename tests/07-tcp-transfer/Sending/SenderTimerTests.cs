using Workbook.Basics;
using static Workbook.Tcp.Tests.Sending.Wire;

namespace Workbook.Tcp.Tests.Sending;

// A whole sender needs all of its parts; the estimate of the round trip is the first that it asks.
[Exercise("7.14")]
public class SenderTimerTests
{
    [Fact, Exercise("7.13"), Exercise("7.15"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC6298", "5.1"), Requirement("RFC6298", "5.4")]
    public void At_the_deadline_the_first_segment_goes_again_and_not_before()
    {
        var bench = new SenderBench(Agreement());
        bench.Sender.NextDeadline.ShouldBe(Instant.Never);
        bench.Write(3000).Send();
        bench.Sender.NextDeadline.ShouldBe(At(10.3));           // 0.1 + 4 * 0.05
        bench.ToDeadline().Send().ShouldBe("1000+1000R");
        bench.Sender.NextDeadline.ShouldBe(At(10.9));
        bench.ToDeadline().Send().ShouldBe("1000+1000R");
        bench.Sender.NextDeadline.ShouldBe(At(12.1));
    }

    [Fact, Exercise("7.13"), Exercise("7.15"), Exercise("7.16"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC6298", "5.2"), Requirement("RFC6298", "5.3")]
    public void An_acknowledgement_restarts_the_timer_and_the_last_one_stops_it()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(3000).Send();
        bench.Wait(0.1).Ack(2000);
        bench.Sender.NextDeadline.ShouldBe(At(10.1) + bench.Sender.RoundTrip.Rto);
        bench.Wait(0.01).Ack(2000);
        bench.Sender.NextDeadline.ShouldBe(At(10.1) + bench.Sender.RoundTrip.Rto);
        bench.Ack(4000);
        bench.Sender.NextDeadline.ShouldBe(Instant.Never);
    }

    [Fact, Exercise("7.13"), Exercise("7.15"), Exercise("7.17"), Exercise("7.18"), Exercise("7.19"), Exercise("7.20"), Requirement("RFC5681", "3.1"), Requirement("RFC9293", "MUST-19")]
    public void After_a_timeout_everything_goes_again_in_slow_start()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(10_000).Send();
        bench.ToDeadline().Send().ShouldBe("1000+1000R");
        bench.CwndSegments.ShouldBe(1);
        bench.Sender.Congestion.SlowStartThreshold.ShouldBe(5u * Mss);
        bench.Ack(2000);
        bench.Send().ShouldBe("2000+1000R 3000+1000R");
        bench.Ack(4000);
        bench.Send().ShouldBe("4000+1000R 5000+1000R 6000+1000R 7000+1000R");
        bench.Ack(11_000);
        bench.Send().ShouldBe("");
        bench.Sender.InRecovery.ShouldBeFalse();
        bench.Sender.Retransmissions.ShouldBe(7);
    }

    [Fact, Exercise("7.13"), Exercise("7.15"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC9293", "MUST-20"), Requirement("RFC9293", "SHLD-10"), Requirement("RFC9293", "SHLD-11")]
    public void Fifteen_retransmissions_and_long_after_a_hundred_seconds_it_gives_up()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(1).Send();
        for (int i = 1; i <= 15; i++)
        {
            bench.ToDeadline().Send().ShouldBe("1000+1PR");
            bench.Sender.InTrouble.ShouldBe(i >= 3);
        }
        bench.Sender.TimedOut.ShouldBeFalse();
        bench.ToDeadline().Send().ShouldBe("");
        bench.Sender.TimedOut.ShouldBeTrue();
        bench.Sender.NextDeadline.ShouldBe(Instant.Never);
        (bench.Now - At(10)).ShouldBeGreaterThan(Seconds(100));
    }

    [Fact, Exercise("7.13"), Exercise("7.15"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC9293", "MUST-21")]
    public void A_user_timeout_ends_it_to_the_tick()
    {
        var bench = new SenderBench(Agreement());
        bench.Sender.UserTimeout = Seconds(2);
        bench.Write(1).Send();
        while (bench.Sender.NextDeadline < At(12))
            bench.ToDeadline().Send().ShouldBe("1000+1PR");
        bench.Sender.NextDeadline.ShouldBe(At(12));
        bench.ToDeadline().Sender.TimedOut.ShouldBeTrue();
    }

    [Fact, Exercise("7.15"), Exercise("7.17"), Exercise("7.18"), Exercise("7.19"), Exercise("7.20"), Requirement("RFC6298", "3"), Requirement("RFC9293", "MUST-18")]
    public void What_was_sent_twice_gives_no_sample()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(1000).Send();
        bench.ToDeadline().Send();
        bench.Wait(0.05).Ack(2000);
        bench.Sender.RoundTrip.Smoothed.ShouldBe(Seconds(0.1));
        bench.Sender.RoundTrip.Rto.ShouldBe(Seconds(0.6));      // the back-off stays
        bench.Write(1000).Send();
        bench.Wait(0.18).Ack(3000);
        bench.Sender.RoundTrip.Smoothed.ShouldBe(Seconds(0.11));
        bench.Sender.RoundTrip.Rto.ShouldBeLessThan(Seconds(0.4));
    }

    [Fact, Exercise("7.15"), Exercise("7.17"), Exercise("7.18"), Exercise("7.19"), Exercise("7.20"), Requirement("RFC7323", "4.1")]
    public void With_timestamps_the_echo_tells_which_transmission_was_answered()
    {
        var bench = new SenderBench(Agreement(timestamps: true) with { TimestampOffset = 77 });
        bench.Write(1000).Send();
        bench.ToDeadline().Send();
        uint sent = TimestampClock.TSval(bench.Now, 77);
        bench.Wait(0.18).Ack(2000, options: new TcpOptions { HasTimestamps = true, TimestampEcho = sent });
        bench.Sender.RoundTrip.Smoothed.ShouldBe(Seconds(0.11));
        bench.Sender.RoundTrip.Rto.ShouldBeLessThan(Seconds(0.4));
    }

    [Fact, Exercise("7.15"), Exercise("7.17"), Exercise("7.18"), Exercise("7.19"), Exercise("7.20"), Requirement("RFC6298", "3")]
    public void An_echo_from_before_the_timeout_measures_our_own_waiting_and_does_not_count()
    {
        var bench = new SenderBench(Agreement(timestamps: true));
        uint sent = TimestampClock.TSval(bench.Now, 0);
        bench.Write(1000).Send();
        bench.ToDeadline().Send();
        bench.ToDeadline().Send();
        // The first has arrived, its ACK was lost; what repeats it changes no TS.Recent (RFC 7323 section 4.3).
        bench.Wait(0.1).Ack(2000, options: new TcpOptions { HasTimestamps = true, TimestampEcho = sent });
        bench.Sender.RoundTrip.Smoothed.ShouldBe(Seconds(0.1));
        bench.Sender.RoundTrip.Rto.ShouldBe(Seconds(1.2));      // the back-off stays until a sample that counts
        bench.Write(1000).Send();
        bench.Wait(0.1).Ack(3000, options: new TcpOptions { HasTimestamps = true, TimestampEcho = TimestampClock.TSval(bench.Now, 0) - 100 });
        bench.Sender.RoundTrip.Rto.ShouldBeLessThan(Seconds(0.4));
    }

    [Fact, Exercise("7.15"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC9293", "MUST-36"), Requirement("RFC9293", "SHLD-29"), Requirement("RFC9293", "SHLD-30")]
    public void A_closed_window_is_probed_after_one_timeout_with_one_byte_and_then_ever_more_slowly()
    {
        var bench = new SenderBench(Agreement(window: 1000));
        bench.Write(3000).Send().ShouldBe("1000+1000");
        bench.Ack(2000, 0);
        bench.Send().ShouldBe("");
        bench.Sender.NextDeadline.ShouldBe(bench.Now + bench.Sender.RoundTrip.Rto);
        bench.ToDeadline().Send().ShouldBe("2000+1");
        Instant first = bench.Now;
        bench.Ack(2000, 0);
        bench.ToDeadline().Send().ShouldBe("2000+1R");
        Instant second = bench.Now;
        bench.Ack(2000, 0);
        bench.ToDeadline().Send().ShouldBe("2000+1R");
        (bench.Now - second).ShouldBe((second - first) * 2);
        bench.Ack(2000, 1500);
        bench.Send().ShouldBe("2000+1R 2001+1000");
    }

    [Fact, Exercise("7.15"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC9293", "MUST-36")]
    public void A_peer_that_takes_the_probe_and_stays_closed_is_probed_with_the_next_byte()
    {
        var bench = new SenderBench(Agreement(window: 0));
        bench.Write(3000).Send().ShouldBe("");
        bench.ToDeadline().Send().ShouldBe("1000+1");
        bench.Ack(1001, 0);
        bench.ToDeadline().Send().ShouldBe("1001+1");
        bench.Ack(1002, 5000);
        bench.Send().ShouldBe("1002+1000 2002+1000");
    }

    [Fact, Exercise("7.15"), Exercise("7.19"), Requirement("RFC9293", "MUST-37"), Requirement("RFC9293", "MUST-35"), Requirement("RFC9293", "MAY-8")]
    public void A_window_may_stay_closed_for_an_hour()
    {
        var bench = new SenderBench(Agreement(window: 0));
        bench.Write(1).Send();
        for (int probes = 0; bench.Now < At(3700); probes++)
        {
            bench.ToDeadline().Send().ShouldBe(probes == 0 ? "1000+1P" : "1000+1PR");
            bench.Ack(1000, 0);
        }
        bench.Sender.TimedOut.ShouldBeFalse();
        bench.Ack(1000, 1000);
        bench.Send().ShouldBe("1000+1PR");
    }

    [Fact, Exercise("7.15")]
    public void A_peer_that_leaves_probes_unanswered_is_given_up()
    {
        var bench = new SenderBench(Agreement(window: 0));
        bench.Write(1).Send();
        for (int i = 0; i < 15; i++)
            bench.ToDeadline().Send().ShouldStartWith("1000+1P");
        bench.ToDeadline().Send().ShouldBe("");
        bench.Sender.TimedOut.ShouldBeTrue();
    }

    [Fact, Exercise("7.15"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC9293", "SHLD-17"), Requirement("RFC9293", "MUST-34")]
    public void A_window_shrunk_to_nothing_over_data_in_flight_is_probed_and_not_timed_out()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(3000).Send();
        bench.Ack(2000, 0);
        for (int i = 0; i < 40; i++)
        {
            bench.ToDeadline().Send().ShouldBe("2000+1R");
            bench.Ack(2000, 0);
        }
        bench.Sender.TimedOut.ShouldBeFalse();
        bench.Ack(2000, 5000);
        bench.Send().ShouldBe("2000+1000R 3000+1000PR");
    }

    [Fact, Exercise("7.15"), Exercise("7.19")]
    public void A_fin_into_a_closed_window_is_repeated_as_a_probe()
    {
        var bench = new SenderBench(Agreement(window: 0));
        bench.Sender.Finish();
        bench.Send().ShouldBe("1000+0F");
        for (int i = 0; i < 40; i++)
        {
            bench.ToDeadline().Send().ShouldBe("1000+0FR");
            bench.Ack(1000, 0);
        }
        bench.Ack(1001, 0);
        bench.Sender.AllAcknowledged.ShouldBeTrue();
        bench.Sender.NextDeadline.ShouldBe(Instant.Never);
    }

    [Fact, Exercise("7.15"), Exercise("7.17"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC5681", "4.1")]
    public void After_a_pause_the_window_restarts()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(10_000).Send();
        bench.Wait(0.1).Ack(11_000);
        bench.CwndSegments.ShouldBe(12);
        bench.Write(12_000).Send();
        bench.Ack(17_000);
        bench.Ack(23_000);
        bench.CwndSegments.ShouldBe(16);
        bench.Wait(bench.Sender.RoundTrip.Rto.TotalSeconds).Write(20_000).Send().Split(' ').Length.ShouldBe(16);
        bench.Ack(39_000);
        bench.Send();
        bench.Ack(43_000);
        bench.Wait(bench.Sender.RoundTrip.Rto.TotalSeconds + 0.001).Write(20_000).Send().Split(' ').Length.ShouldBe(10);
    }

    [Fact, Exercise("7.18"), Exercise("7.19"), Requirement("RFC7661", "4.3")]
    public void A_window_that_is_not_used_does_not_grow()
    {
        var bench = new SenderBench(Agreement());
        for (int i = 0; i < 50; i++)
        {
            bench.Write(4000).Send();
            bench.Ack(1000 + (i + 1) * 4000);
        }
        bench.CwndSegments.ShouldBe(10);
    }

    [Fact, Exercise("7.15"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC2923", "2.1")]
    public void Repeated_timeouts_of_large_segments_make_a_black_hole_suspect()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(3000).Send();
        bench.ToDeadline().Send();
        bench.Sender.SuspectBlackHole.ShouldBeFalse();
        bench.ToDeadline().Send();
        bench.Sender.SuspectBlackHole.ShouldBeTrue();
        bench.Sender.PathMtuChanged(536);
        bench.Send().ShouldBe("1000+536R");
        bench.Sender.SuspectBlackHole.ShouldBeFalse();
    }
}
