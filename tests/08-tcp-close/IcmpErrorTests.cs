using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Tcp.Close.Tests;

/// <summary>What an ICMP error does to a connection, and what it must not do.</summary>
[Exercise(ExerciseAttribute.Any)]
public class IcmpErrorTests
{
    private static readonly IPv4Address Own = IPv4Address.Parse("10.0.0.1"), Peer = IPv4Address.Parse("10.0.0.2"), Router = IPv4Address.Parse("10.9.9.9");
    private readonly TcpTarget _target = new();
    private byte[] _sent = [];

    /// <summary>An error about the segment that left last, as the IP layer would hand it up.</summary>
    private void Report(IcmpType type, byte code, int mtu = 0, IPv4Address? reporter = null)
    {
        IPv4Header.TryParse(_sent, out IPv4Header quoted, out ReadOnlySpan<byte> payload, out _).ShouldBeTrue();
        var error = new IcmpError { Type = type, Code = code, NextHopMtu = mtu, Reporter = reporter ?? Router, Quoted = quoted, QuotedPayload = payload };
        _target.Layer.Error(in error, new Arrival(Instant.Zero));
        _target.Layer.Flush(Instant.Zero);
    }

    private void Take()
    {
        while (_target.TryTakeSent(out byte[]? datagram))
            _sent = datagram;
    }

    private void Connect()
    {
        _target.Act("connect", Instant.Zero);
        Take();
    }

    private void Open()
    {
        TcpScript.Run("""
            ! listen
            < S  0:0(0)              win 4000 <mss 1460>
            > S. 0:0(0) ack 1        <mss 1460>
            < .  1:1(0) ack 1        win 4000
            """, _target);
        _target.Act("write 1400", Instant.Zero);
        Take();
    }

    [Theory]
    [Requirement("RFC9293", "SHLD-26"), Requirement("RFC9293", "MUST-54")]
    [InlineData(UnreachableCode.Port)]
    [InlineData(UnreachableCode.Protocol)]
    public void Nobody_listening_refuses_a_connection_being_opened(byte code)
    {
        Connect();
        Report(IcmpType.DestinationUnreachable, code);
        _target.State.ShouldBe("Closed");
        _target.Describe("failure").ShouldBe("ConnectionRefused");
    }

    [Theory]
    [Requirement("RFC9293", "MUST-56"), Requirement("RFC9293", "MUST-47"), Requirement("RFC9293", "SHLD-25")]
    [InlineData(UnreachableCode.Net, "NetworkUnreachable")]
    [InlineData(UnreachableCode.Host, "HostUnreachable")]
    public void A_router_without_a_route_is_noted_and_the_attempt_goes_on(byte code, string noted)
    {
        Connect();
        Report(IcmpType.DestinationUnreachable, code);
        _target.State.ShouldBe("SynSent");
        _target.Describe("soft").ShouldBe(noted);
    }

    [Fact]
    public void Our_own_link_knows_best_that_the_neighbour_is_not_there()
    {
        Connect();
        Report(IcmpType.DestinationUnreachable, UnreachableCode.Host, reporter: Own);
        _target.Describe("failure").ShouldBe("HostUnreachable");
    }

    [Theory]
    [Requirement("RFC5927", "5.2"), Requirement("RFC5461", "4")]
    [InlineData(UnreachableCode.Port)]
    [InlineData(UnreachableCode.Protocol)]
    [InlineData(UnreachableCode.Host)]
    public void An_open_connection_survives_every_unreachable(byte code)
    {
        Open();
        Report(IcmpType.DestinationUnreachable, code);
        _target.State.ShouldBe("Established");
        _target.Describe("soft").ShouldBe("HostUnreachable");
    }

    [Fact]
    [Requirement("RFC5927", "4.1")]
    public void An_error_about_a_number_not_in_flight_is_not_believed()
    {
        Open();
        _sent[20 + 4]++;
        Report(IcmpType.DestinationUnreachable, UnreachableCode.Host);
        _target.Describe("soft").ShouldBe("None");
        _target.Counters[DropReason.IcmpBadQuote].ShouldBe(1);
    }

    [Fact, Requirement("RFC8900", "6"), Requirement("RFC1191", "6.5")]
    public void Fragmentation_needed_makes_segments_smaller_and_sends_again()
    {
        Open();
        Report(IcmpType.DestinationUnreachable, UnreachableCode.FragmentationNeeded, mtu: 1000);
        _target.TryTakeSent(out byte[]? again).ShouldBeTrue();
        again!.Length.ShouldBe(1000);
        _target.Connection!.Info.SendMss.ShouldBe(960);
    }
}
