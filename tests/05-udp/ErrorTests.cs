using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Udp.Tests;

public class ErrorTests
{
    private readonly UdpBed _bed = new();
    private readonly UdpEndpoint _client;

    public ErrorTests() => _client = _bed.A.Bind(5000);

    [Fact, Exercise("5.5"), Requirement("RFC1122", "U-4"), Requirement("RFC1122", "I-28")]
    public void A_quoted_datagram_that_was_sent_is_the_senders_business()
    {
        Report(UnreachableCode.Port, _bed.A.At(5000), _bed.B.At(53));
        _client.TakeError().ShouldBe(SocketFailure.None, "nothing was sent yet");

        _client.Send("x"u8, _bed.B.At(53), _bed.Now);
        Report(UnreachableCode.Port, _bed.A.At(5000), _bed.B.At(53));
        _client.TakeError().ShouldBe(SocketFailure.ConnectionRefused);
        _client.TakeError().ShouldBe(SocketFailure.None, "it was taken");
    }

    [Fact, Exercise("5.5"), Requirement("RFC5927", "4")]
    public void A_quotation_that_is_not_ours_is_ignored_and_counted()
    {
        Report(UnreachableCode.Port, _bed.A.At(5001), _bed.B.At(53));
        _client.Send("x"u8, _bed.B.At(53), _bed.Now);
        Report(UnreachableCode.Port, _bed.A.At(5000), _bed.B.At(54));
        Report(UnreachableCode.Port, _bed.A.At(5000), new Endpoint(IPv4Address.Parse("10.0.0.3"), 53));
        Report(UnreachableCode.Port, _bed.B.At(53), _bed.A.At(5000));
        Report(UnreachableCode.Port, _bed.A.At(5000), Endpoint.Any);
        _client.TakeError().ShouldBe(SocketFailure.None);
        _bed.A.Counters[DropReason.IcmpBadQuote].ShouldBe(5);
    }

    [Theory, Exercise("5.5")]
    [InlineData(0)]
    [InlineData(7)]
    public void A_quotation_without_a_whole_header_is_ignored(int bytes)
    {
        ReportBytes(IcmpType.DestinationUnreachable, UnreachableCode.Port, _bed.A.Address, _bed.B.Address, new byte[bytes]);
        _bed.A.Counters[DropReason.IcmpBadQuote].ShouldBe(1);
    }

    [Theory, Exercise("5.5"), Requirement("RFC1122", "I-37"), Requirement("RFC1122", "I-41"), Requirement("RFC1122", "I-43"), Requirement("RFC1122", "I-40")]
    [InlineData(IcmpType.DestinationUnreachable, 0, SocketFailure.NetworkUnreachable)]
    [InlineData(IcmpType.DestinationUnreachable, 1, SocketFailure.HostUnreachable)]
    [InlineData(IcmpType.DestinationUnreachable, 2, SocketFailure.ConnectionRefused)]
    [InlineData(IcmpType.DestinationUnreachable, 3, SocketFailure.ConnectionRefused)]
    [InlineData(IcmpType.DestinationUnreachable, 4, SocketFailure.MessageTooLong)]
    [InlineData(IcmpType.DestinationUnreachable, 13, SocketFailure.HostUnreachable)]
    [InlineData(IcmpType.TimeExceeded, 0, SocketFailure.HostUnreachable)]
    [InlineData(IcmpType.ParameterProblem, 0, SocketFailure.HostUnreachable)]
    [InlineData(IcmpType.SourceQuench, 0, SocketFailure.None)]
    public void The_message_says_what_became_of_it(IcmpType type, byte code, SocketFailure expected)
    {
        Report(type, code, _bed.A.At(5000), _bed.B.At(53));
        _client.Send("x"u8, _bed.B.At(53), _bed.Now);
        Report(type, code, _bed.A.At(5000), _bed.B.At(53));
        _client.TakeError().ShouldBe(expected);
    }

    [Fact, Exercise("5.5"), Requirement("RFC1122", "U-1"), Requirement("RFC1122", "I-36")]
    public void A_closed_port_answers_and_the_connected_sender_fails_at_its_next_call()
    {
        Report(UnreachableCode.Port, _bed.A.At(5000), _bed.B.At(53));
        bool readable = false;
        _client.Connect(_bed.B.At(53)).ShouldBe(SocketFailure.None);
        _client.Readable = () => readable = true;
        _client.Send("x"u8, _bed.Now).ShouldBe(SocketFailure.None);
        _bed.Run();
        _bed.B.Counters[DropReason.UdpNoPort].ShouldBe(1);
        readable.ShouldBeTrue();
        _client.Send("x"u8, _bed.Now).ShouldBe(SocketFailure.ConnectionRefused);
        _client.Send("x"u8, _bed.Now).ShouldBe(SocketFailure.None);
    }

    [Fact, Exercise("5.5")]
    public void An_unconnected_sender_serves_its_other_peers_undisturbed()
    {
        Report(UnreachableCode.Port, _bed.A.At(5000), _bed.B.At(53));
        _client.Send("x"u8, _bed.B.At(53), _bed.Now);
        _bed.Run();
        _client.Send("x"u8, _bed.B.At(54), _bed.Now).ShouldBe(SocketFailure.None);
        _client.TakeError().ShouldBe(SocketFailure.ConnectionRefused);
    }

    [Fact, Exercise("5.5"), Requirement("RFC1122", "I-71")]
    public void A_neighbour_that_does_not_answer_is_reported()
    {
        Report(UnreachableCode.Host, _bed.A.At(5000), _bed.B.At(53));
        _client.Send("x"u8, new Endpoint(IPv4Address.Parse("10.0.0.99"), 53), _bed.Now).ShouldBe(SocketFailure.None);
        _bed.Run();
        _client.TakeError().ShouldBe(SocketFailure.HostUnreachable);
        _bed.A.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("5.5"), Requirement("RFC1122", "I-31")]
    public void A_broadcast_to_a_closed_port_is_not_answered()
    {
        Report(UnreachableCode.Port, _bed.A.At(5000), new Endpoint(IPv4Address.Broadcast, 53));
        _client.AllowBroadcast = true;
        _client.Send("x"u8, new Endpoint(IPv4Address.Broadcast, 53), _bed.Now).ShouldBe(SocketFailure.None);
        _bed.Run();
        _bed.B.Counters[DropReason.UdpNoPort].ShouldBe(1);
        _bed.B.Counters[Counter.IcmpOut].ShouldBe(0);
        _client.TakeError().ShouldBe(SocketFailure.None);
    }

    [Fact, Exercise("5.5")]
    public void Eight_peers_are_remembered_and_the_ninth_takes_the_place_of_the_first()
    {
        Report(UnreachableCode.Port, _bed.A.At(5000), _bed.B.At(1));
        for (ushort port = 1; port <= 9; port++) _client.Send("x"u8, _bed.B.At(port), _bed.Now);
        Report(UnreachableCode.Port, _bed.A.At(5000), _bed.B.At(1));
        _client.TakeError().ShouldBe(SocketFailure.None);
        Report(UnreachableCode.Port, _bed.A.At(5000), _bed.B.At(2));
        _client.TakeError().ShouldBe(SocketFailure.ConnectionRefused);
    }

    [Fact, Exercise("5.5")]
    public void Random_quotations_never_throw() => Gen.Select(Gen.Byte, Gen.Byte, Gen.Byte.Array[0, 40]).Sample((type, code, bytes) =>
        ReportBytes((IcmpType)type, code, _bed.A.Address, _bed.B.Address, bytes), threads: 1);

    private void Report(byte code, Endpoint from, Endpoint to) => Report(IcmpType.DestinationUnreachable, code, from, to);

    private void Report(IcmpType type, byte code, Endpoint from, Endpoint to) =>
        ReportBytes(type, code, from.Address, to.Address,
            [(byte)(from.Port >> 8), (byte)from.Port, (byte)(to.Port >> 8), (byte)to.Port, 0, 9, 0, 0]);

    private void ReportBytes(IcmpType type, byte code, IPv4Address from, IPv4Address to, byte[] quoted)
    {
        var error = new IcmpError
        {
            Type = type,
            Code = code,
            Reporter = to,
            Quoted = new IPv4Header(20, 0, 29, 1, false, false, 0, 60, IpProtocol.Udp, 0, from, to),
            QuotedPayload = quoted,
        };
        _bed.A.Udp.Error(error, new Arrival(_bed.Now));
    }
}
