using Workbook.Basics;
using static Workbook.Tcp.Tests.Sending.Wire;

namespace Workbook.Tcp.Tests.Sending;

public class NewRenoTests
{
    private static void Ack(NewReno reno, int acked, int times = 1)
    {
        for (int i = 0; i < times; i++)
            reno.OnAck(acked, Mss, At(1), Seconds(0.1));
    }

    [Fact, Exercise("7.17"), Requirement("RFC5681", "3.1"), Requirement("RFC9293", "MUST-19")]
    public void Slow_start_doubles_the_window_in_a_round_trip()
    {
        var reno = new NewReno(10 * Mss);
        Ack(reno, Mss, times: 10);
        reno.Window.ShouldBe(20u * Mss);
        Ack(reno, 2 * Mss, times: 10);
        reno.Window.ShouldBe(40u * Mss);
    }

    [Fact, Exercise("7.17"), Requirement("RFC3465", "2.2")]
    public void Slow_start_grants_what_was_acknowledged_and_not_more_than_two_segments()
    {
        var reno = new NewReno(10 * Mss);
        Ack(reno, 1, times: 1000);
        reno.Window.ShouldBe(11u * Mss);
        Ack(reno, 30 * Mss);
        reno.Window.ShouldBe(13u * Mss);
    }

    [Fact, Exercise("7.17"), Requirement("RFC5681", "3.1"), Requirement("RFC9293", "MUST-19")]
    public void Congestion_avoidance_adds_a_segment_for_a_window_acknowledged()
    {
        var reno = new NewReno(20 * Mss);
        reno.OnLoss(20 * Mss, Mss);
        (reno.Window, reno.SlowStartThreshold).ShouldBe((10u * Mss, 10u * Mss));
        Ack(reno, Mss, times: 9);
        reno.Window.ShouldBe(10u * Mss);
        Ack(reno, Mss);
        reno.Window.ShouldBe(11u * Mss);
        Ack(reno, Mss, times: 10);
        reno.Window.ShouldBe(11u * Mss);
        Ack(reno, Mss);
        reno.Window.ShouldBe(12u * Mss);
    }

    [Fact, Exercise("7.17"), Requirement("RFC3465", "2.1")]
    public void What_is_left_over_of_one_window_counts_for_the_next()
    {
        var reno = new NewReno(20 * Mss);
        reno.OnLoss(20 * Mss, Mss);
        Ack(reno, 3 * Mss, times: 4);
        reno.Window.ShouldBe(11u * Mss);            // 12 segments for a window of 10: 2 are left
        Ack(reno, 3 * Mss, times: 3);
        reno.Window.ShouldBe(12u * Mss);
    }

    [Fact, Exercise("7.17"), Requirement("RFC5681", "3.1")]
    public void After_a_timeout_slow_start_leads_back_to_half_of_what_was_in_flight()
    {
        var reno = new NewReno(20 * Mss);
        reno.OnTimeout(16 * Mss, Mss, again: false);
        var trace = new List<uint>();
        for (int i = 0; i < 10; i++)
        {
            trace.Add(reno.Window / Mss);
            Ack(reno, Mss);
        }
        trace.ShouldBe([1u, 2, 3, 4, 5, 6, 7, 8, 8, 8]);
    }

    [Fact, Exercise("7.17")]
    public void The_window_ends_where_window_scaling_ends()
    {
        var reno = new NewReno(CongestionWindow.Largest - 1);
        Ack(reno, 2 * Mss);
        reno.Window.ShouldBe(1u << 30);
    }

    [Fact, Requirement("RFC5681", "3.1 eq. 4")]
    public void The_threshold_is_half_the_flight_but_two_segments_at_least()
    {
        var reno = new NewReno(10 * Mss);
        reno.OnLoss(9 * Mss, Mss);
        reno.SlowStartThreshold.ShouldBe(4500u);
        reno.OnLoss(3 * Mss, Mss);
        reno.SlowStartThreshold.ShouldBe(2u * Mss);
    }

    [Fact, Requirement("RFC5681", "3.1")]
    public void A_second_timeout_for_the_same_data_leaves_the_threshold()
    {
        var reno = new NewReno(20 * Mss);
        reno.OnTimeout(20 * Mss, Mss, again: false);
        reno.OnTimeout(Mss, Mss, again: true);
        (reno.Window, reno.SlowStartThreshold).ShouldBe((1u * Mss, 10u * Mss));
    }

    [Theory, Requirement("RFC6928", "2")]
    [InlineData(1460, true, 14600)]
    [InlineData(1000, true, 10_000)]
    [InlineData(9000, true, 18_000)]
    [InlineData(4000, true, 14_600)]
    [InlineData(1460, false, 1460)]
    public void The_initial_window_is_ten_segments_or_one_after_a_lost_syn(int mss, bool clean, int expected) =>
        CongestionWindow.Initial(10, mss, clean).ShouldBe((uint)expected);
}
