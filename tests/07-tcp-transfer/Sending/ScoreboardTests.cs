namespace Workbook.Tcp.Tests.Sending;

public class ScoreboardTests
{
    private const int Mss = 1000;

    private static SequenceNumber N(uint value) => new(value);

    // Ten segments, 1000 to 11000, are in flight.
    private static Flight Assess(uint lostBelow, uint retransmitted, params (uint Start, uint End)[] sacked) => Scoreboard.Assess(
        [.. sacked.Select(range => new SackBlock(N(range.Start), N(range.End)))], N(1000), N(11_000), N(lostBelow), N(retransmitted), Mss);

    private static Flight Assess(params (uint Start, uint End)[] sacked) => Assess(1000, 1000, sacked);

    [Fact, Exercise("7.19")]
    public void Without_reports_all_is_on_its_way() => Assess().ShouldBe(new Flight(N(1000), 10_000));

    [Fact, Exercise("7.19"), Requirement("RFC6675", "4 SetPipe")]
    public void What_is_reported_is_no_longer_on_its_way() =>
        Assess((3000, 4000)).ShouldBe(new Flight(N(1000), 9000));

    [Theory, Exercise("7.19"), Requirement("RFC6675", "4 IsLost")]
    [InlineData(3000, 5000, 1000, 8000)]        // two segments: not more than (DupThresh - 1) * SMSS
    [InlineData(3000, 5001, 3000, 5999)]        // a byte more: 1000 to 3000 is lost
    public void More_than_two_segments_reported_beyond_it_make_data_lost(uint start, uint end, uint lostBelow, int pipe) =>
        Assess((start, end)).ShouldBe(new Flight(N(lostBelow), pipe));

    [Fact, Exercise("7.19"), Requirement("RFC6675", "4 IsLost")]
    public void Three_ranges_reported_beyond_it_make_data_lost()
    {
        Assess((2000, 2001), (4000, 4001)).ShouldBe(new Flight(N(1000), 9998));
        Assess((2000, 2001), (4000, 4001), (6000, 6001)).ShouldBe(new Flight(N(2000), 8997));
        Assess((2000, 2001), (4000, 4001), (6000, 6001), (8000, 8001)).ShouldBe(new Flight(N(4000), 10_000 - 1000 - 1999 - 4));
    }

    [Fact, Exercise("7.19")]
    public void The_reports_above_decide_and_not_those_below() =>
        Assess((2000, 6000), (8000, 9000)).ShouldBe(new Flight(N(2000), 10_000 - 1000 - 4000 - 1000));

    [Fact, Exercise("7.19"), Requirement("RFC6675", "4 SetPipe")]
    public void What_was_sent_again_is_on_its_way_again()
    {
        Assess(1000, 2000, (3000, 6000)).ShouldBe(new Flight(N(3000), 5000 + 1000));
        Assess(1000, 3000, (3000, 6000)).ShouldBe(new Flight(N(3000), 5000 + 2000));
        Assess(1000, 5000, (2000, 3000), (4000, 8000)).ShouldBe(new Flight(N(4000), 3000 + 1000 + 1000));
    }

    [Fact, Exercise("7.19")]
    public void What_is_known_to_be_lost_needs_no_reports()
    {
        Assess(11_000, 1000).ShouldBe(new Flight(N(11_000), 0));
        Assess(11_000, 2000).ShouldBe(new Flight(N(11_000), 1000));
        Assess(11_000, 2000, (1500, 1700), (5000, 6000)).ShouldBe(new Flight(N(11_000), 800));
        Assess(2000, 1000).ShouldBe(new Flight(N(2000), 9000));
    }

    [Fact, Exercise("7.19")]
    public void The_pipe_is_what_counting_byte_by_byte_finds() =>
        Gen.Select(Gen.Bool.Array[40], Gen.Int[0, 40], Gen.Int[0, 40]).Sample((received, lostAt, againAt) =>
        {
            received[0] = false;
            var ranges = new List<SackBlock>();
            for (int i = 0; i < 40; i++)
            {
                if (received[i] && !received[i - 1])
                    ranges.Add(new SackBlock(N((uint)(i - 10)), N((uint)(i - 10)) + 1));
                else if (received[i])
                    ranges[^1] = ranges[^1] with { End = N((uint)(i - 10)) + 1 };
            }
            Flight flight = Scoreboard.Assess([.. ranges], N(unchecked((uint)-10)), N(30), N((uint)(lostAt - 10)), N((uint)(againAt - 10)), mss: 4);
            int lost = lostAt;
            for (int i = 0; i < 40; i++)
            {
                int above = received[(i + 1)..].Count(r => r);
                int runs = ranges.Count(r => r.Start - N((uint)(i - 10)) > 0);
                if (!received[i] && (above > 8 || runs >= 3))
                    lost = Math.Max(lost, i + 1);
            }
            int pipe = Enumerable.Range(0, 40).Where(i => !received[i]).Sum(i => (i >= lost ? 1 : 0) + (i < againAt ? 1 : 0));
            return flight.Pipe == pipe;
        });
}
