using Workbook.Basics;
using static Workbook.Tcp.Tests.Sending.Wire;

namespace Workbook.Tcp.Tests.Sending;

// A whole sender needs all of its parts; the estimate of the round trip is the first that it asks.
[Exercise("7.14")]
public class SenderTests
{
    [Fact, Exercise("7.11"), Exercise("7.18"), Requirement("RFC9293", "MUST-61"), Requirement("RFC9293", "SHLD-27"), Requirement("RFC9293", "SHLD-28")]
    public void A_queue_leaves_in_full_segments_with_a_push_on_the_last()
    {
        var bench = new SenderBench(Agreement(), new TransferOptions { NoDelay = true });
        bench.Write(700).Write(700).Write(1100).Send().ShouldBe("1000+1000 2000+1000 3000+500P");
        bench.Sender.Unsent.ShouldBe(0);
        bench.Sender.Queued.ShouldBe(2500);
    }

    [Fact, Exercise("7.11"), Exercise("7.18"), Requirement("RFC6928", "2")]
    public void The_initial_window_lets_ten_segments_go()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(30_000).Send().Split(' ').Length.ShouldBe(10);
        var afterLostSyn = new SenderBench(Agreement(roundTrip: null));
        afterLostSyn.Write(30_000).Send().ShouldBe("1000+1000");
    }

    [Fact, Exercise("7.11"), Exercise("7.18"), Exercise("7.19")]
    public void The_peers_window_is_kept_to()
    {
        var bench = new SenderBench(Agreement(window: 2500));
        bench.Write(9000).Send().ShouldBe("1000+1000 2000+1000");
        bench.Ack(2000, 2500);
        bench.Send().ShouldBe("3000+1000");
        bench.Ack(4000, 60_000);
        bench.Send().ShouldBe("4000+1000 5000+1000 6000+1000 7000+1000 8000+1000 9000+1000P");
    }

    [Fact, Exercise("7.11"), Exercise("7.17"), Exercise("7.18"), Exercise("7.19")]
    public void A_link_that_cuts_gets_many_segments_at_once()
    {
        var bench = new SenderBench(Agreement());
        bench.Sender.LargestSend = 4700;
        bench.Sender.MaxPayload.ShouldBe(4000);
        bench.Write(9300).Send().ShouldBe("1000+4000 5000+4000 9000+1000");
        bench.Ack(10_000);
        bench.Send().ShouldBe("10000+300P");
    }

    [Fact, Exercise("7.11"), Exercise("7.18"), Requirement("RFC9293", "MUST-16")]
    public void Options_take_their_room_from_the_text()
    {
        var bench = new SenderBench(Agreement(timestamps: true));
        bench.Sender.EffectiveMss.ShouldBe(1000);
        bench.Sender.OptionBytes.ShouldBe(12);
        bench.Sender.OptionBytes = 12 + 20;
        bench.Write(2000).Send().ShouldBe("1000+980 1980+980");
    }

    [Fact, Exercise("7.18"), Exercise("7.19"), Requirement("RFC9293", "SHLD-7")]
    public void Nagle_holds_small_writes_together_until_the_acknowledgement()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(10).Send().ShouldBe("1000+10P");
        bench.Write(20).Send().ShouldBe("");
        bench.Write(30).Send().ShouldBe("");
        bench.Ack(1010);
        bench.Send().ShouldBe("1010+50P");
        bench.Write(960).Send().ShouldBe("");
        bench.Write(40).Send().ShouldBe("1060+1000P");
    }

    [Fact, Exercise("7.18"), Requirement("RFC9293", "MUST-17"), Requirement("RFC9293", "MUST-60")]
    public void Without_nagle_every_write_leaves_at_once()
    {
        var bench = new SenderBench(Agreement());
        bench.Sender.NoDelay = true;
        bench.Write(10).Send().ShouldBe("1000+10P");
        bench.Write(20).Send().ShouldBe("1010+20P");
    }

    [Fact, Exercise("7.18"), Exercise("7.19"), Requirement("RFC9293", "MUST-38")]
    public void A_window_that_opens_by_slivers_is_left_alone_until_the_timer_overrides()
    {
        var bench = new SenderBench(Agreement(window: 3000));
        bench.Write(9000).Send().ShouldBe("1000+1000 2000+1000 3000+1000");
        bench.Ack(4000, 300);
        bench.Send().ShouldBe("");
        bench.Ack(4000, 999);
        bench.Send().ShouldBe("");
        bench.ToDeadline().Send().ShouldBe("4000+999");
        bench.Ack(4999, 1000);
        bench.Send().ShouldBe("4999+1000");
    }

    [Fact, Exercise("7.11"), Exercise("7.15"), Exercise("7.17"), Exercise("7.18"), Exercise("7.19"), Exercise("7.20")]
    public void A_finish_sends_a_fin_with_the_last_bytes_and_ends_with_its_acknowledgement()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(1500);
        bench.Sender.Finish();
        bench.Send().ShouldBe("1000+1000 2000+500PF");
        bench.Sender.FinSent.ShouldBeTrue();
        bench.Ack(2500);
        (bench.Sender.FinAcknowledged, bench.Sender.AllAcknowledged).ShouldBe((false, false));
        bench.ToDeadline().Send().ShouldBe("2500+0FR");
        bench.Ack(2501);
        (bench.Sender.FinAcknowledged, bench.Sender.AllAcknowledged).ShouldBe((true, true));
        bench.Sender.NextDeadline.ShouldBe(Instant.Never);
        Should.Throw<InvalidOperationException>(() => bench.Sender.Write([1]));
    }

    [Fact, Exercise("7.11"), Exercise("7.15"), Exercise("7.18"), Exercise("7.19")]
    public void A_fin_that_comes_later_goes_alone_and_a_lost_one_goes_again_with_its_text()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(500).Send().ShouldBe("1000+500P");
        bench.Sender.Finish();
        bench.Send().ShouldBe("1500+0F");
        bench.ToDeadline().Send().ShouldBe("1000+500PFR");
    }

    [Fact, Exercise("7.12"), Exercise("7.15"), Exercise("7.18"), Exercise("7.19")]
    public void A_partly_acknowledged_segment_is_repeated_from_where_the_acknowledgement_ends()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(3000).Send();
        bench.Ack(1400).ShouldBe(AckVerdict.Accepted);
        bench.ToDeadline().Send().ShouldBe("1400+1000R");
        bench.Sender.Queued.ShouldBe(2600);
    }

    [Fact, Exercise("7.12"), Exercise("7.15"), Exercise("7.17"), Exercise("7.18"), Exercise("7.19"), Exercise("7.20"), Requirement("RFC9293", "MUST-34"), Requirement("RFC9293", "SHLD-15"), Requirement("RFC9293", "SHLD-16")]
    public void Into_a_shrunk_window_nothing_new_goes_but_what_was_sent_goes_again()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(9000).Send();
        bench.Ack(2000, 1500);
        bench.Sender.Window.ShouldBe(1500u);
        bench.Send().ShouldBe("");
        bench.ToDeadline().Send().ShouldBe("2000+1000R");
        bench.Ack(3000, 500);
        bench.Send().ShouldBe("3000+500R");
        bench.Ack(3500, 60_000);
        bench.Send().ShouldBe("3500+1000R 4500+1000R");
    }

    [Fact, Exercise("7.11"), Exercise("7.16"), Exercise("7.17"), Exercise("7.18"), Exercise("7.19")]
    public void Storage_is_borrowed_only_while_there_is_something_to_send()
    {
        var bench = new SenderBench(Agreement(sack: true));
        bench.Pool.OutstandingBytes.ShouldBe(0);
        bench.Write(5000).Send();
        bench.Pool.OutstandingBytes.ShouldBe(8192);
        bench.Sack(1000, (3000, 4000));
        bench.Ack(6000);
        bench.Pool.OutstandingBytes.ShouldBe(0);
        bench.Write(5000).Send();
        bench.Sack(6000, (7000, 8000));
        bench.Sender.Release();
        bench.Pool.OutstandingBytes.ShouldBe(0);
    }

    [Fact, Exercise("7.11"), Exercise("7.18"), Exercise("7.19")]
    public void A_full_buffer_takes_what_fits()
    {
        var bench = new SenderBench(Agreement(), new TransferOptions { SendBufferLimit = 16 << 10 });
        bench.Write(15_000).Sender.Write(new byte[2000]).ShouldBe(1384);
        bench.Sender.Free.ShouldBe(0);
        bench.Sender.Write([1]).ShouldBe(0);
        bench.Send();
        bench.Ack(3000);
        bench.Sender.Free.ShouldBe(2000);
    }

    [Fact, Exercise("7.11"), Exercise("7.18"), Exercise("7.19"), Requirement("RFC1191", "6.5")]
    public void A_smaller_path_cuts_smaller_and_repeats_without_taking_it_for_congestion()
    {
        var bench = new SenderBench(Agreement());
        bench.Write(3000).Send();
        bench.Sender.PathMtuChanged(600);
        bench.Sender.EffectiveMss.ShouldBe(600);
        bench.Send().ShouldBe("1000+600R 1600+600R 2200+600R 2800+600R 3400+600PR");
        bench.CwndSegments.ShouldBe(10);
        bench.Sender.PathMtuChanged(9000);
        bench.Sender.EffectiveMss.ShouldBe(600);
    }

    [Fact, Exercise(ExerciseAttribute.Any), Requirement("CVE-2019-11479", "mss-floor")]
    public void No_path_is_believed_to_carry_almost_nothing()
    {
        var bench = new SenderBench(Agreement());
        bench.Sender.PathMtuChanged(1);
        bench.Sender.EffectiveMss.ShouldBe(88);
    }
}
