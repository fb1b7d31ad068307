using Workbook.Basics;
using static Workbook.Arp.Tests.ArpLab;

namespace Workbook.Arp.Tests;

public class AnsweringTests
{
    private readonly ArpLab _lab = new();

    [Fact, Exercise("2.2"), Requirement("RFC1122", "L-8")]
    public void A_request_for_us_is_answered_to_its_sender_with_every_field_filled_in()
    {
        _lab.Resolver.Answer(Request(TheirMac, Theirs, Ours), At(0)).ShouldBeTrue();
        _lab.Asked.ShouldHaveSingleItem().ShouldBe((TheirMac, new ArpPacket(ArpOperation.Reply, OurMac, Ours, TheirMac, Theirs)));
        _lab.Counters[Counter.ArpRepliesSent].ShouldBe(1);
        _lab.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("2.2")]
    public void The_answer_is_about_the_address_asked_for_not_about_the_first_we_have()
    {
        _lab.Resolver.Answer(Request(TheirMac, Theirs, OursToo), At(0)).ShouldBeTrue();
        _lab.Asked.ShouldHaveSingleItem().Packet.SenderAddress.ShouldBe(OursToo);
    }

    [Fact, Exercise("2.2")]
    public void A_request_for_somebody_else_is_left_to_somebody_else()
    {
        _lab.Resolver.Answer(Request(TheirMac, Theirs, Nobody), At(0)).ShouldBeFalse();
        _lab.Asked.ShouldBeEmpty();
    }

    [Fact, Exercise("2.2")]
    public void A_reply_is_not_answered()
    {
        _lab.Resolver.Answer(Reply(TheirMac, Theirs), At(0)).ShouldBeFalse();
        _lab.Asked.ShouldBeEmpty();
    }

    [Fact, Exercise("2.2"), Requirement("RFC1122", "L-14")]
    public void A_probe_for_our_address_is_answered()
    {
        _lab.Resolver.Answer(Request(TheirMac, IPv4Address.Any, Ours), At(0)).ShouldBeTrue();
        _lab.Asked.ShouldHaveSingleItem().ShouldBe((TheirMac, new ArpPacket(ArpOperation.Reply, OurMac, Ours, TheirMac, IPv4Address.Any)));
    }

    [Fact, Exercise("2.1"), Exercise("2.2"), Exercise("2.3"), Exercise("2.6")]
    public void A_request_for_us_is_learned_from_and_answered()
    {
        _lab.Receive(Request(TheirMac, Theirs, Ours), At(1));
        _lab.Asked.ShouldHaveSingleItem().To.ShouldBe(TheirMac);
        _lab.Resolver.Cache.Find(Theirs)!.Mac.ShouldBe(TheirMac);
        _lab.Counters.TotalDrops.ShouldBe(0);
    }

    [Fact, Exercise("2.1"), Exercise("2.2"), Exercise("2.3"), Exercise("2.6")]
    public void What_is_of_no_use_is_counted()
    {
        _lab.Receive(Request(TheirMac, Theirs, Nobody), At(0));
        _lab.Receive(Reply(OurMac, Theirs), At(0));
        _lab.Resolver.Receive(new byte[27], new Arrival(At(0)));
        _lab.Counters[DropReason.ArpNotForUs].ShouldBe(1);
        _lab.Counters[DropReason.ArpBadSender].ShouldBe(1);
        _lab.Counters[DropReason.ArpMalformed].ShouldBe(1);
        _lab.Resolver.Cache.Count.ShouldBe(0);
    }

    [Fact, Exercise("2.1"), Exercise("2.2"), Exercise("2.3"), Exercise("2.6")]
    public void Packets_of_any_kind_leave_the_cache_within_its_bounds_and_no_packet_behind()
    {
        var lab = new ArpLab(new ArpOptions { CacheSize = 8 });
        Gen.Select(Gen.UShort[0, 3], Gen.ULong[0, 20], Gen.UInt[0, 30], Gen.UInt[0, 30]).Array[0, 100].Sample(packets =>
        {
            foreach (var (operation, mac, sender, target) in packets)
            {
                var (from, to) = (new IPv4Address(0x0A00_0000 + sender), new IPv4Address(0x0A00_0000 + target));
                lab.Receive(new ArpPacket((ArpOperation)operation, new(mac), from, default, to), At(0));
            }
            lab.Resolver.Cache.Count.ShouldBeLessThanOrEqualTo(8);
            lab.Resolver.Cache.Find(Ours).ShouldBeNull();
            lab.Pool.Outstanding.ShouldBe(0);
        }, iter: 50, threads: 1);
    }
}
