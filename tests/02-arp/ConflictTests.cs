using Workbook.Basics;
using static Workbook.Arp.Tests.ArpLab;

namespace Workbook.Arp.Tests;

[Requirement("RFC1122", "L-14")]
public class ConflictTests
{
    private static readonly ArpPacket Announcement = Request(OurMac, Ours, Ours);

    private readonly ArpLab _lab = new();

    [Fact, Exercise("2.6"), Requirement("RFC5227", "2.4")]
    public void A_station_that_uses_our_address_is_told_of_and_answered_with_an_announcement()
    {
        _lab.Resolver.NoticeConflict(Reply(OtherMac, Ours), At(0)).ShouldBeTrue();
        _lab.Conflicts.ShouldBe([(Ours, OtherMac)]);
        _lab.Asked.ShouldHaveSingleItem().ShouldBe((MacAddress.Broadcast, Announcement));
    }

    [Fact, Exercise("2.6")]
    public void Each_conflict_is_told_of()
    {
        foreach (Instant now in new[] { At(0), At(5), Before(10) })
            _lab.Resolver.NoticeConflict(Reply(OtherMac, Ours), now);
        _lab.Conflicts.Count.ShouldBe(3);
    }

    [Fact, Exercise("2.6")]
    public void An_address_is_defended_once_in_ten_seconds()
    {
        foreach (Instant now in new[] { At(0), At(5), Before(10) })
            _lab.Resolver.NoticeConflict(Reply(OtherMac, Ours), now);
        _lab.Asked.Count.ShouldBe(1);
        _lab.Resolver.NoticeConflict(Reply(OtherMac, Ours), At(10));
        _lab.Asked.Count.ShouldBe(2);
    }

    [Fact, Exercise("2.6")]
    public void Each_of_our_addresses_is_defended_for_itself()
    {
        _lab.Resolver.NoticeConflict(Reply(OtherMac, Ours), At(0));
        _lab.Resolver.NoticeConflict(Reply(OtherMac, OursToo), At(1));
        _lab.Asked.Select(a => a.Packet.SenderAddress).ShouldBe([Ours, OursToo]);
    }

    [Fact, Exercise("2.6")]
    public void Our_own_announcement_coming_back_is_no_conflict()
    {
        _lab.Resolver.NoticeConflict(Announcement, At(0)).ShouldBeFalse();
        _lab.Conflicts.ShouldBeEmpty();
    }

    [Fact, Exercise("2.6")]
    public void Others_with_their_own_addresses_and_probes_are_no_conflict()
    {
        _lab.Resolver.NoticeConflict(Request(OtherMac, Theirs, Ours), At(0)).ShouldBeFalse();
        _lab.Resolver.NoticeConflict(Request(OtherMac, IPv4Address.Any, Ours), At(0)).ShouldBeFalse();
        _lab.Conflicts.ShouldBeEmpty();
        _lab.Asked.ShouldBeEmpty();
    }

    [Fact, Exercise("2.1"), Exercise("2.6")]
    public void Nothing_is_learned_from_a_conflict()
    {
        _lab.Receive(Request(OtherMac, Ours, Ours), At(0));
        _lab.Resolver.Cache.Count.ShouldBe(0);
        _lab.Asked.ShouldHaveSingleItem().Packet.ShouldBe(Announcement);
    }

    [Fact]
    public void An_announcement_is_a_request_for_ourselves_to_everybody()
    {
        _lab.Resolver.Announce(Ours, At(0));
        _lab.Asked.ShouldHaveSingleItem().ShouldBe((MacAddress.Broadcast, Announcement));
    }
}
