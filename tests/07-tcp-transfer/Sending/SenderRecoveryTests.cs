using static Workbook.Tcp.Tests.Sending.Wire;

namespace Workbook.Tcp.Tests.Sending;

// A whole sender needs all of its parts; the estimate of the round trip is the first that it asks.
[Exercise("7.14")]
public class SenderRecoveryTests
{
    private static SenderBench TenInFlight(bool sack = false)
    {
        var bench = new SenderBench(Agreement(sack: sack));
        bench.Write(30_000).Send().Split(' ').Length.ShouldBe(10);
        return bench;
    }

    [Fact, Exercise("7.16"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC5681", "3.2"), Requirement("RFC3042", "2")]
    public void Two_duplicates_send_new_segments_and_the_third_the_lost_one()
    {
        SenderBench bench = TenInFlight();
        bench.Ack(1000).ShouldBe(AckVerdict.Duplicate);
        bench.Send().ShouldBe("11000+1000");
        bench.Ack(1000);
        bench.Send().ShouldBe("12000+1000");
        bench.CwndSegments.ShouldBe(10);
        bench.Ack(1000);
        bench.Send().ShouldBe("1000+1000R");
        (bench.CwndSegments, bench.Sender.Congestion.SlowStartThreshold).ShouldBe((5, 5u * Mss));
        bench.Sender.InRecovery.ShouldBeTrue();
    }

    [Fact, Exercise("7.16"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC5681", "3.2")]
    public void Each_further_duplicate_inflates_the_window_until_new_segments_fit()
    {
        SenderBench bench = TenInFlight();
        for (int i = 0; i < 3; i++)
            bench.Ack(1000);
        bench.Send().ShouldBe("1000+1000R");                    // 10 in flight, 5 + 3 allowed
        bench.Ack(1000);
        bench.Ack(1000);
        bench.Send().ShouldBe("");
        bench.Ack(1000);
        bench.Send().ShouldBe("11000+1000");
        bench.Ack(1000);
        bench.Send().ShouldBe("12000+1000");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void What_carries_text_or_a_new_window_is_no_duplicate()
    {
        SenderBench bench = TenInFlight();
        for (int i = 0; i < 5; i++)
        {
            bench.Sender.Acknowledge(Ack(1000, 60_000, sequence: 500, text: 10), bench.Now);
            bench.Ack(1000, 50_000 + i);
        }
        bench.Sender.InRecovery.ShouldBeFalse();
    }

    [Fact, Exercise("7.20"), Requirement("RFC6582", "3.2 step 5")]
    public void Several_losses_are_repaired_one_in_each_round_trip()
    {
        SenderBench bench = TenInFlight();
        for (int i = 0; i < 3; i++)
            bench.Ack(1000);
        bench.Send().ShouldBe("1000+1000R");
        bench.Ack(4000);                                        // 1000 arrived, 4000 was lost as well
        bench.Send().ShouldBe("4000+1000R");
        bench.Sender.InRecovery.ShouldBeTrue();
        bench.Ack(11_000);
        bench.Sender.InRecovery.ShouldBeFalse();
        bench.Send().ShouldBe("11000+1000 12000+1000 13000+1000 14000+1000 15000+1000");
        bench.CwndSegments.ShouldBe(5);
        bench.Sender.Retransmissions.ShouldBe(2);
    }

    [Fact, Exercise("7.19"), Exercise("7.20"), Requirement("RFC6675", "5"), Requirement("RFC2018", "5")]
    public void With_sack_all_that_is_lost_goes_again_within_one_round_trip_and_nothing_else()
    {
        SenderBench bench = TenInFlight(sack: true);
        bench.Sack(1000, (2000, 3000));
        bench.Send().ShouldBe("11000+1000");
        bench.Sack(1000, (2000, 3000), (4000, 5000));
        bench.Send().ShouldBe("12000+1000");
        bench.Sack(1000, (2000, 3000), (4000, 6000));           // 1000 is lost; 3000 not yet
        bench.Send().ShouldBe("1000+1000R");
        bench.CwndSegments.ShouldBe(5);
        bench.Sack(1000, (4000, 7000), (2000, 3000));           // 3000 too, but the pipe is full
        bench.Send().ShouldBe("");
        bench.Sack(1000, (4000, 9000), (2000, 3000));
        bench.Sack(1000, (4000, 11_000), (2000, 3000));         // in the pipe: 1000, 11000, 12000
        bench.Send().ShouldBe("3000+1000R 13000+1000");
        bench.Ack(11_000);
        bench.Sender.InRecovery.ShouldBeTrue();
        bench.Ack(13_000);
        bench.Sender.InRecovery.ShouldBeFalse();
        bench.Sender.Retransmissions.ShouldBe(2);
    }

    [Fact, Exercise("7.19"), Requirement("RFC6675", "2")]
    public void With_sack_an_acknowledgement_without_news_is_no_duplicate()
    {
        SenderBench bench = TenInFlight(sack: true);
        for (int i = 0; i < 10; i++)
        {
            bench.Ack(1000);
            bench.Sack(1000, (500, 700));                       // a duplicate report
            bench.Sack(1000, (20_000, 30_000));                 // never sent
            bench.Sack(1000, (5000, 5000));
            bench.Sack(1000, (6000, 5000));
        }
        bench.Send().ShouldBe("");
        bench.Sender.InRecovery.ShouldBeFalse();
    }

    [Theory, Exercise("7.19"), Requirement("RFC6675", "2")]
    [InlineData(2000, 0)]
    [InlineData(1000, 10)]
    [InlineData(2000, 10)]
    public void With_sack_news_counts_even_beside_text_or_a_new_acknowledgment(long ack, int text)
    {
        SenderBench bench = TenInFlight(sack: true);
        var options = new TcpOptions { Sack = Sack((4000, 11_000)) };
        bench.Sender.Acknowledge(Ack(ack, 60_000, 500, options, text), bench.Now);
        bench.Sender.InRecovery.ShouldBeTrue();
        bench.Sender.Congestion.SlowStartThreshold.ShouldBe(5u * Mss);      // half of what this ACK found in flight
        bench.Send().ShouldStartWith($"{ack}+1000R");
    }

    [Fact, Exercise("7.19"), Exercise("7.20"), Requirement("RFC2018", "8")]
    public void After_a_timeout_reports_are_forgotten_for_the_peer_may_have_thrown_the_data_away()
    {
        SenderBench bench = TenInFlight(sack: true);
        bench.Sack(1000, (2000, 4000));
        bench.Send();
        bench.ToDeadline().Send().ShouldBe("1000+1000R");
        bench.Ack(2000);
        bench.Send().ShouldBe("2000+1000R 3000+1000R");
        bench.Sack(3000, (4000, 6000));
        bench.Send().ShouldBe("6000+1000R 7000+1000R");
    }

    [Fact, Exercise("7.19"), Exercise("7.20")]
    public void A_link_that_cuts_gets_a_lost_range_at_once_as_far_as_the_window_allows()
    {
        SenderBench bench = TenInFlight(sack: true);
        bench.Sender.LargestSend = 64_000;
        bench.Sack(1000, (6000, 11_000));
        bench.Send().ShouldBe("1000+5000R");
        bench.Ack(11_000);
        bench.Sender.InRecovery.ShouldBeFalse();
    }

    [Fact, Exercise("7.19"), Exercise("7.20"), Requirement("CVE-2019-11477", "mss-floor")]
    public void Reports_of_single_bytes_cost_bounded_memory_and_time()
    {
        var bench = new SenderBench(Agreement(window: 65_535, scale: 4, sack: true), new TransferOptions { InitialWindowSegments = 65 });
        bench.Write(60_000).Send();
        for (uint at = 1002; at + 8 < 60_000; at += 8)
            bench.Sack(1000, (at, at + 1), (at + 2, at + 3), (at + 4, at + 5), (at + 6, at + 7));
        bench.Pool.OutstandingBytes.ShouldBeLessThanOrEqualTo(65_536 + 4096);
        while (bench.Send() != "") { }
        bench.Ack(61_000).ShouldBe(AckVerdict.Accepted);
        bench.Sender.AllAcknowledged.ShouldBeTrue();
    }

    [Fact, Exercise("7.17"), Exercise("7.18"), Exercise("7.19"), Exercise("7.20"), Requirement("RFC9293", "MUST-19")]
    public void The_window_over_a_loss_shows_slow_start_recovery_and_congestion_avoidance()
    {
        var bench = new SenderBench(Agreement(window: 60_000, scale: 2));
        bench.Write(200_000).Send();
        var trace = new List<double>();
        uint ack = 1000;
        for (int round = 0; round < 7; round++)
        {
            uint end = bench.Sender.Next.Value;
            if (round == 2)
            {
                for (int i = 0; i < 3; i++)
                    bench.Ack(ack, 60_000);
            }
            while (ack < end && round != 2)
            {
                bench.Ack(ack = Math.Min(end, ack + Mss));
                bench.Send();
            }
            if (round == 2)
                bench.Ack(ack = end);
            bench.Send();
            trace.Add(bench.CwndSegments);
        }
        trace.ShouldBe([20, 40, 20, 21, 22, 23, 24]);
    }
}
