using static Workbook.Tcp.Tests.Sending.Wire;

namespace Workbook.Tcp.Tests.Sending;

public class RoundTripTests
{
    private static readonly TransferOptions Wide = new() { MinimumRto = TimeSpan.Zero };

    [Fact, Exercise("7.14"), Requirement("RFC6298", "2.2")]
    public void The_first_sample_is_the_estimate_and_half_of_it_the_variation()
    {
        var trip = new RoundTrip(Wide, Seconds(0.4));
        (trip.Smoothed, trip.Variation, trip.Rto).ShouldBe((Seconds(0.4), Seconds(0.2), Seconds(1.2)));
    }

    [Fact, Exercise("7.14"), Requirement("RFC6298", "2.3"), Requirement("RFC9293", "MUST-18")]
    public void Later_samples_count_an_eighth_and_their_deviation_a_quarter()
    {
        var trip = new RoundTrip(Wide, Seconds(0.4));
        trip.Sample(Seconds(0.8));
        trip.Variation.ShouldBe(Seconds(0.25));                 // (3 * 0.2 + |0.4 - 0.8|) / 4
        trip.Smoothed.ShouldBe(Seconds(0.45));                  // (7 * 0.4 + 0.8) / 8
        trip.Rto.ShouldBe(Seconds(1.45));
        trip.Sample(Seconds(0.05));
        trip.Variation.ShouldBe(Seconds(0.2875));               // the deviation is a distance
        trip.Smoothed.ShouldBe(Seconds(0.4));
    }

    [Fact, Exercise("7.14"), Requirement("RFC6298", "2.4")]
    public void The_timeout_stays_between_its_bounds()
    {
        var options = new TransferOptions();
        var trip = new RoundTrip(options, Seconds(0.001));
        trip.Rto.ShouldBe(Seconds(0.2));
        new RoundTrip(options, Seconds(0.0666)).Rto.ShouldBe(Seconds(0.2));
        new RoundTrip(options, Seconds(0.0668)).Rto.ShouldBe(Seconds(0.2004));
        new RoundTrip(options, Seconds(19.9)).Rto.ShouldBe(Seconds(59.7));
        new RoundTrip(options, Seconds(20.1)).Rto.ShouldBe(Seconds(60));
        new RoundTrip(options, Seconds(1e9)).Rto.ShouldBe(Seconds(60));
    }

    [Fact, Exercise("7.14"), Requirement("RFC6298", "2.3"), Requirement("RFC6298", "4")]
    public void A_steady_round_trip_still_leaves_the_clock_its_granularity()
    {
        var trip = new RoundTrip(Wide, Seconds(0.1));
        for (int i = 0; i < 200; i++)
            trip.Sample(Seconds(0.1));
        trip.Rto.ShouldBe(Seconds(0.101));
    }

    [Fact, Exercise("7.14"), Requirement("RFC6298", "5.5")]
    public void A_sample_ends_the_back_off()
    {
        var trip = new RoundTrip(new TransferOptions(), Seconds(0.1));
        trip.Rto.ShouldBe(Seconds(0.3));
        trip.BackOff();
        trip.Rto.ShouldBe(Seconds(0.6));
        trip.Sample(Seconds(0.1));
        trip.Rto.ShouldBeLessThan(Seconds(0.3));
    }

    [Fact, Requirement("RFC6298", "2.1"), Requirement("RFC6298", "5.7")]
    public void Without_a_sample_from_the_handshake_the_timeout_is_three_seconds()
    {
        new RoundTrip(new TransferOptions(), null).Rto.ShouldBe(Seconds(3));
        new RoundTrip(new TransferOptions { InitialRto = Seconds(5) }, null).Rto.ShouldBe(Seconds(5));
    }

    [Fact, Requirement("RFC6298", "2.5")]
    public void The_back_off_ends_at_the_maximum()
    {
        var trip = new RoundTrip(new TransferOptions(), null);
        double[] seen = [.. Enumerable.Range(0, 7).Select(_ =>
        {
            trip.BackOff();
            return trip.Rto.TotalSeconds;
        })];
        seen.ShouldBe([6, 12, 24, 48, 60, 60, 60]);
    }
}
