using Workbook.Basics;
using Workbook.Demux;
using Workbook.Harness;
using static Workbook.Tcp.Tests.Wire;

namespace Workbook.Tcp.Tests;

public class InitialSequenceTests
{
    private static readonly InitialSequence Numbers = new(Secret);

    [Fact, Exercise("6.5"), Requirement("RFC9293", "MUST-8"), Requirement("RFC6528", "3")]
    public void The_number_goes_up_by_one_every_four_microseconds()
    {
        SequenceNumber first = Numbers.For(Pair, Start);
        Numbers.For(Pair, Start + InitialSequence.ClockStep - Tick).ShouldBe(first);
        Numbers.For(Pair, Start + InitialSequence.ClockStep).ShouldBe(first + 1);
        Numbers.For(Pair, After(1)).ShouldBe(first + 250_000);
    }

    [Fact, Exercise("6.5"), Requirement("RFC9293", "MUST-8")]
    public void The_clock_comes_round_with_the_sequence_space()
    {
        SequenceNumber first = Numbers.For(Pair, Start);
        TimeSpan cycle = InitialSequence.ClockStep * (1L << 32);
        Numbers.For(Pair, Start + cycle - InitialSequence.ClockStep).ShouldBe(first + -1);
        Numbers.For(Pair, Start + cycle).ShouldBe(first);
    }

    [Fact, Exercise("6.5"), Requirement("RFC9293", "SHLD-1"), Requirement("RFC6528", "3")]
    public void Every_part_of_the_four_tuple_changes_the_number()
    {
        FourTuple[] tuples =
        [
            Pair,
            Pair with { Local = Pair.Local with { Port = 81 } },
            Pair with { Local = Pair.Local with { Address = IPv4Address.Parse("10.0.0.3") } },
            Pair with { Remote = Pair.Remote with { Port = 40001 } },
            Pair with { Remote = Pair.Remote with { Address = IPv4Address.Parse("10.0.0.4") } },
            new FourTuple(Pair.Remote, Pair.Local),
        ];
        tuples.Select(tuple => Numbers.For(tuple, Start)).ShouldBeUnique();
        tuples.Select(tuple => Numbers.TimestampOffset(tuple)).ShouldBeUnique();
    }

    [Fact, Exercise("6.5"), Requirement("RFC9293", "MUST-9"), Requirement("RFC6528", "3")]
    public void Another_secret_gives_other_numbers()
    {
        byte[] other = [.. Secret];
        other[^1] ^= 1;
        new InitialSequence(other).For(Pair, Start).ShouldNotBe(Numbers.For(Pair, Start));
        new InitialSequence(Secret).For(Pair, Start).ShouldBe(Numbers.For(Pair, Start));
    }

    [Fact, Exercise("6.5"), Requirement("RFC9293", "MUST-9")]
    public void The_timestamps_that_everybody_sees_do_not_give_the_number_away() =>
        Numbers.For(Pair, Instant.Zero).Value.ShouldNotBe(Numbers.TimestampOffset(Pair));

    [Fact, Exercise("6.5")]
    public void Choosing_allocates_nothing() => Allocation.During(() =>
    {
        Numbers.For(Pair, After(1));
        Numbers.TimestampOffset(Pair);
    }).ShouldBe(0);

    [Fact, Requirement("RFC7323", "5.4")]
    public void Each_connection_has_a_timestamp_clock_of_its_own_that_counts_milliseconds()
    {
        uint offset = Numbers.TimestampOffset(Pair);
        offset.ShouldNotBe(Numbers.TimestampOffset(Pair with { Remote = Pair.Remote with { Port = 40001 } }));
        uint first = TimestampClock.TSval(Start, offset);
        TimestampClock.TSval(After(0.001) - Tick, offset).ShouldBe(first);
        TimestampClock.TSval(After(0.001), offset).ShouldBe(unchecked(first + 1));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public void A_secret_takes_16_bytes(int length, bool enough)
    {
        Action make = () => _ = new InitialSequence(Secret.AsSpan(0, length));
        if (enough)
            make.ShouldNotThrow();
        else
            make.ShouldThrow<ArgumentException>();
    }
}
