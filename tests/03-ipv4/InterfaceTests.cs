using Workbook.Basics;

namespace Workbook.IPv4.Tests;

/// <summary>Interfaces and addresses, which are given.</summary>
public class InterfaceTests
{
    private readonly TestHost _host = new();

    private static IPv4Address Address(string text) => IPv4Address.Parse(text);

    private static IPv4Interface Make(string name, int mtu = 1500) => new(name, mtu, default, (packet, _, _) => packet.Release());

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void An_interface_that_is_down_hears_nothing()
    {
        _host.Eth0.IsUp = false;
        _host.Receive(Wire.Datagram([1]));
        _host.Delivered.ShouldBeEmpty();
        _host.Counters[DropReason.IpInterfaceDown].ShouldBe(1);
    }

    [Theory, Requirement("RFC1122", "I-9"), InlineData("0.0.0.0"), InlineData("0.0.0.9"), InlineData("224.0.0.1")]
    public void Nothing_is_sent_to_what_is_no_hosts_address(string destination)
    {
        _host.WithGateway().Send([1], Address(destination)).ShouldBe(SendResult.NoRoute);
        _host.Sent.ShouldBeEmpty();
        _host.Pool.Outstanding.ShouldBe(0);
    }

    [Theory, InlineData(67, false), InlineData(68, true), InlineData(65_535, true), InlineData(65_536, false)]
    public void An_MTU_is_between_68_and_65535(int mtu, bool possible)
    {
        if (possible) Make("eth", mtu).Mtu.ShouldBe(mtu);
        else Should.Throw<ArgumentOutOfRangeException>(() => Make("eth", mtu));
    }

    [Fact]
    public void Two_interfaces_of_one_name_are_an_error() =>
        Should.Throw<ArgumentException>(() => _host.Layer.AddInterface(Make("eth0")));

    [Theory, InlineData("10.0.0.1/8"), InlineData("0.0.0.0/8"), InlineData("255.255.255.255/32"), InlineData("224.0.0.1/4")]
    public void An_address_that_is_there_or_cannot_be_is_an_error(string address) =>
        Should.Throw<ArgumentException>(() => _host.Eth0.AddAddress(IPv4Prefix.Parse(address)));

    [Theory, Requirement("RFC1122", "I-67"), Requirement("RFC1122", "I-6")]
    [InlineData("255.255.255.255", true), InlineData("0.0.0.0", true), InlineData("10.0.0.255", true), InlineData("10.0.0.0", true)]
    [InlineData("10.0.0.1", false), InlineData("10.0.1.255", false), InlineData("10.255.255.255", false)]
    public void The_mask_says_what_is_broadcast(string address, bool broadcast) =>
        _host.Eth0.IsBroadcast(Address(address)).ShouldBe(broadcast);

    [Fact]
    public void Own_addresses_are_those_of_all_interfaces_and_the_whole_loopback_network()
    {
        _host.Add("eth1", "172.16.0.1/24");
        foreach (string own in (string[])["10.0.0.1", "172.16.0.1", "127.0.0.1", "127.1.2.3"])
            _host.Layer.IsOwnAddress(Address(own)).ShouldBeTrue();
        foreach (string other in (string[])["10.0.0.2", "128.0.0.1", "0.0.0.0"])
            _host.Layer.IsOwnAddress(Address(other)).ShouldBeFalse();
    }

    [Fact]
    public void What_is_removed_is_no_longer_ours()
    {
        _host.Layer.RemoveInterface(_host.Eth0);
        _host.Layer.IsOwnAddress(Wire.Us).ShouldBeFalse();
        _host.Layer.RemoveInterface(_host.Eth0);
        _host.Layer.Interfaces.Select(i => i.Name).ShouldBe(["lo"]);
    }
}
