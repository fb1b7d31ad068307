using Workbook.Basics;

namespace Workbook.IPv4.Tests;

/// <summary>The errors that others send.</summary>
public class ReceivedErrorTests
{
    private readonly TestHost _host = new TestHost().WithGateway();

    /// <summary>A datagram that this stack could have sent.</summary>
    private static byte[] Ours(int length = 1000, bool df = true, IPv4Address? from = null, IpProtocol protocol = IpProtocol.Udp, int offset = 0) =>
        Wire.Datagram(Wire.Bytes(length), from ?? Wire.Us, Wire.Far, protocol, df: df, offset: offset);

    private void Hear(int type, int code, uint rest, byte[] quote, IPv4Address? to = null)
    {
        byte[] message = Wire.Icmp(type, code, rest, quote);
        _host.Layer.Icmp.Receive(
            Wire.Header(Wire.Datagram(message, Wire.Gateway, to, IpProtocol.Icmp)), message, new Arrival(_host.Now));
    }

    private int PathMtu(string destination = "192.0.2.7") =>
        _host.Layer.TryRoute(IPv4Address.Parse(destination), IPv4Address.Any, out Path path) ? path.Mtu : 0;

    [Theory, Exercise(ExerciseAttribute.Any), InlineData(3, 0), InlineData(3, 1), InlineData(3, 3), InlineData(11, 0), InlineData(11, 1), InlineData(12, 0)]
    [Requirement("RFC1122", "I-28"), Requirement("RFC1122", "I-37"), Requirement("RFC1122", "I-41"), Requirement("RFC1122", "I-43")]
    public void Errors_are_handed_up_with_what_they_quote(int type, int code)
    {
        Hear(type, code, 0, Ours()[..28]);
        var error = _host.Errors.ShouldHaveSingleItem();
        (error.Type, (int)error.Code, error.Reporter, error.Quoted.Destination).ShouldBe(((IcmpType)type, code, Wire.Gateway, Wire.Far));
        error.Payload.ShouldBe(Wire.Bytes(8));
    }

    [Fact, Exercise(ExerciseAttribute.Any), Requirement("RFC1122", "I-40"), Requirement("RFC6633", "3"), Requirement("RFC9293", "MUST-55")]
    public void Source_quench_is_ignored()
    {
        Hear(4, 0, 0, Ours()[..28]);
        _host.Errors.ShouldBeEmpty();
        _host.Counters[DropReason.IcmpIgnoredType].ShouldBe(1);
    }

    [Fact, Exercise(ExerciseAttribute.Any), Requirement("RFC1122", "I-39")]
    public void Redirects_change_no_route()
    {
        IReadOnlyList<Route> before = [.. _host.Layer.Routes.All];
        Hear(5, 1, Wire.Peer.Value, Ours()[..28]);
        _host.Layer.Routes.All.ShouldBe(before);
        _host.Counters[DropReason.IcmpIgnoredType].ShouldBe(1);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void An_error_about_what_we_cannot_have_sent_is_dropped()
    {
        Hear(3, 3, 0, Ours(from: Wire.Peer)[..28]);
        Hear(3, 3, 0, Ours()[..27]);
        Hear(3, 3, 0, Ours(offset: 8, df: false)[..28]);
        Hear(3, 3, 0, Ours()[..28], to: IPv4Address.Parse("10.0.0.255"));
        Hear(3, 3, 0, []);
        _host.Errors.ShouldBeEmpty();
        _host.Counters[DropReason.IcmpBadQuote].ShouldBe(5);
    }

    [Fact, Exercise(ExerciseAttribute.Any), Requirement("RFC1122", "I-48")]
    public void An_error_about_a_ping_goes_to_the_pinger()
    {
        var heard = new List<(IcmpType, ushort, ushort)>();
        _host.Layer.Icmp.EchoFailed = (in error, id, sequence, _) => heard.Add((error.Type, id, sequence));
        byte[] ping = Wire.Datagram(Wire.Icmp(8, 0, 0x0007_0003, []), Wire.Us, Wire.Far, IpProtocol.Icmp);
        Hear(11, 0, 0, ping);
        heard.ShouldBe([(IcmpType.TimeExceeded, 7, 3)]);
        _host.Errors.ShouldBeEmpty();
    }

    [Fact, Exercise("3.4"), Requirement("RFC1191", "6"), Requirement("RFC1122", "I-64")]
    public void Fragmentation_needed_lowers_the_MTU_of_that_path_alone()
    {
        PathMtu().ShouldBe(1500);
        Hear(3, 4, 1400, Ours(1480));
        PathMtu().ShouldBe(1400);
        PathMtu("192.0.2.8").ShouldBe(1500);
        _host.Errors.ShouldHaveSingleItem().Mtu.ShouldBe(1400);
    }

    [Fact, Exercise("3.4"), Exercise("3.8"), Requirement("RFC1191", "6.3")]
    public void A_path_MTU_is_forgotten_after_ten_minutes()
    {
        Hear(3, 4, 1400, Ours(1480));
        Instant due = _host.Layer.NextDeadline;
        due.ShouldBe(_host.Now + TimeSpan.FromMinutes(10));
        _host.Layer.Tick(due - TimeSpan.FromTicks(1));
        PathMtu().ShouldBe(1400);
        _host.Layer.Tick(due);
        PathMtu().ShouldBe(1500);
        _host.Layer.NextDeadline.ShouldBe(Instant.Never);
    }

    [Fact, Exercise("3.4"), Requirement("RFC5927", "7")]
    public void A_path_MTU_never_grows_by_a_message()
    {
        Hear(3, 4, 1000, Ours(1480));
        Hear(3, 4, 1400, Ours(1480));
        PathMtu().ShouldBe(1000);
        _host.Errors[^1].Mtu.ShouldBe(1000);
    }

    [Theory, Exercise("3.4"), Requirement("RFC5927", "7"), InlineData(1500), InlineData(1501), InlineData(67)]
    public void An_MTU_that_the_datagram_would_have_passed_is_not_believed(uint mtu)
    {
        Hear(3, 4, mtu, Ours(1480));
        PathMtu().ShouldBe(1500);
        _host.Counters[DropReason.IcmpBadQuote].ShouldBe(1);
    }

    [Fact, Exercise("3.4")]
    public void About_a_datagram_that_may_be_cut_the_message_makes_no_sense()
    {
        Hear(3, 4, 1400, Ours(1480, df: false));
        PathMtu().ShouldBe(1500);
    }

    [Fact, Exercise("3.4"), Requirement("RFC1191", "7")]
    public void A_router_that_names_no_MTU_means_the_next_plateau()
    {
        Hear(3, 4, 0, Ours(1480));
        PathMtu().ShouldBe(1492);
        Hear(3, 4, 0, Ours(1472));
        PathMtu().ShouldBe(1006);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Requirement("RFC5927", "7")]
    public void Below_the_floor_datagrams_keep_its_size_and_may_be_cut()
    {
        Hear(3, 4, 296, Ours(1480));
        PathMtu().ShouldBe(552);
        _host.Send(Wire.Bytes(532), Wire.Far, df: true).ShouldBe(SendResult.Sent);
        Wire.Header(_host.OnlySent).DontFragment.ShouldBeFalse();
        Wire.Header(_host.OnlySent).IsFragment.ShouldBeFalse();
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Exercise("3.5")]
    public void The_path_MTU_decides_what_is_too_big()
    {
        Hear(3, 4, 1400, Ours(1480));
        _host.Send(Wire.Bytes(1380), Wire.Far, df: true).ShouldBe(SendResult.Sent);
        _host.Send(Wire.Bytes(1381), Wire.Far, df: true).ShouldBe(SendResult.PacketTooBig);
        _host.Send(Wire.Bytes(1381), Wire.Far).ShouldBe(SendResult.Sent);
        _host.Sent.Count.ShouldBe(3);
    }

    [Fact]
    public void The_memory_of_path_MTUs_is_bounded_and_the_oldest_goes()
    {
        var cache = new PathMtuCache(new IPv4Options { PathMtuEntries = 3 });
        for (uint i = 0; i < 4; i++) cache.TryLearn(new IPv4Address(i), 1500, 1400, Instant.FromSeconds(i)).ShouldBeTrue();
        cache.Count.ShouldBe(3);
        cache.Limit(new IPv4Address(0), 1500).ShouldBe(1500);
        cache.Limit(new IPv4Address(3), 1500).ShouldBe(1400);
    }
}
