using Workbook.Basics;
using static Workbook.Tcp.Tests.Sending.Wire;

namespace Workbook.Tcp.Tests.Sending;

public class CubicTests
{
    // A flow of 100 segments and a round trip of 0.1 s has met a loss: 70 segments, and K = cbrt(30 / 0.4) = 4.217 s.
    private static Cubic AfterLoss()
    {
        var cubic = new Cubic(100 * Mss);
        cubic.OnLoss(100 * Mss, Mss);
        return cubic;
    }

    private static double Run(Cubic cubic, double from, double to, double roundTrip = 0.1)
    {
        for (double time = from; time < to - 1e-9; time += roundTrip)
        {
            int segments = (int)(cubic.Window / Mss);
            for (int i = 0; i < segments; i++)
                cubic.OnAck(Mss, Mss, At(time), Seconds(roundTrip));
        }
        return cubic.Window / (double)Mss;
    }

    [Fact, Requirement("RFC9438", "4.6")]
    public void A_loss_leaves_seven_tenths()
    {
        Cubic cubic = AfterLoss();
        (cubic.Window, cubic.SlowStartThreshold).ShouldBe((70u * Mss, 70u * Mss));
    }

    [Fact, Exercise("7.21"), Requirement("RFC9438", "4.2")]
    public void The_window_is_back_where_the_loss_was_after_K_seconds_and_stays_a_while()
    {
        Cubic cubic = AfterLoss();
        Run(cubic, 10, 12).ShouldBeInRange(93, 97);         // 0.4 * (2 - 4.217)^3 + 100 = 95.6
        Run(cubic, 12, 14.2).ShouldBeInRange(99, 100.5);
        Run(cubic, 14.2, 15.2).ShouldBeInRange(99.5, 101.5);
    }

    [Fact, Exercise("7.21"), Requirement("RFC9438", "4.5")]
    public void Beyond_it_the_window_grows_ever_faster()
    {
        Cubic cubic = AfterLoss();
        Run(cubic, 10, 14.2);
        double atSix = Run(cubic, 14.2, 16), atEight = Run(cubic, 16, 18), atTen = Run(cubic, 18, 20);
        atSix.ShouldBeInRange(101, 104);                    // 0.4 * (6 - 4.217)^3 + 100 = 102.3
        atEight.ShouldBeInRange(118, 124);                  // 121.6
        atTen.ShouldBeInRange(165, 180);                    // 177.3
    }

    [Fact, Exercise("7.21"), Requirement("RFC9438", "4.3")]
    public void On_a_short_path_it_keeps_up_with_NewReno()
    {
        // 10 segments and 10 ms: the curve would take two seconds. NewReno's share is 0.53 segments each round trip
        // until the window is what it was, then a whole one.
        var cubic = new Cubic(10 * Mss);
        cubic.OnLoss(10 * Mss, Mss);
        Run(cubic, 10, 10.1, roundTrip: 0.01).ShouldBeInRange(12.5, 14.5);
        Run(cubic, 10.1, 10.3, roundTrip: 0.01).ShouldBeInRange(30, 36);
    }

    [Fact, Exercise("7.21"), Requirement("RFC9438", "4.2")]
    public void One_acknowledgement_never_adds_more_than_half_a_window()
    {
        Cubic cubic = AfterLoss();
        cubic.OnAck(Mss, Mss, At(10), Seconds(0.1));
        cubic.OnAck(1000 * Mss, Mss, At(1000), Seconds(0.1));
        cubic.Window.ShouldBeInRange(100u * Mss, 106u * Mss);
    }

    [Fact, Exercise("7.21")]
    public void The_window_never_falls_by_an_acknowledgement() =>
        Gen.Select(Gen.Int[1, 60_000], Gen.Double[0, 5]).Array[1, 50].Sample(acks =>
        {
            Cubic cubic = AfterLoss();
            double time = 10;
            foreach ((int acked, double wait) in acks)
            {
                uint before = cubic.Window;
                cubic.OnAck(acked, Mss, At(time += wait), Seconds(0.1));
                if (cubic.Window < before || cubic.Window > CongestionWindow.Largest)
                    return false;
            }
            return true;
        });

    [Fact, Requirement("RFC9438", "4.8")]
    public void A_timeout_leaves_one_segment_and_the_threshold_of_the_first()
    {
        Cubic cubic = new(100 * Mss);
        cubic.OnTimeout(100 * Mss, Mss, again: false);
        cubic.OnTimeout(Mss, Mss, again: true);
        (cubic.Window, cubic.SlowStartThreshold).ShouldBe((1u * Mss, 70u * Mss));
    }

    [Fact]
    public void Slow_start_is_that_of_NewReno()
    {
        var cubic = new Cubic(10 * Mss);
        for (int i = 0; i < 10; i++)
            cubic.OnAck(Mss, Mss, At(1), Seconds(0.1));
        cubic.Window.ShouldBe(20u * Mss);
    }
}
