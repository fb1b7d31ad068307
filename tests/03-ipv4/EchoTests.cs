using Workbook.Basics;

namespace Workbook.IPv4.Tests;

public class EchoTests
{
    private readonly TestHost _host = new();

    private void Ask(byte[] message, IPv4Address? to = null, byte tos = 0, bool linkBroadcast = false)
    {
        IPv4Header header = Wire.Header(Wire.Datagram(message, to: to, protocol: IpProtocol.Icmp, tos: tos));
        _host.Layer.Icmp.Receive(header, message, new Arrival(_host.Now, LinkBroadcast: linkBroadcast));
    }

    [Fact, Exercise("3.3"), Exercise("3.4"), Requirement("RFC1122", "I-44"), Requirement("RFC1122", "I-47"), Requirement("RFC1122", "I-1")]
    public void A_request_is_answered_with_the_same_identifier_sequence_and_data()
    {
        Ask(Wire.Icmp(8, 0, 0x1234_0007, Wire.Bytes(56)));
        Wire.Payload(_host.OnlySent).ShouldBe(Wire.Icmp(0, 0, 0x1234_0007, Wire.Bytes(56)));
        Wire.Header(_host.OnlySent).Destination.ShouldBe(Wire.Peer);
        _host.Counters[Counter.EchoRepliesSent].ShouldBe(1);
    }

    [Theory, Exercise("3.3"), Exercise("3.4"), Requirement("RFC1122", "I-47"), InlineData(0), InlineData(1), InlineData(57)]
    public void The_data_may_have_any_length(int length)
    {
        Ask(Wire.Icmp(8, 0, 1, Wire.Bytes(length)));
        Wire.Payload(_host.OnlySent).ShouldBe(Wire.Icmp(0, 0, 1, Wire.Bytes(length)));
    }

    [Fact, Exercise("3.3"), Exercise("3.4"), Requirement("RFC1122", "I-46"), Requirement("RFC1122", "I-65")]
    public void The_reply_comes_from_the_address_that_was_asked()
    {
        IPv4Address second = IPv4Address.Parse("10.0.0.9");
        _host.Eth0.AddAddress(new IPv4Prefix(second, 24));
        Ask(Wire.Icmp(8, 0, 1, []), to: second);
        Wire.Header(_host.OnlySent).Source.ShouldBe(second);
    }

    [Fact, Exercise("3.3"), Exercise("3.4"), Requirement("RFC1349", "5.1")]
    public void The_reply_has_the_type_of_service_of_the_request()
    {
        Ask(Wire.Icmp(8, 0, 1, []), tos: 0x28);
        Wire.Header(_host.OnlySent).TypeOfService.ShouldBe((byte)0x28);
    }

    [Theory, Exercise("3.3"), InlineData("255.255.255.255"), InlineData("10.0.0.255"), InlineData("10.0.0.0")]
    public void A_request_to_everybody_gets_no_answer(string address)
    {
        Ask(Wire.Icmp(8, 0, 1, []), to: IPv4Address.Parse(address));
        _host.Sent.ShouldBeEmpty();
        _host.Counters[DropReason.IcmpForbidden].ShouldBe(1);
    }

    [Fact, Exercise("3.3"), Exercise("3.4"), Exercise("3.5")]
    public void A_reply_over_the_MTU_leaves_in_fragments()
    {
        Ask(Wire.Icmp(8, 0, 1, Wire.Bytes(3000)));
        _host.Sent.Count.ShouldBe(3);
        _host.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_message_with_a_wrong_checksum_is_dropped()
    {
        byte[] message = Wire.Icmp(8, 0, 1, [1, 2, 3]);
        message[^1] ^= 1;
        Ask(message);
        _host.Sent.ShouldBeEmpty();
        _host.Counters[DropReason.IcmpBadChecksum].ShouldBe(1);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_message_under_eight_bytes_is_dropped()
    {
        Ask(Wire.Icmp(8, 0, 1, [])[..7]);
        _host.Counters[DropReason.IcmpTooShort].ShouldBe(1);
    }

    [Theory, Exercise(ExerciseAttribute.Any), Requirement("RFC1122", "I-25"), InlineData(1), InlineData(13), InlineData(255)]
    public void A_message_of_an_unknown_type_is_dropped_in_silence(int type)
    {
        Ask(Wire.Icmp(type, 0, 1, [1, 2, 3]));
        _host.Sent.ShouldBeEmpty();
        _host.Counters[DropReason.IcmpUnknownType].ShouldBe(1);
    }

    [Fact, Exercise("3.2"), Exercise("3.4"), Requirement("RFC1122", "I-45")]
    public void A_ping_is_an_echo_request()
    {
        _host.Layer.Icmp.Ping(Wire.Peer, 7, 3, [1, 2, 3], _host.Now).ShouldBe(SendResult.Sent);
        Wire.Payload(_host.OnlySent).ShouldBe(Wire.Icmp(8, 0, 0x0007_0003, [1, 2, 3]));
    }

    [Fact, Exercise(ExerciseAttribute.Any), Requirement("RFC1122", "I-45"), Requirement("RFC1122", "I-48")]
    public void An_echo_reply_is_handed_to_the_pinger()
    {
        var heard = new List<(IPv4Address, ushort, ushort, byte[])>();
        _host.Layer.Icmp.EchoReplied = (in header, id, sequence, data, _) => heard.Add((header.Source, id, sequence, data.ToArray()));
        Ask(Wire.Icmp(0, 0, 0x0007_0003, [1, 2, 3]));
        (IPv4Address from, ushort identifier, ushort number, byte[] bytes) = heard.ShouldHaveSingleItem();
        (from, identifier, number).ShouldBe((Wire.Peer, (ushort)7, (ushort)3));
        bytes.ShouldBe([1, 2, 3]);
    }

    [Fact, Exercise("3.2")]
    public void A_ping_over_the_largest_datagram_is_refused()
    {
        _host.Layer.Icmp.Ping(Wire.Us, 7, 3, new byte[65_507], _host.Now).ShouldNotBe(SendResult.PacketTooBig);
        _host.Layer.Icmp.Ping(Wire.Us, 7, 3, new byte[65_508], _host.Now).ShouldBe(SendResult.PacketTooBig);
    }
}
