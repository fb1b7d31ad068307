using Workbook.Basics;
using Workbook.Harness;
using static Workbook.Arp.Tests.ArpLab;

namespace Workbook.Arp.Tests;

public class ResolvingTests
{
    private readonly ArpLab _lab = new(new ArpOptions { QueueLength = 3 });

    private NeighborState? State => _lab.Resolver.Cache.Find(Nobody)?.State;

    [Fact, Exercise("2.5"), Requirement("RFC1122", "L-8"), Requirement("RFC1122", "L-12")]
    public void A_datagram_for_an_unknown_neighbor_waits_while_everybody_is_asked()
    {
        _lab.Send(1, Nobody, At(0));
        _lab.Asked.ShouldHaveSingleItem().ShouldBe((MacAddress.Broadcast, Request(OurMac, Ours, Nobody)));
        _lab.Sent.ShouldBeEmpty();
        _lab.Failed.ShouldBeEmpty();
        _lab.Counters.TotalDrops.ShouldBe(0);
        _lab.Pool.Outstanding.ShouldBe(1);
    }

    [Fact, Exercise("2.5"), Requirement("RFC1122", "L-3")]
    public void One_address_is_asked_for_once_a_second_however_much_there_is_to_send()
    {
        for (int i = 0; i < 100; i++)
            _lab.Send(1, Nobody, At(i / 100.0));
        _lab.Asked.Count.ShouldBe(1);
    }

    [Fact, Exercise("2.5")]
    public void The_question_is_repeated_a_second_later()
    {
        _lab.Send(1, Nobody, At(0));
        _lab.Resolver.NextDeadline.ShouldBe(At(1));
        _lab.Resolver.Tick(Before(1));
        _lab.Asked.Count.ShouldBe(1);
        _lab.Resolver.Tick(At(1));
        _lab.Asked.Count.ShouldBe(2);
    }

    [Fact, Exercise("2.5"), Requirement("RFC1122", "L-5")]
    public void The_latest_datagrams_are_kept()
    {
        for (byte i = 1; i <= 5; i++)
            _lab.Send(i, Nobody, At(0));
        _lab.Counters[DropReason.ArpQueueFull].ShouldBe(2);
        _lab.Know(Nobody, OtherMac, At(0.1));
        _lab.Sent.Select(s => s.Datagram).ShouldBe<byte>([3, 4, 5]);
        _lab.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("2.5"), Requirement("RFC1122", "L-12")]
    public void After_three_requests_in_vain_each_datagram_is_handed_up()
    {
        _lab.Send(1, Nobody, At(0));
        _lab.Resolver.Tick(At(1));
        _lab.Send(2, Nobody, At(1.5));
        _lab.Resolver.Tick(At(2));
        _lab.Asked.Count.ShouldBe(3);
        _lab.Resolver.Tick(Before(3));
        _lab.Failed.ShouldBeEmpty();
        _lab.Resolver.Tick(At(3));
        _lab.Failed.ShouldBe([((byte)1, At(3)), ((byte)2, At(3))]);
        _lab.Asked.Count.ShouldBe(3);
        _lab.Counters[DropReason.ArpUnresolved].ShouldBe(2);
        _lab.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("2.4"), Exercise("2.5")]
    public void A_failure_is_remembered_for_a_second_and_no_longer()
    {
        _lab.Send(1, Nobody, At(0));
        for (int second = 1; second <= 3; second++)
            _lab.Resolver.Tick(At(second));
        State.ShouldBe(NeighborState.Failed);
        _lab.Send(2, Nobody, Before(4));
        _lab.Failed.Count.ShouldBe(2);
        _lab.Asked.Count.ShouldBe(3);

        _lab.Resolver.NextDeadline.ShouldBe(At(4));
        _lab.Resolver.Tick(At(4));
        State.ShouldBeNull();
        _lab.Send(3, Nobody, At(4));
        _lab.Asked.Count.ShouldBe(4);
        _lab.Failed.Count.ShouldBe(2);
    }

    [Fact, Exercise("2.5")]
    public void Without_anybody_to_hand_it_to_a_datagram_is_released()
    {
        _lab.Resolver.Unreachable = null;
        _lab.Send(1, Nobody, At(0));
        for (int second = 1; second <= 3; second++)
            _lab.Resolver.Tick(At(second));
        _lab.Counters[DropReason.ArpUnresolved].ShouldBe(1);
        _lab.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("2.5")]
    public void Who_is_told_of_a_failure_may_send_again()
    {
        int told = 0;
        _lab.Resolver.Unreachable = (packet, now) =>
        {
            packet.Release();
            if (told++ == 0)
                _lab.Send(9, Nobody, now);
        };
        _lab.Send(1, Nobody, At(0));
        for (int second = 1; second <= 3; second++)
            _lab.Resolver.Tick(At(second));
        told.ShouldBe(2);
        _lab.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("2.5")]
    public void When_very_many_datagrams_wait_each_neighbor_keeps_its_latest()
    {
        var lab = new ArpLab(new ArpOptions { QueueLength = 3, TotalQueueLength = 3 });
        for (byte i = 1; i <= 3; i++)
            lab.Send(i, Theirs, At(0));
        lab.Send(4, Nobody, At(0));
        lab.Send(5, Nobody, At(0));
        lab.Resolver.Cache.Find(Theirs)!.WaitingCount.ShouldBe(3);
        lab.Resolver.Cache.Find(Nobody)!.WaitingCount.ShouldBe(1);
        lab.Know(Nobody, OtherMac, At(0));
        lab.Sent.ShouldHaveSingleItem().Datagram.ShouldBe((byte)5);
    }

    [Fact, Exercise("2.5")]
    public void A_neighbor_that_makes_room_takes_what_waits_with_it()
    {
        var lab = new ArpLab(new ArpOptions { CacheSize = 2 });
        for (uint i = 1; i <= 3; i++)
            lab.Send((byte)i, new IPv4Address(0x0A00_0100 + i), At(0));
        lab.Counters[DropReason.ArpUnresolved].ShouldBe(1);
        lab.Pool.Outstanding.ShouldBe(2);
        for (int second = 1; second <= 3; second++)
            lab.Resolver.Tick(At(second));
        lab.Failed.Select(f => f.Datagram).ShouldBe<byte>([2, 3]);
    }

    [Fact]
    public void A_datagram_for_a_known_neighbor_leaves_at_once()
    {
        _lab.Know(Theirs, TheirMac, At(0));
        _lab.Send(1, Theirs, At(0));
        _lab.Sent.ShouldHaveSingleItem().ShouldBe((TheirMac, (byte)1));
        _lab.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Broadcasts_and_multicasts_need_no_asking()
    {
        _lab.Send(1, IPv4Address.Broadcast, At(0));
        _lab.Send(2, IPv4Address.Parse("224.129.2.3"), At(0));
        _lab.Sent.ShouldBe([(MacAddress.Broadcast, (byte)1), (MacAddress.Parse("01:00:5e:01:02:03"), (byte)2)]);
        _lab.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void A_static_neighbor_is_never_asked_for_and_never_grows_old()
    {
        _lab.Resolver.AddStatic(Theirs, TheirMac, At(0));
        _lab.Resolver.NextDeadline.ShouldBe(Instant.Never);
        _lab.Resolver.Tick(At(1000));
        _lab.Send(1, Theirs, At(1000));
        _lab.Sent.ShouldHaveSingleItem().ShouldBe((TheirMac, (byte)1));
        _lab.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Sending_to_known_neighbors_allocates_nothing()
    {
        var resolver = new ArpResolver(OurMac, _ => false, () => Ours, (packet, _, _, _) => packet.Release(), _lab.Pool, new ArpOptions(), _lab.Counters);
        IPv4Address[] neighbors = [Theirs, Nobody];
        foreach (IPv4Address address in neighbors)
            resolver.Confirm(resolver.Cache.Add(address), TheirMac, At(0));
        void Send(int i) => resolver.Send(_lab.Pool.Rent(1500), neighbors[i / 2 % 2], At(0));
        Allocation.During(() =>
        {
            for (int i = 0; i < 1000; i++)
                Send(i);
        }).ShouldBe(0);
    }
}
