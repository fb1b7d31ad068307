using System.Numerics;

namespace Workbook.Tcp.Tests;

public class SequenceNumberTests
{
    private static readonly BigInteger Circle = BigInteger.One << 32, Half = BigInteger.One << 31;

    [Theory, Exercise("6.3")]
    [InlineData(5u, 3u, 2)]
    [InlineData(3u, 5u, -2)]
    [InlineData(7u, 7u, 0)]
    [InlineData(0u, 0xFFFF_FFFFu, 1)]
    [InlineData(0xFFFF_FFFFu, 0u, -1)]
    [InlineData(0x7FFF_FFFFu, 0u, int.MaxValue)]
    [InlineData(0x8000_0000u, 0u, int.MinValue)]
    [InlineData(10u, 0xFFFF_FFF6u, 20)]
    public void Distance_takes_the_shorter_way_around(uint a, uint b, int distance) =>
        (new SequenceNumber(a) - new SequenceNumber(b)).ShouldBe(distance);

    [Fact, Exercise("6.3")]
    public void The_last_number_comes_before_zero()
    {
        SequenceNumber last = new(uint.MaxValue), zero = new(0);
        (last < zero).ShouldBeTrue();
        (last <= zero).ShouldBeTrue();
        (zero > last).ShouldBeTrue();
        (zero >= last).ShouldBeTrue();
        (zero < last).ShouldBeFalse();
        (last > zero).ShouldBeFalse();
        SequenceNumber.Max(last, zero).ShouldBe(zero);
        SequenceNumber.Min(last, zero).ShouldBe(last);
    }

    [Fact, Exercise("6.3")]
    public void A_number_is_neither_before_nor_after_itself()
    {
        SequenceNumber one = new(0x8000_0000), same = new(0x8000_0000);
        (one < same).ShouldBeFalse();
        (one > same).ShouldBeFalse();
        (one <= same).ShouldBeTrue();
        (one >= same).ShouldBeTrue();
    }

    [Fact, Exercise("6.3")]
    public void Any_two_numbers_are_as_far_apart_as_whole_numbers_say() =>
        Gen.Select(Gen.UInt, Gen.UInt).Sample((a, b) =>
        {
            BigInteger forward = ((BigInteger)a - b + Circle) % Circle;
            BigInteger shortest = forward < Half ? forward : forward - Circle;
            return new SequenceNumber(a) - new SequenceNumber(b) == shortest;
        });

    [Fact, Exercise("6.3")]
    public void Going_on_by_a_distance_leads_there() =>
        Gen.Select(Gen.UInt, Gen.UInt).Sample((a, b) =>
        {
            SequenceNumber from = new(a), to = new(b);
            return from + (to - from) == to;
        });

    [Theory, Exercise("6.4")]
    [InlineData(9u, false)]
    [InlineData(10u, true)]
    [InlineData(14u, true)]
    [InlineData(15u, false)]
    public void A_window_holds_its_first_number_and_not_the_one_behind_its_last(uint number, bool inside) =>
        new SequenceNumber(number).IsWithin(new SequenceNumber(10), 5).ShouldBe(inside);

    [Theory, Exercise("6.4")]
    [InlineData(0xFFFF_FFFDu, false)]
    [InlineData(0xFFFF_FFFEu, true)]
    [InlineData(0xFFFF_FFFFu, true)]
    [InlineData(0u, true)]
    [InlineData(1u, true)]
    [InlineData(2u, false)]
    public void A_window_may_wrap_around(uint number, bool inside) =>
        new SequenceNumber(number).IsWithin(new SequenceNumber(0xFFFF_FFFE), 4).ShouldBe(inside);

    [Fact, Exercise("6.4")]
    public void An_empty_window_does_not_even_hold_its_start() =>
        new SequenceNumber(10).IsWithin(new SequenceNumber(10), 0).ShouldBeFalse();

    [Fact, Exercise("6.4")]
    public void Any_window_holds_what_whole_numbers_say() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.UInt).Sample((number, start, length) =>
        {
            BigInteger unwrapped = number >= start ? number : number + Circle;
            return new SequenceNumber(number).IsWithin(new SequenceNumber(start), length) == (unwrapped < (BigInteger)start + length);
        });

    [Fact]
    public void Adding_wraps_around()
    {
        (new SequenceNumber(uint.MaxValue) + 2).ShouldBe(new SequenceNumber(1));
        (new SequenceNumber(1) + -2).ShouldBe(new SequenceNumber(uint.MaxValue));
        (new SequenceNumber(1) - 2).ShouldBe(new SequenceNumber(uint.MaxValue));
        (new SequenceNumber(5) + uint.MaxValue).ShouldBe(new SequenceNumber(4));
    }
}
