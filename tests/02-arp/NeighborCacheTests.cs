using Workbook.Basics;

namespace Workbook.Arp.Tests;

public class NeighborCacheTests
{
    private readonly List<IPv4Address> _removed = [];
    private readonly NeighborCache _cache;

    public NeighborCacheTests() => _cache = new NeighborCache(3, (_, _) => { }, neighbor => _removed.Add(neighbor.Address));

    private static IPv4Address Address(int i) => new((uint)(0x0A00_0000 + i));

    [Fact]
    public void The_least_recently_used_makes_room()
    {
        for (int i = 1; i <= 3; i++)
            _cache.Add(Address(i));
        _cache.Use(Address(1)); // a first-in-first-out cache would throw it out next
        _cache.Add(Address(4));
        _removed.ShouldBe([Address(2)]);
        _cache.Count.ShouldBe(3);
    }

    [Fact]
    public void Looking_is_not_using()
    {
        for (int i = 1; i <= 3; i++)
            _cache.Add(Address(i));
        _cache.Find(Address(1)).ShouldNotBeNull();
        _cache.Add(Address(4));
        _removed.ShouldBe([Address(1)]);
    }

    [Fact]
    public void A_neighbor_removed_right_after_use_is_gone()
    {
        _cache.Add(Address(1));
        _cache.Use(Address(1)).ShouldNotBeNull();
        _cache.Remove(Address(1)).ShouldBeTrue();
        _cache.Use(Address(1)).ShouldBeNull();
        _cache.Remove(Address(1)).ShouldBeFalse();
    }

    [Fact]
    public void Static_neighbors_never_make_room_and_leave_room_for_one()
    {
        for (int i = 1; i <= 2; i++)
            _cache.MakeStatic(_cache.Add(Address(i)));
        for (int i = 3; i <= 10; i++)
            _cache.Add(Address(i));
        _cache.All.Select(n => n.Address).ShouldBe([Address(1), Address(2), Address(10)], ignoreOrder: true);
        Should.Throw<InvalidOperationException>(() => _cache.MakeStatic(_cache.Find(Address(10))!));
        _cache.Remove(Address(1)).ShouldBeTrue();
    }

    [Fact]
    public void It_holds_what_a_simple_model_of_it_holds()
    {
        Gen.Select(Gen.Bool, Gen.Int[1, 6]).Array[0, 60].Sample(steps =>
        {
            var cache = new NeighborCache(3, (_, _) => { }, _ => { });
            var model = new List<int>(); // latest use last
            foreach ((bool remove, int i) in steps)
            {
                bool held = model.Remove(i);
                if (remove)
                {
                    cache.Remove(Address(i)).ShouldBe(held);
                    continue;
                }
                (cache.Use(Address(i)) is not null).ShouldBe(held);
                if (!held)
                    cache.Add(Address(i));
                model.Add(i);
                if (model.Count > 3)
                    model.RemoveAt(0);
                cache.All.Select(n => n.Address).ShouldBe(model.Select(Address), ignoreOrder: true);
            }
        }, iter: 300);
    }
}
