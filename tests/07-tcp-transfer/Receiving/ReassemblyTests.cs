using Workbook.Basics;

namespace Workbook.Tcp.Tests;

public class ReassemblyTests
{
    private readonly BufferPool _pool = new();
    private readonly Reassembly _text;

    public ReassemblyTests() => _text = new Reassembly(Arriving.At(0), 1000, _pool);

    private byte[] ReadAll()
    {
        var bytes = new byte[_text.Available];
        _text.Read(bytes).ShouldBe(bytes.Length);
        return bytes;
    }

    [Fact, Exercise("7.3")]
    public void Text_in_order_can_be_read_at_once()
    {
        _text.Append([1, 2, 3]);
        _text.Next.ShouldBe(Arriving.At(3));
        _text.Append([4]);
        _text.Next.ShouldBe(Arriving.At(4));
        ReadAll().ShouldBe([1, 2, 3, 4]);
        _text.Next.ShouldBe(Arriving.At(4));
    }

    [Fact, Exercise("7.3"), Exercise("7.4"), Exercise("7.5"), Requirement("RFC9293", "SHLD-31")]
    public void Text_that_fills_a_gap_brings_what_waited_behind_it()
    {
        _text.Append([0]);
        _text.TryKeep(Arriving.At(3), [3, 4], out _).ShouldBeTrue();
        _text.TryKeep(Arriving.At(6), [6], out _).ShouldBeTrue();
        _text.Available.ShouldBe(1);
        _text.Append([1, 2]);
        _text.Next.ShouldBe(Arriving.At(5));
        _text.Available.ShouldBe(5);
        _text.HasGap.ShouldBeTrue();
        _text.Append([5]);
        _text.Next.ShouldBe(Arriving.At(7));
        _text.HasGap.ShouldBeFalse();
        ReadAll().ShouldBe([0, 1, 2, 3, 4, 5, 6]);
        _pool.OutstandingBytes.ShouldBe(0);
    }

    [Fact, Exercise("7.3"), Exercise("7.4"), Exercise("7.5")]
    public void Text_before_a_gap_does_not_bring_what_waits_behind_it()
    {
        _text.Append([0]);
        _text.TryKeep(Arriving.At(4), [4], out _);
        _text.Append([1, 2]);
        _text.Next.ShouldBe(Arriving.At(3));
        ReadAll().ShouldBe([0, 1, 2]);
    }

    [Fact, Exercise("7.3"), Exercise("7.4"), Exercise("7.5")]
    public void Bytes_that_came_first_stay()
    {
        _text.Append([0]);
        _text.TryKeep(Arriving.At(3), [3, 4], out _);
        _text.TryKeep(Arriving.At(6), [6], out _);
        _text.TryKeep(Arriving.At(2), [2, 99, 99, 5, 99, 7], out SackBlock kept).ShouldBeTrue();
        kept.ShouldBe(Arriving.Block(2, 8));
        _text.Append([1, 99, 99]);
        _text.Next.ShouldBe(Arriving.At(8));
        ReadAll().ShouldBe([0, 1, 2, 3, 4, 5, 6, 7]);
    }

    [Fact, Exercise("7.3"), Exercise("7.4"), Exercise("7.5")]
    public void Text_next_in_order_is_taken_even_when_no_more_ranges_can_be_kept()
    {
        _text.Append([0]);
        for (int i = 0; i < RangeSet.Capacity; i++)
            _text.TryKeep(Arriving.At(2 * i + 3), [9], out _).ShouldBeTrue();
        _text.TryKeep(Arriving.At(900), [9], out _).ShouldBeFalse();
        _text.Append([1]);
        _text.Next.ShouldBe(Arriving.At(2));
        _text.Append([2]);
        _text.Next.ShouldBe(Arriving.At(4));
        _text.TryKeep(Arriving.At(900), [9], out _).ShouldBeTrue();
    }
}
