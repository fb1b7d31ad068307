namespace Workbook.Tools.Tests.Harness;

public class HelperTests
{
    [Fact]
    public void Hex_is_read_as_people_write_it() => Hex.Parse("""
        02:00 0001  # where to
        ff
        """).ShouldBe([2, 0, 0, 1, 255]);

    [Theory]
    [InlineData("0")]
    [InlineData("0x12")]
    [InlineData("12 zz")]
    public void Anything_else_is_refused(string text) => Should.Throw<FormatException>(() => Hex.Parse(text));

    [Fact]
    public void A_dump_counts_its_lines() => Hex.Dump([.. Enumerable.Range(0, 18).Select(i => (byte)i)]).ShouldBe(
        "0000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f\n0010  10 11");

    [Fact]
    public void A_piece_of_the_stream_is_known_by_its_offset()
    {
        Pattern.Difference(Pattern.Bytes(1_000_000_000_000, 100), 1_000_000_000_000).ShouldBeNull();
        Should.Throw<ContentException>(() => Pattern.Check(Pattern.Bytes(99, 100), 100)).Message.ShouldEndWith("what stands there belongs at 99");
    }

    [Fact]
    public void Bytes_far_apart_differ_as_chance_has_it()
    {
        foreach (int distance in (int[])[1, 256, 536, 1460, 4096, 65_536])
            Enumerable.Range(0, 10_000).Count(i => Pattern.At(i) == Pattern.At(i + distance)).ShouldBeInRange(10, 120, $"distance {distance}");
    }

    [Fact]
    public void Allocation_is_measured_after_warming_up()
    {
        byte[]? kept = null;
        Allocation.During(() => kept ??= new byte[100]).ShouldBe(0);
        Allocation.During(() => kept = new byte[100]).ShouldBeGreaterThanOrEqualTo(100);
    }

    [Fact]
    public void A_tests_seed_is_the_same_every_time() => TestSeed.Random().Next().ShouldBe(TestSeed.Random().Next());

    [Theory, Seeds(3)]
    public void A_theory_gets_its_seeds(int seed) => TestSeed.Random(seed).Next().ShouldBe(new Random(seed).Next());
}
