using Workbook.Basics;

namespace Workbook.IPv4.Tests;

public class RouteTests
{
    private static readonly IPv4Interface One = new("one", 1500, default, (packet, _, _) => packet.Release());
    private static readonly IPv4Interface Two = new("two", 1500, default, (packet, _, _) => packet.Release());

    private static IPv4Address Address(string text) => IPv4Address.Parse(text);

    private static Route To(string prefix, IPv4Interface? through = null, string? gateway = null, int metric = 0) =>
        new(IPv4Prefix.Parse(prefix), gateway is null ? null : Address(gateway), through ?? One, metric);

    private static RouteTable Table(params Route[] routes)
    {
        var table = new RouteTable();
        foreach (Route route in routes) table.Add(route);
        return table;
    }

    [Theory, Exercise("3.4")]
    [InlineData("10.1.2.3", "10.1.2.0/24")]
    [InlineData("10.1.3.3", "10.1.0.0/16")]
    [InlineData("10.2.2.3", "10.0.0.0/8")]
    [InlineData("11.0.0.1", "0.0.0.0/0")]
    [InlineData("10.1.2.9", "10.1.2.9/32")]
    public void The_longest_prefix_wins_whatever_the_order(string destination, string expected)
    {
        Route[] routes = [To("10.1.0.0/16"), To("0.0.0.0/0"), To("10.1.2.9/32"), To("10.1.2.0/24"), To("10.0.0.0/8")];
        foreach (Route[] order in new[] { routes, [.. routes.Reverse()] })
        {
            Table(order).TryFind(Address(destination), out Route found).ShouldBeTrue();
            found.Destination.ShouldBe(IPv4Prefix.Parse(expected));
        }
    }

    [Fact, Exercise("3.4")]
    public void Without_a_route_nothing_is_found() =>
        Table(To("10.0.0.0/8")).TryFind(Address("11.0.0.1"), out _).ShouldBeFalse();

    [Fact, Exercise("3.4")]
    public void Of_equal_prefixes_the_smaller_metric_wins()
    {
        Table(To("0.0.0.0/0", One, "10.0.0.1", 20), To("0.0.0.0/0", Two, "10.0.0.2", 10)).TryFind(Wire.Far, out Route found).ShouldBeTrue();
        found.Interface.ShouldBe(Two);
    }

    [Fact, Exercise("3.4")]
    public void A_longer_prefix_beats_a_smaller_metric()
    {
        Table(To("192.0.0.0/8", One, metric: 1), To("192.0.2.0/24", Two, metric: 100)).TryFind(Wire.Far, out Route found).ShouldBeTrue();
        found.Interface.ShouldBe(Two);
    }

    [Fact, Exercise("3.4")]
    public void Of_equals_the_first_stays()
    {
        Table(To("0.0.0.0/0", Two), To("0.0.0.0/0", One)).TryFind(Wire.Far, out Route found).ShouldBeTrue();
        found.Interface.ShouldBe(Two);
    }

    [Fact, Exercise("3.4")]
    public void A_route_through_an_interface_that_is_down_is_the_last_resort()
    {
        var host = new TestHost();
        IPv4Interface eth1 = host.Add("eth1", "172.16.0.1/24");
        host.Layer.Routes.Add(new Route(IPv4Prefix.Default, Wire.Gateway, host.Eth0, 10));
        host.Layer.Routes.Add(new Route(IPv4Prefix.Default, Address("172.16.0.254"), eth1, 20));
        host.Eth0.IsUp = false;
        host.Layer.Routes.TryFind(Wire.Far, out Route other).ShouldBeTrue();
        other.Interface.ShouldBe(eth1);
        eth1.IsUp = false;
        host.Layer.Routes.TryFind(Wire.Far, out Route none).ShouldBeTrue();
        none.Interface.IsUp.ShouldBeFalse();
    }

    [Fact, Exercise("3.4")]
    public void A_new_route_counts_at_once_for_a_destination_asked_before()
    {
        RouteTable table = Table(To("0.0.0.0/0", One));
        table.TryFind(Wire.Far, out _).ShouldBeTrue();
        table.Add(To("192.0.2.0/24", Two));
        table.TryFind(Wire.Far, out Route found).ShouldBeTrue();
        found.Interface.ShouldBe(Two);
        table.Remove(To("192.0.2.0/24", Two)).ShouldBeTrue();
        table.TryFind(Wire.Far, out found).ShouldBeTrue();
        found.Interface.ShouldBe(One);
    }

    [Fact, Exercise("3.4")]
    public void Destinations_that_share_a_place_in_the_memory_do_not_mix()
    {
        RouteTable table = Table(To("10.0.0.0/24", One), To("10.0.1.0/24", Two));
        for (int i = 0; i < 2; i++)
        {
            table.TryFind(Address("10.0.0.5"), out Route first).ShouldBeTrue();
            table.TryFind(Address("10.0.1.5"), out Route second).ShouldBeTrue();
            (first.Interface, second.Interface).ShouldBe((One, Two));
        }
    }

    [Fact]
    public void The_same_route_cannot_be_added_twice() =>
        Should.Throw<ArgumentException>(() => Table(To("10.0.0.0/8"), To("10.9.9.9/8")));

    [Fact, Requirement("RFC1122", "I-57")]
    public void An_interface_brings_the_routes_to_its_networks_and_takes_them_away()
    {
        var host = new TestHost();
        host.Eth0.AddAddress(IPv4Prefix.Parse("172.16.0.1/16"));
        host.Layer.Routes.All.Select(r => r.Destination.ToString()).ShouldBe(["127.0.0.0/8", "10.0.0.0/24", "172.16.0.0/16"]);
        host.Eth0.RemoveAddress(Wire.Us).ShouldBeTrue();
        host.Layer.Routes.All.Select(r => r.Destination.ToString()).ShouldBe(["127.0.0.0/8", "172.16.0.0/16"]);
        host.Layer.RemoveInterface(host.Eth0);
        host.Layer.Routes.All.Select(r => r.Destination.ToString()).ShouldBe(["127.0.0.0/8"]);
    }

    [Fact, Exercise("3.4"), Requirement("RFC1122", "I-6"), Requirement("RFC1122", "I-53"), Requirement("RFC1122", "I-54")]
    public void On_the_own_network_the_next_hop_is_the_destination()
    {
        new TestHost().Layer.TryRoute(Address("10.0.0.77"), IPv4Address.Any, out Path path).ShouldBeTrue();
        path.NextHop.ShouldBe(Address("10.0.0.77"));
    }

    [Fact, Exercise("3.4"), Requirement("RFC1122", "I-6"), Requirement("RFC1122", "I-55")]
    public void Off_the_own_network_the_next_hop_is_the_gateway()
    {
        new TestHost().WithGateway().Layer.TryRoute(Address("10.0.1.77"), IPv4Address.Any, out Path path).ShouldBeTrue();
        path.NextHop.ShouldBe(Wire.Gateway);
    }

    [Fact, Exercise("3.4"), Requirement("RFC9293", "MUST-44")]
    public void The_source_is_the_address_on_the_next_hops_network()
    {
        var host = new TestHost();
        host.Eth0.AddAddress(IPv4Prefix.Parse("172.16.0.1/16"));
        host.Layer.TryRoute(Address("172.16.9.9"), IPv4Address.Any, out Path path).ShouldBeTrue();
        path.Source.ShouldBe(Address("172.16.0.1"));
        host.Layer.TryRoute(Wire.Peer, IPv4Address.Any, out path).ShouldBeTrue();
        path.Source.ShouldBe(Wire.Us);
    }

    [Fact, Exercise("3.4"), Requirement("RFC1122", "I-60")]
    public void The_path_tells_the_MTU_of_its_interface()
    {
        new TestHost(mtu: 1280).Layer.TryRoute(Wire.Peer, IPv4Address.Any, out Path path).ShouldBeTrue();
        path.Mtu.ShouldBe(1280);
    }

    [Fact]
    public void Routes_read_like_those_of_a_router() =>
        To("10.0.0.0/8", One, "192.168.0.1", 10).ToString().ShouldBe("10.0.0.0/8 via 192.168.0.1 dev one metric 10");
}
