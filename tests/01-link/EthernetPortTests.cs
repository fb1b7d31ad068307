using Workbook.Basics;
using static Workbook.Link.Tests.Frames;

namespace Workbook.Link.Tests;

public class EthernetPortTests
{
    private static readonly MacAddress Group = MacAddress.Parse("01:00:5e:00:00:01");

    private readonly Counters _counters = new();
    private readonly PacketPool _pool = new();
    private readonly List<Packet> _sent = [];
    private readonly List<(byte[] Payload, Arrival Arrival)> _handed = [];
    private readonly EthernetPort _port;

    public EthernetPortTests()
    {
        _port = new EthernetPort(Ours, (packet, _) => _sent.Add(packet), _counters);
        _port.Register(EtherType.Arp, (payload, arrival) => _handed.Add((payload.ToArray(), arrival)));
    }

    [Theory, Exercise("1.3")]
    [InlineData("02:00:00:00:00:01")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    [InlineData("01:00:5e:00:00:01")]
    [InlineData("33:33:00:00:00:16")]
    public void A_port_takes_what_is_for_it_for_all_and_for_a_group(string destination) =>
        Refused(destination, "02:00:00:00:00:02").ShouldBeNull();

    [Theory, Exercise("1.3")]
    [InlineData("02:00:00:00:00:03")]
    [InlineData("02:00:00:00:00:00")]
    [InlineData("00:00:00:00:00:00")]
    public void A_port_refuses_what_is_for_another_station(string destination) =>
        Refused(destination, "02:00:00:00:00:02").ShouldBe(DropReason.NotForThisPort);

    [Theory, Exercise("1.3")]
    [InlineData("02:00:00:00:00:01", "ff:ff:ff:ff:ff:ff")]
    [InlineData("02:00:00:00:00:01", "03:00:00:00:00:02")]
    [InlineData("02:00:00:00:00:03", "01:00:5e:00:00:01")]
    public void Nothing_can_come_from_a_group(string destination, string source) =>
        Refused(destination, source).ShouldBe(DropReason.BadFrameSource);

    [Theory, Exercise("1.3")]
    [InlineData("02:00:00:00:00:01")]
    [InlineData("ff:ff:ff:ff:ff:ff")]
    [InlineData("02:00:00:00:00:03")]
    public void What_comes_from_our_own_address_is_an_echo(string destination) =>
        Refused(destination, "02:00:00:00:00:01").ShouldBe(DropReason.OwnFrame);

    [Fact, Exercise("1.3")]
    public void A_promiscuous_port_takes_frames_for_others_but_not_from_impossible_sources()
    {
        _port.Promiscuous = true;
        _port.Refuse(new(Stranger, Theirs, EtherType.Arp)).ShouldBeNull();
        _port.Refuse(new(Stranger, MacAddress.Broadcast, EtherType.Arp)).ShouldBe(DropReason.BadFrameSource);
        _port.Refuse(new(Stranger, Ours, EtherType.Arp)).ShouldBe(DropReason.OwnFrame);
    }

    [Fact, Exercise("1.4")]
    public void A_payload_goes_to_the_layer_of_its_type_and_to_no_other()
    {
        _port.Register(EtherType.IPv4, (_, _) => throw new ShouldAssertException("the frame was not for this layer"));
        _port.Receive(Of(Ours, Theirs, 0x0806, 1, 2, 3), default);
        _handed.ShouldHaveSingleItem().Payload.ShouldBe([1, 2, 3]);
        _counters.TotalDrops.ShouldBe(0);
        _counters[Counter.FramesIn].ShouldBe(1);
        _counters[Counter.BytesIn].ShouldBe(17);
    }

    [Fact, Exercise("1.4"), Requirement("RFC1122", "L-10")]
    public void The_layer_above_learns_that_a_frame_went_to_a_group()
    {
        foreach (MacAddress destination in new[] { Ours, MacAddress.Broadcast, Group })
            _port.Receive(Of(destination, Theirs, 0x0806), default);
        _handed.Select(h => h.Arrival.LinkBroadcast).ShouldBe([false, true, true]);
    }

    [Fact, Exercise("1.4")]
    public void What_the_link_knows_is_handed_on()
    {
        var arrival = new Arrival(Instant.FromSeconds(3), ChecksumVerified: true);
        _port.Receive(Of(Ours, Theirs, 0x0806), arrival);
        _handed.ShouldHaveSingleItem().Arrival.ShouldBe(arrival);
    }

    [Fact, Exercise("1.4")]
    public void A_frame_that_is_too_short_is_counted()
    {
        _port.Receive(new byte[13], default);
        _port.Receive([], default);
        _counters[DropReason.FrameTooShort].ShouldBe(2);
        _handed.ShouldBeEmpty();
    }

    [Fact, Exercise("1.4")]
    public void A_frame_for_others_is_counted()
    {
        _port.Receive(Of(Stranger, Theirs, 0x0806), default);
        _port.Receive(Of(Ours, MacAddress.Broadcast, 0x0806), default);
        _counters[DropReason.NotForThisPort].ShouldBe(1);
        _counters[DropReason.BadFrameSource].ShouldBe(1);
        _handed.ShouldBeEmpty();
    }

    [Fact, Exercise("1.4")]
    public void What_comes_in_is_traffic_whether_it_is_taken_or_not()
    {
        foreach (byte[] frame in new[] { Of(Ours, Theirs, 0x0806, 1), Of(Stranger, Theirs, 0x0806), Of(Ours, Theirs, 0x86DD), new byte[5] })
            _port.Receive(frame, default);
        _counters[Counter.FramesIn].ShouldBe(4);
        _counters[Counter.BytesIn].ShouldBe(15 + 14 + 14 + 5);
    }

    [Theory, Exercise("1.4")]
    [InlineData(0x0800)]
    [InlineData(0x86DD)]
    [InlineData(0x002E)] // a length, as in IEEE 802.3
    public void A_type_that_nobody_has_registered_is_counted(int type)
    {
        _port.Receive(Of(Ours, Theirs, (ushort)type), default);
        _counters[DropReason.UnknownEtherType].ShouldBe(1);
        _handed.ShouldBeEmpty();
    }

    [Fact, Exercise("1.4")]
    public void Any_bytes_are_handed_up_or_counted()
    {
        Gen.Byte.Array[0, 100].Sample(bytes =>
        {
            var counters = new Counters();
            int handed = 0;
            var port = new EthernetPort(Ours, (_, _) => { }, counters) { Promiscuous = true };
            port.Register(EtherType.IPv4, (_, _) => handed++);
            port.Receive(bytes, default);
            (handed + counters.TotalDrops).ShouldBe(1);
        }, iter: 500);
    }

    [Fact]
    public void A_type_can_be_registered_once() =>
        Should.Throw<ArgumentException>(() => _port.Register(EtherType.Arp, (_, _) => { }));

    [Fact, Exercise("1.2")]
    public void A_port_sends_from_its_own_address()
    {
        _port.Send(_pool.Packet(new byte[46]), Theirs, EtherType.IPv4, Instant.Zero);
        _sent.ShouldHaveSingleItem().Span.ToArray().ShouldBe(Of(Theirs, Ours, 0x0800, new byte[46]));
        _counters[Counter.FramesOut].ShouldBe(1);
        _counters[Counter.BytesOut].ShouldBe(60);
    }

    [Fact, Exercise("1.2")]
    public void Padding_does_not_move_the_transport_header_that_the_link_is_to_finish()
    {
        Packet packet = _pool.Packet(new byte[40]);
        packet.Offload = new PacketOffload(TransportLength: 20, ChecksumOffset: 16, SegmentSize: 0);
        _port.Send(packet, Theirs, EtherType.IPv4, Instant.Zero);
        (packet.Length - packet.Offload.TransportLength).ShouldBe(14 + 20);
    }

    private DropReason? Refused(string destination, string source) =>
        _port.Refuse(new(MacAddress.Parse(destination), MacAddress.Parse(source), EtherType.Arp));
}
