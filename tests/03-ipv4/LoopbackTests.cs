using Workbook.Basics;

namespace Workbook.IPv4.Tests;

[Exercise("3.1"), Exercise("3.2")]
public class LoopbackTests
{
    private readonly TestHost _host = new();

    [Theory, Exercise("3.8"), InlineData("127.0.0.1"), InlineData("127.9.9.9"), InlineData("10.0.0.1")]
    public void What_is_sent_to_an_own_address_comes_back_at_the_next_tick(string address)
    {
        IPv4Address own = IPv4Address.Parse(address);
        _host.Send([1, 2, 3], own).ShouldBe(SendResult.Sent);
        _host.Delivered.ShouldBeEmpty();
        _host.Layer.NextDeadline.ShouldBeLessThanOrEqualTo(_host.Now);
        _host.Layer.Tick(_host.Now);
        IPv4Header header = _host.Delivered.ShouldHaveSingleItem().Header;
        (header.Source, header.Destination).ShouldBe((own, own));
        _host.Sent.ShouldBeEmpty();
        _host.Layer.NextDeadline.ShouldBe(Instant.Never);
        _host.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("3.8")]
    public void A_large_datagram_comes_back_whole_and_vouched_for()
    {
        _host.Send(new byte[65_515], Wire.Us, df: true).ShouldBe(SendResult.Sent);
        _host.Layer.Tick(_host.Now);
        _host.Delivered.ShouldHaveSingleItem().Arrival.ChecksumVerified.ShouldBeTrue();
    }

    [Fact, Exercise("3.8")]
    public void What_an_arrival_causes_to_be_sent_waits_for_the_next_tick()
    {
        int rounds = 0;
        _host.Layer.Deliver = (in _, payload, _) =>
        {
            rounds++;
            _host.Send(payload.ToArray(), Wire.Us);
            return Delivery.Delivered;
        };
        _host.Send([1], Wire.Us);
        for (int tick = 1; tick <= 3; tick++)
        {
            _host.Layer.Tick(_host.Now);
            rounds.ShouldBe(tick);
        }
    }

    [Fact, Exercise("3.8")]
    public void The_queue_is_bounded()
    {
        for (int i = 0; i < 257; i++) _host.Send([1], Wire.Us);
        _host.Counters[DropReason.LoopbackQueueFull].ShouldBe(1);
        _host.Layer.Tick(_host.Now);
        _host.Delivered.Count.ShouldBe(256);
        _host.Pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("3.3"), Exercise("3.8"), Requirement("RFC1122", "I-48")]
    public void A_host_can_ping_itself()
    {
        int replies = 0;
        _host.Layer.Icmp.EchoReplied = (in _, _, _, _, _) => replies++;
        _host.Layer.Icmp.Ping(IPv4Address.Loopback, 1, 1, [1, 2, 3], _host.Now);
        _host.Layer.Tick(_host.Now);
        _host.Layer.Tick(_host.Now);
        replies.ShouldBe(1);
    }

    [Fact, Exercise("3.9")]
    public void A_port_where_nobody_listens_is_reported_on_the_loopback_too()
    {
        _host.Answer = Delivery.NoPort;
        _host.Send(Wire.Bytes(20), IPv4Address.Loopback);
        _host.Layer.Tick(_host.Now);
        _host.Layer.Tick(_host.Now);
        _host.Errors.ShouldHaveSingleItem().Code.ShouldBe(UnreachableCode.Port);
    }
}
