using Workbook.Cli.Terminal;

namespace Workbook.Tools.Tests.Wb;

public class QuantityTests
{
    [Theory]
    [InlineData("1500", 1500)]
    [InlineData("100MB", 100_000_000)]
    [InlineData("64KiB", 65_536)]
    [InlineData("1.5 GiB", 1_610_612_736)]
    [InlineData("2k", 2048)]
    [InlineData("7b", 7)]
    public void A_size_is_read_with_its_unit(string text, long bytes)
    {
        Quantity.TryParseSize(text, out long parsed).ShouldBeTrue();
        parsed.ShouldBe(bytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MB")]
    [InlineData("-1MB")]
    [InlineData("10X")]
    [InlineData("1e300")]
    [InlineData("20ms")]
    public void What_is_no_size_is_refused(string text) => Quantity.TryParseSize(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("20ms", 20_000)]
    [InlineData("1.5s", 1_500_000)]
    [InlineData("300us", 300)]
    [InlineData("2min", 120_000_000)]
    [InlineData("0", 0)]
    public void A_time_is_read_with_its_unit(string text, double microseconds)
    {
        Quantity.TryParseTime(text, out TimeSpan time).ShouldBeTrue();
        time.TotalMicroseconds.ShouldBe(microseconds);
    }

    [Theory]
    [InlineData("20")]
    [InlineData("ms")]
    [InlineData("-1s")]
    public void A_time_without_unit_is_refused(string text) => Quantity.TryParseTime(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData("100Mbit", 100_000_000)]
    [InlineData("56kbit/s", 56_000)]
    [InlineData("1Gbps", 1_000_000_000)]
    public void A_rate_is_read_in_bits_per_second(string text, long rate)
    {
        Quantity.TryParseRate(text, out long parsed).ShouldBeTrue();
        parsed.ShouldBe(rate);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("1", true)]
    [InlineData("10%", true)]
    [InlineData("1.01", false)]
    [InlineData("-0.1", false)]
    [InlineData("101%", false)]
    [InlineData("NaN", false)]
    public void A_chance_lies_between_0_and_1(string text, bool valid) => Quantity.TryParseChance(text, out _).ShouldBe(valid);

    [Theory]
    [InlineData(999, "999 B")]
    [InlineData(1000, "1 kB")]
    [InlineData(1460, "1.46 kB")]
    [InlineData(99_940, "99.9 kB")]
    [InlineData(99_960, "100 kB")]
    [InlineData(999_600, "1 MB")]
    public void Sizes_are_written_with_three_digits(double bytes, string text) => Quantity.Size(bytes).ShouldBe(text);
}
