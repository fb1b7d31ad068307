using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Demux.Tests;

public class DemuxerTests
{
    private static readonly IPv4Address Here = IPv4Address.Parse("10.0.0.1");
    private static readonly IPv4Address There = IPv4Address.Parse("10.0.0.2");
    private static readonly IPv4Address Everybody = IPv4Address.Parse("10.0.0.255");

    private readonly Counters _counters = new();
    private readonly TransportDemuxer _demuxer;
    private readonly FakeTransport _udp = new(IpProtocol.Udp);
    private readonly FakeTransport _tcp = new(IpProtocol.Tcp);

    public DemuxerTests()
    {
        _demuxer = new TransportDemuxer(address => address.IsBroadcast || address == Everybody, _counters);
        _demuxer.Register(_udp);
        _demuxer.Register(_tcp);
    }

    [Fact, Exercise("4.2")]
    public void Each_protocol_gets_its_own_datagrams_as_they_came()
    {
        Receive(IpProtocol.Tcp, Here).ShouldBe(Delivery.Delivered);
        _udp.Received.ShouldBeEmpty();
        _tcp.Received.ShouldBe([(Header(IpProtocol.Tcp, Here), "abc", new Arrival(Instant.Zero))]);

        Receive(IpProtocol.Udp, Here).ShouldBe(Delivery.Delivered);
        _udp.Received.Count.ShouldBe(1);
        _tcp.Received.Count.ShouldBe(1);
    }

    [Theory, Exercise("4.2"), Exercise("4.6"), Requirement("RFC1122", "I-35")]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(255)]
    public void An_unknown_protocol_is_reported(int protocol)
    {
        Receive((IpProtocol)protocol, Here).ShouldBe(Delivery.NoProtocol);
        _udp.Received.ShouldBeEmpty();
    }

    [Theory, Exercise("4.2")]
    [InlineData(Delivery.Delivered)]
    [InlineData(Delivery.Dropped)]
    public void What_a_transport_has_settled_is_settled(Delivery outcome)
    {
        _udp.Answer = outcome;
        Receive(IpProtocol.Udp, Everybody).ShouldBe(outcome);
        _counters.TotalDrops.ShouldBe(0);
    }

    [Fact]
    public void A_protocol_is_registered_once() =>
        Should.Throw<ArgumentException>(() => _demuxer.Register(new FakeTransport(IpProtocol.Udp)));

    [Fact, Requirement("RFC1122", "I-28")]
    public void An_icmp_error_goes_to_the_protocol_of_the_datagram_it_quotes()
    {
        Error(IpProtocol.Udp);
        _udp.Errors.ShouldBe(1);
        _tcp.Errors.ShouldBe(0);
        Error((IpProtocol)200);
        (_udp.Errors + _tcp.Errors).ShouldBe(1);
    }

    [Theory, Exercise("4.6"), Requirement("RFC1122", "I-35"), Requirement("RFC1122", "I-36")]
    [InlineData(Delivery.NoPort)]
    [InlineData(Delivery.NoProtocol)]
    public void Who_asked_us_alone_is_told_that_nobody_is_home(Delivery outcome) =>
        _demuxer.NobodyHome(outcome, Header(IpProtocol.Udp, Here), new Arrival(Instant.Zero)).ShouldBe(outcome);

    [Theory, Exercise("4.6"), Requirement("RFC1122", "I-31")]
    [InlineData("255.255.255.255")]
    [InlineData("10.0.0.255")]
    [InlineData("224.0.0.1")]
    [InlineData("239.255.255.255")]
    public void Who_asked_everybody_is_not_answered(string destination)
    {
        Ask(destination, Delivery.NoPort).ShouldBe(Delivery.Dropped);
        Ask(destination, Delivery.NoProtocol).ShouldBe(Delivery.Dropped);
    }

    [Fact, Exercise("4.6"), Requirement("RFC1122", "I-3")]
    public void What_is_silenced_is_counted_unless_its_transport_has_done_so()
    {
        Ask("10.0.0.255", Delivery.NoPort);
        _counters.TotalDrops.ShouldBe(0);
        Ask("10.0.0.255", Delivery.NoProtocol);
        _counters[DropReason.IpUnknownProtocol].ShouldBe(1);
        Ask("10.0.0.1", Delivery.NoProtocol);
        _counters.TotalDrops.ShouldBe(1, "IPv4 counts what it answers");
    }

    [Theory, Exercise("4.6")]
    [InlineData("223.255.255.255")]
    [InlineData("240.0.0.1")]
    [InlineData("10.0.0.254")]
    public void The_neighbours_of_those_addresses_are_answered(string destination) =>
        Ask(destination, Delivery.NoPort).ShouldBe(Delivery.NoPort);

    [Fact, Exercise("4.6"), Requirement("RFC1122", "I-32")]
    public void What_came_in_a_link_broadcast_is_not_answered() =>
        _demuxer.NobodyHome(Delivery.NoPort, Header(IpProtocol.Udp, Here), new Arrival(Instant.Zero, LinkBroadcast: true))
            .ShouldBe(Delivery.Dropped);

    [Fact, Exercise("4.2"), Exercise("4.6")]
    public void Nobody_home_is_asked_whether_the_protocol_or_the_port_is_unknown()
    {
        _udp.Answer = Delivery.NoPort;
        Receive(IpProtocol.Udp, Here).ShouldBe(Delivery.NoPort);
        Receive(IpProtocol.Udp, Everybody).ShouldBe(Delivery.Dropped);
        Receive((IpProtocol)99, Here).ShouldBe(Delivery.NoProtocol);
        Receive((IpProtocol)99, Everybody).ShouldBe(Delivery.Dropped);
    }

    private Delivery Ask(string destination, Delivery outcome) =>
        _demuxer.NobodyHome(outcome, Header(IpProtocol.Udp, IPv4Address.Parse(destination)), new Arrival(Instant.Zero));

    private Delivery Receive(IpProtocol protocol, IPv4Address destination) =>
        _demuxer.Receive(Header(protocol, destination), "abc"u8, new Arrival(Instant.Zero));

    private static IPv4Header Header(IpProtocol protocol, IPv4Address destination) =>
        new(HeaderLength: 20, TypeOfService: 0, TotalLength: 23, Identification: 1, DontFragment: false, MoreFragments: false,
            FragmentOffset: 0, TimeToLive: 64, protocol, Checksum: 0, Source: There, destination);

    private void Error(IpProtocol protocol)
    {
        var quoted = Header(protocol, There) with { Source = Here };
        var error = new IcmpError
        {
            Type = IcmpType.DestinationUnreachable,
            Code = UnreachableCode.Port,
            Reporter = There,
            Quoted = quoted,
            QuotedPayload = "12345678"u8,
        };
        _demuxer.Error(error, new Arrival(Instant.Zero));
    }

    private sealed class FakeTransport(IpProtocol protocol) : ITransport
    {
        public IpProtocol Protocol => protocol;
        public Delivery Answer { get; set; } = Delivery.Delivered;
        public List<(IPv4Header Header, string Payload, Arrival Arrival)> Received { get; } = [];
        public int Errors { get; private set; }

        public Delivery Receive(in IPv4Header header, ReadOnlySpan<byte> payload, Arrival arrival)
        {
            Received.Add((header, System.Text.Encoding.ASCII.GetString(payload), arrival));
            return Answer;
        }

        public void Error(in IcmpError error, Arrival arrival) => Errors++;
    }
}
