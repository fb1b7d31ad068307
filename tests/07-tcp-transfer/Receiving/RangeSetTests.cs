using Workbook.Basics;

namespace Workbook.Tcp.Tests;

public class RangeSetTests
{
    private readonly BufferPool _pool = new();
    private readonly RangeSet _set;

    public RangeSetTests() => _set = new RangeSet(_pool);

    private IEnumerable<SackBlock> All => Enumerable.Range(0, _set.Count).Select(i => _set[i]);

    [Fact, Exercise("7.4"), Requirement("RFC9293", "SHLD-31")]
    public void Ranges_stay_sorted_in_whatever_order_they_come()
    {
        // The numbers wrap around between 150 and 250.
        foreach (int start in new[] { 150, 50, 250, 100, 350 })
            _set.TryInsert(Arriving.Block(start, start + 10)).ShouldBeTrue();
        All.ShouldBe([
            Arriving.Block(50, 60), Arriving.Block(100, 110), Arriving.Block(150, 160), Arriving.Block(250, 260),
            Arriving.Block(350, 360)]);
    }

    [Fact, Exercise("7.4"), Requirement("CVE-2018-5390", "bounded")]
    public void When_there_is_no_room_a_range_is_refused_and_the_others_stay()
    {
        for (int i = 0; i < RangeSet.Capacity; i++)
            _set.TryInsert(Arriving.Block(2 * i + 1, 2 * i + 2)).ShouldBeTrue();
        SackBlock[] before = [.. All];
        _set.TryInsert(Arriving.Block(1000, 1001)).ShouldBeFalse();
        All.ShouldBe(before);
    }

    [Fact, Exercise("7.4")]
    public void Storage_is_borrowed_with_the_first_range_and_returned_with_the_last()
    {
        _pool.OutstandingBytes.ShouldBe(0);
        _set.TryInsert(Arriving.Block(10, 20));
        _set.TryInsert(Arriving.Block(30, 40));
        _pool.OutstandingBytes.ShouldBe(1024);
        _set.RemoveReached(Arriving.At(10)).ShouldBe(Arriving.At(20));
        _pool.OutstandingBytes.ShouldBe(1024);
        _set.RemoveReached(Arriving.At(35)).ShouldBe(Arriving.At(40));
        _pool.OutstandingBytes.ShouldBe(0);
    }

    [Fact, Exercise("7.4")]
    public void Ranges_are_removed_up_to_the_first_gap()
    {
        _set.TryInsert(Arriving.Block(10, 20));
        _set.TryInsert(Arriving.Block(30, 40));
        _set.RemoveReached(Arriving.At(9)).ShouldBe(Arriving.At(9));
        _set.Count.ShouldBe(2);
        _set.RemoveReached(Arriving.At(25)).ShouldBe(Arriving.At(25));
        All.ShouldBe([Arriving.Block(30, 40)]);
        _set.RemoveReached(Arriving.At(30)).ShouldBe(Arriving.At(40));
        _set.Count.ShouldBe(0);
    }

    [Theory, Exercise("7.5")]
    [InlineData(0, 9, "0-9 10-20 30-40 50-60")]     // a gap of one on the right
    [InlineData(0, 10, "0-20 30-40 50-60")]         // touches on the right
    [InlineData(20, 25, "10-25 30-40 50-60")]       // touches on the left
    [InlineData(21, 25, "10-20 21-25 30-40 50-60")]
    [InlineData(20, 30, "10-40 50-60")]             // fills a gap
    [InlineData(15, 35, "10-40 50-60")]             // overlaps on both sides
    [InlineData(12, 15, "10-20 30-40 50-60")]       // brings nothing new
    [InlineData(10, 20, "10-20 30-40 50-60")]
    [InlineData(5, 25, "5-25 30-40 50-60")]         // swallows one
    [InlineData(5, 65, "5-65")]                     // swallows all
    [InlineData(35, 70, "10-20 30-70")]
    [InlineData(61, 70, "10-20 30-40 50-60 61-70")]
    public void A_range_joins_what_it_touches(int start, int end, string expected)
    {
        _set.TryAdd(Arriving.Block(10, 20), out _).ShouldBeTrue();
        _set.TryAdd(Arriving.Block(30, 40), out _).ShouldBeTrue();
        _set.TryAdd(Arriving.Block(50, 60), out _).ShouldBeTrue();
        _set.TryAdd(Arriving.Block(start, end), out SackBlock joined).ShouldBeTrue();
        string.Join(" ", All.Select(Name)).ShouldBe(expected);
        expected.Split(' ').ShouldContain(Name(joined));
        (joined.Start <= Arriving.At(start) && Arriving.At(end) <= joined.End).ShouldBeTrue();

        static string Name(SackBlock block) => $"{block.Start - Arriving.At(0)}-{block.End - Arriving.At(0)}";
    }

    [Fact, Exercise("7.5")]
    public void A_full_set_still_joins()
    {
        for (int i = 0; i < RangeSet.Capacity; i++)
            _set.TryAdd(Arriving.Block(3 * i, 3 * i + 1), out _).ShouldBeTrue();
        _set.TryAdd(Arriving.Block(3000, 3001), out _).ShouldBeFalse();
        _set.TryAdd(Arriving.Block(1, 2), out SackBlock joined).ShouldBeTrue();
        joined.ShouldBe(Arriving.Block(0, 2));
        _set.Count.ShouldBe(RangeSet.Capacity);
        _set.TryAdd(Arriving.Block(2, 3), out joined).ShouldBeTrue();
        joined.ShouldBe(Arriving.Block(0, 4));
        _set.Count.ShouldBe(RangeSet.Capacity - 1);
    }

    [Fact, Exercise("7.5")]
    public void A_set_of_ranges_behaves_like_a_set_of_numbers() =>
        Gen.Select(Gen.Int[0, 400], Gen.Int[1, 30]).Array[1, 60].Sample(stretches =>
        {
            var set = new RangeSet(new BufferPool());
            var model = new SortedSet<int>();
            foreach ((int start, int length) in stretches)
            {
                set.TryAdd(Arriving.Block(start, start + length), out _).ShouldBeTrue();
                model.UnionWith(Enumerable.Range(start, length));
            }
            var numbers = new List<int>();
            for (int i = 0; i < set.Count; i++)
            {
                if (i > 0) (set[i].Start - set[i - 1].End).ShouldBeGreaterThan(0);
                for (SequenceNumber n = set[i].Start; n < set[i].End; n += 1) numbers.Add(n - Arriving.At(0));
            }
            return numbers.SequenceEqual(model);
        }, iter: 300, threads: 1);
}
