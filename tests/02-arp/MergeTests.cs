using Workbook.Basics;
using static Workbook.Arp.Tests.ArpLab;

namespace Workbook.Arp.Tests;

[Requirement("RFC1122", "L-13")]
public class MergeTests
{
    private readonly ArpLab _lab = new();

    private Neighbor? Entry => _lab.Resolver.Cache.Find(Theirs);

    [Fact, Exercise("2.3")]
    public void A_request_for_us_makes_an_entry()
    {
        _lab.Resolver.Merge(Request(TheirMac, Theirs, Ours), At(0)).ShouldBeTrue();
        Entry.ShouldNotBeNull();
        (Entry.Mac, Entry.State).ShouldBe((TheirMac, NeighborState.Reachable));
    }

    [Fact, Exercise("2.3")]
    public void A_request_for_somebody_else_makes_no_entry()
    {
        _lab.Resolver.Merge(Request(TheirMac, Theirs, Nobody), At(0)).ShouldBeFalse();
        Entry.ShouldBeNull();
    }

    [Fact, Exercise("2.3"), Requirement("RFC826", "merge")]
    public void A_reply_nobody_asked_for_makes_no_entry()
    {
        _lab.Resolver.Merge(Reply(TheirMac, Theirs), At(0)).ShouldBeFalse();
        Entry.ShouldBeNull();
    }

    [Fact, Exercise("2.3")]
    public void An_announcement_makes_no_entry()
    {
        _lab.Resolver.Merge(Request(TheirMac, Theirs, Theirs), At(0)).ShouldBeFalse();
        Entry.ShouldBeNull();
    }

    public static TheoryData<ArpOperation, string> Updates => new()
    {
        { ArpOperation.Request, "10.0.0.1" },
        { ArpOperation.Request, "10.0.0.99" },
        { ArpOperation.Request, "10.0.0.2" },
        { ArpOperation.Reply, "10.0.0.1" },
    };

    [Theory, Exercise("2.3")]
    [MemberData(nameof(Updates))]
    public void Any_packet_updates_an_entry_that_is_there(ArpOperation operation, string target)
    {
        _lab.Know(Theirs, TheirMac, At(0));
        var packet = new ArpPacket(operation, OtherMac, Theirs, MacAddress.Zero, IPv4Address.Parse(target));
        _lab.Resolver.Merge(packet, At(30)).ShouldBeTrue();
        Entry!.Mac.ShouldBe(OtherMac);
        Entry.Due.ShouldBe(At(90), "its life begins anew");
    }

    [Fact, Exercise("2.3")]
    public void A_static_entry_is_not_changed()
    {
        _lab.Resolver.AddStatic(Theirs, TheirMac, At(0));
        _lab.Resolver.Merge(Request(OtherMac, Theirs, Ours), At(0)).ShouldBeFalse();
        (Entry!.Mac, Entry.Due).ShouldBe((TheirMac, Instant.Never));
    }

    [Fact, Exercise("2.3")]
    public void A_probe_makes_no_entry_for_the_address_that_is_none()
    {
        _lab.Resolver.Merge(Request(TheirMac, IPv4Address.Any, Ours), At(0)).ShouldBeFalse();
        _lab.Resolver.Cache.Count.ShouldBe(0);
    }

    [Fact, Exercise("2.3"), Exercise("2.5"), Requirement("RFC1122", "L-5")]
    public void A_reply_sends_what_was_waiting_in_its_order()
    {
        _lab.Send(1, Theirs, At(0));
        _lab.Send(2, Theirs, At(0));
        _lab.Resolver.Merge(Reply(TheirMac, Theirs), At(0.5));
        _lab.Sent.ShouldBe([(TheirMac, (byte)1), (TheirMac, (byte)2)]);
        _lab.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("2.3"), Exercise("2.5")]
    public void A_neighbor_that_answers_late_is_reachable_at_once()
    {
        _lab.Send(1, Theirs, At(0));
        for (int second = 1; second <= 3; second++)
            _lab.Resolver.Tick(At(second));
        Entry!.State.ShouldBe(NeighborState.Failed);
        _lab.Resolver.Merge(Reply(TheirMac, Theirs), At(3.5));
        _lab.Send(2, Theirs, At(3.5));
        _lab.Sent.ShouldHaveSingleItem().ShouldBe((TheirMac, (byte)2));
    }
}
