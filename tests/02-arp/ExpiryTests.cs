using Workbook.Basics;
using static Workbook.Arp.Tests.ArpLab;

namespace Workbook.Arp.Tests;

public class ExpiryTests
{
    private readonly ArpLab _lab = new();

    private NeighborState? State => _lab.Resolver.Cache.Find(Theirs)?.State;

    [Fact, Exercise("2.4"), Requirement("RFC1122", "L-2")]
    public void A_neighbor_is_reachable_for_sixty_seconds_and_stale_for_sixty_more()
    {
        _lab.Know(Theirs, TheirMac, At(0));
        _lab.Resolver.NextDeadline.ShouldBe(At(60));
        _lab.Resolver.Tick(Before(60));
        State.ShouldBe(NeighborState.Reachable);
        _lab.Resolver.Tick(At(60));
        State.ShouldBe(NeighborState.Stale);
        _lab.Resolver.NextDeadline.ShouldBe(At(120));
        _lab.Resolver.Tick(Before(120));
        State.ShouldBe(NeighborState.Stale);
        _lab.Resolver.Tick(At(120));
        State.ShouldBeNull();
        _lab.Resolver.NextDeadline.ShouldBe(Instant.Never);
    }

    [Fact, Exercise("2.4"), Requirement("RFC1122", "L-4")]
    public void The_life_of_an_entry_is_an_option()
    {
        var lab = new ArpLab(new ArpOptions { Life = TimeSpan.FromSeconds(5) });
        lab.Know(Theirs, TheirMac, At(0));
        lab.Resolver.Tick(Before(5));
        lab.Resolver.Cache.Find(Theirs)!.State.ShouldBe(NeighborState.Reachable);
        lab.Resolver.Tick(At(5));
        lab.Resolver.Cache.Find(Theirs)!.State.ShouldBe(NeighborState.Stale);
    }

    [Fact, Exercise("2.4")]
    public void A_neighbor_heard_of_again_lives_on()
    {
        _lab.Know(Theirs, TheirMac, At(0));
        _lab.Know(Theirs, TheirMac, At(59));
        _lab.Resolver.Tick(At(60));
        _lab.Resolver.Tick(Before(119));
        State.ShouldBe(NeighborState.Reachable);
        _lab.Resolver.Tick(At(119));
        State.ShouldBe(NeighborState.Stale);
        _lab.Know(Theirs, TheirMac, At(130));
        State.ShouldBe(NeighborState.Reachable);
        _lab.Resolver.Tick(Before(190));
        State.ShouldBe(NeighborState.Reachable);
    }

    [Fact, Exercise("2.4")]
    public void A_neighbor_whose_time_is_up_is_stale_and_its_address_is_kept()
    {
        _lab.Know(Theirs, TheirMac, At(0));
        _lab.Resolver.Tick(At(60));
        State.ShouldBe(NeighborState.Stale);
        _lab.Resolver.Cache.Find(Theirs)!.Mac.ShouldBe(TheirMac);
    }

    [Fact, Exercise("2.4")]
    public void A_stale_neighbor_whose_time_is_up_is_forgotten()
    {
        Neighbor neighbor = _lab.Know(Theirs, TheirMac, At(0));
        neighbor.State = NeighborState.Stale;
        _lab.Resolver.Expire(neighbor, At(120));
        State.ShouldBeNull();
    }

    [Fact, Exercise("2.4")]
    public void A_failed_neighbor_is_forgotten()
    {
        Neighbor neighbor = _lab.Know(Theirs, TheirMac, At(0));
        neighbor.State = NeighborState.Failed;
        _lab.Resolver.Expire(neighbor, At(1));
        State.ShouldBeNull();
        _lab.Resolver.NextDeadline.ShouldBe(Instant.Never);
    }

    [Fact, Exercise("2.4"), Exercise("2.5")]
    public void A_stale_neighbor_in_use_is_asked_alone_while_datagrams_go_on()
    {
        _lab.Know(Theirs, TheirMac, At(0));
        _lab.Resolver.Tick(At(60));
        _lab.Send(1, Theirs, At(70));
        _lab.Send(2, Theirs, At(70.5));
        _lab.Sent.ShouldBe([(TheirMac, (byte)1), (TheirMac, (byte)2)]);
        _lab.Asked.ShouldHaveSingleItem().ShouldBe((TheirMac, Request(OurMac, Ours, Theirs)));
    }

    [Fact, Exercise("2.4"), Exercise("2.5")]
    public void A_stale_neighbor_that_does_not_answer_is_asked_for_everywhere_and_given_up()
    {
        _lab.Know(Theirs, TheirMac, At(0));
        _lab.Resolver.Tick(At(60));
        _lab.Send(1, Theirs, At(70));
        _lab.Resolver.Tick(At(71));
        _lab.Resolver.Tick(At(72));
        _lab.Asked.Select(a => a.To).ShouldBe([TheirMac, MacAddress.Broadcast, MacAddress.Broadcast]);
        _lab.Resolver.Tick(Before(73));
        State.ShouldBe(NeighborState.Stale);
        _lab.Resolver.Tick(At(73));
        State.ShouldBe(NeighborState.Failed);
        _lab.Send(2, Theirs, At(73.5));
        _lab.Failed.ShouldHaveSingleItem().Datagram.ShouldBe((byte)2);
    }

    [Fact, Exercise("2.3"), Exercise("2.4"), Exercise("2.5")]
    public void A_neighbor_that_moved_is_found_while_a_connection_goes_on()
    {
        _lab.Know(Theirs, TheirMac, At(0));
        _lab.Resolver.Tick(At(60));
        _lab.Send(1, Theirs, At(60));
        _lab.Resolver.Tick(At(61));
        _lab.Resolver.Merge(Reply(OtherMac, Theirs), At(61.1));
        _lab.Send(2, Theirs, At(61.2));
        _lab.Sent.ShouldBe([(TheirMac, (byte)1), (OtherMac, (byte)2)]);
        _lab.Asked.Count.ShouldBe(2);
    }
}
