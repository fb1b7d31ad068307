using Workbook.Basics;

namespace Workbook.IPv4.Tests;

/// <summary>The errors that this stack sends.</summary>
[Exercise("3.9")]
public class IcmpErrorTests
{
    private readonly TestHost _host = new();

    private bool May(byte[] datagram, bool linkBroadcast = false) =>
        _host.Layer.Icmp.Errors.MayReport(
            Wire.Header(datagram), Wire.Payload(datagram), new Arrival(_host.Now, LinkBroadcast: linkBroadcast));

    private void Report(byte[] datagram, int code = 3) =>
        _host.Layer.Icmp.Errors.Report(IcmpType.DestinationUnreachable, (byte)code, 0, datagram, new Arrival(_host.Now));

    [Fact]
    public void About_an_ordinary_datagram_an_error_may_be_sent() => May(Wire.Datagram(Wire.Bytes(8))).ShouldBeTrue();

    [Theory, Requirement("RFC1122", "I-30"), InlineData(3), InlineData(4), InlineData(5), InlineData(11), InlineData(12), InlineData(200)]
    public void None_about_an_ICMP_error(int type) =>
        May(Wire.Datagram(Wire.Icmp(type, 0, 0, []), protocol: IpProtocol.Icmp)).ShouldBeFalse();

    [Fact]
    public void None_about_an_ICMP_message_that_does_not_show_its_type() =>
        May(Wire.Datagram([], protocol: IpProtocol.Icmp)).ShouldBeFalse();

    [Theory, InlineData(0), InlineData(8)]
    public void One_about_an_echo_is_allowed(int type) =>
        May(Wire.Datagram(Wire.Icmp(type, 0, 0, []), protocol: IpProtocol.Icmp)).ShouldBeTrue();

    [Theory, Requirement("RFC1122", "I-31")]
    [InlineData("255.255.255.255"), InlineData("10.0.0.255"), InlineData("10.0.0.0"), InlineData("224.0.0.1")]
    public void None_about_a_datagram_to_many(string destination) =>
        May(Wire.Datagram(Wire.Bytes(8), to: IPv4Address.Parse(destination))).ShouldBeFalse();

    [Fact, Requirement("RFC1122", "I-32")]
    public void None_about_a_link_broadcast() => May(Wire.Datagram(Wire.Bytes(8)), linkBroadcast: true).ShouldBeFalse();

    [Fact, Requirement("RFC1122", "I-33")]
    public void None_about_a_fragment_but_the_first()
    {
        May(Wire.Datagram(Wire.Bytes(8), more: true)).ShouldBeTrue();
        May(Wire.Datagram(Wire.Bytes(8), more: true, offset: 8)).ShouldBeFalse();
        May(Wire.Datagram(Wire.Bytes(8), offset: 8)).ShouldBeFalse();
    }

    [Theory, Requirement("RFC1122", "I-34")]
    [InlineData("0.0.0.0"), InlineData("255.255.255.255"), InlineData("10.0.0.255"), InlineData("224.0.0.5")]
    public void None_to_a_source_that_is_not_one_host(string source) =>
        May(Wire.Datagram(Wire.Bytes(8), from: IPv4Address.Parse(source))).ShouldBeFalse();

    [Fact]
    public void What_may_not_be_sent_is_counted()
    {
        Report(Wire.Datagram(Wire.Bytes(8), offset: 8));
        _host.Sent.ShouldBeEmpty();
        _host.Counters[DropReason.IcmpForbidden].ShouldBe(1);
    }

    [Fact, Requirement("RFC1122", "I-26"), Requirement("RFC1122", "I-27")]
    public void The_datagram_is_quoted_unchanged()
    {
        byte[] datagram = Wire.Datagram(Wire.Bytes(40), options: [1, 1, 1, 0], ttl: 3);
        Report(datagram);
        Wire.Payload(_host.OnlySent).ShouldBe(Wire.Icmp(3, 3, 0, datagram));
    }

    [Fact, Requirement("RFC1812", "4.3.2.3")]
    public void An_error_quotes_as_much_as_576_bytes_hold()
    {
        byte[] datagram = Wire.Datagram(Wire.Bytes(1000));
        Report(datagram);
        _host.OnlySent.Length.ShouldBe(576);
        Wire.Payload(_host.OnlySent)[8..].ShouldBe(datagram[..548]);
    }

    [Fact, Requirement("RFC1122", "I-29")]
    public void An_error_has_type_of_service_zero()
    {
        Report(Wire.Datagram(Wire.Bytes(8), tos: 0x10));
        Wire.Header(_host.OnlySent).TypeOfService.ShouldBe((byte)0);
    }

    [Fact]
    public void An_error_comes_from_the_address_that_was_asked()
    {
        IPv4Address second = IPv4Address.Parse("10.0.0.9");
        _host.Eth0.AddAddress(new IPv4Prefix(second, 24));
        Report(Wire.Datagram(Wire.Bytes(8), to: second));
        (Wire.Header(_host.OnlySent).Source, Wire.Header(_host.OnlySent).Destination).ShouldBe((second, Wire.Peer));
    }

    [Fact, Requirement("RFC1812", "4.3.2.8")]
    public void Errors_leave_in_a_burst_and_then_at_their_rate()
    {
        for (int i = 0; i < 60; i++) Report(Wire.Datagram(Wire.Bytes(8)));
        _host.Sent.Count.ShouldBe(50);
        _host.Counters[DropReason.IcmpRateLimited].ShouldBe(10);
        _host.Now += TimeSpan.FromMilliseconds(10) - TimeSpan.FromTicks(1);
        Report(Wire.Datagram(Wire.Bytes(8)));
        _host.Sent.Count.ShouldBe(50);
        _host.Now += TimeSpan.FromTicks(1);
        Report(Wire.Datagram(Wire.Bytes(8)));
        _host.Sent.Count.ShouldBe(51);
        _host.Now += TimeSpan.FromSeconds(9);
        for (int i = 0; i < 60; i++) Report(Wire.Datagram(Wire.Bytes(8)));
        _host.Sent.Count.ShouldBe(101);
    }

    [Fact, Exercise("3.1"), Requirement("RFC1122", "I-35")]
    public void A_protocol_that_nobody_has_is_unreachable()
    {
        _host.Answer = Delivery.NoProtocol;
        byte[] datagram = Wire.Datagram(Wire.Bytes(20), protocol: (IpProtocol)99);
        _host.Receive(datagram);
        Wire.Payload(_host.OnlySent).ShouldBe(Wire.Icmp(3, 2, 0, datagram));
        _host.Counters[DropReason.IpUnknownProtocol].ShouldBe(1);
    }

    [Fact, Exercise("3.1"), Requirement("RFC1122", "I-36"), Requirement("RFC1122", "U-1")]
    public void A_port_where_nobody_listens_is_unreachable()
    {
        _host.Answer = Delivery.NoPort;
        byte[] datagram = Wire.Datagram(Wire.Bytes(20));
        _host.Receive([.. datagram, 0, 0, 0]);
        Wire.Payload(_host.OnlySent).ShouldBe(Wire.Icmp(3, 3, 0, datagram));
    }

    [Fact, Exercise("3.1"), Requirement("RFC1122", "I-31")]
    public void A_broadcast_to_a_port_where_nobody_listens_is_not_answered()
    {
        _host.Answer = Delivery.NoPort;
        _host.Receive(Wire.Datagram(Wire.Bytes(20), to: IPv4Address.Broadcast), linkBroadcast: true);
        _host.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void When_the_last_hop_does_not_answer_the_source_of_what_was_forwarded_is_told()
    {
        byte[] datagram = Wire.Datagram(Wire.Bytes(20), to: Wire.Far);
        Packet packet = _host.Pool.Rent(datagram.Length);
        datagram.CopyTo(packet.Append(datagram.Length));
        _host.Layer.NextHopUnreachable(packet, _host.Now);
        Wire.Payload(_host.OnlySent).ShouldBe(Wire.Icmp(3, 1, 0, datagram));
        _host.Pool.Outstanding.ShouldBe(0);
    }
}
