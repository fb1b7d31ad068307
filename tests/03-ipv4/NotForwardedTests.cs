using Workbook.Basics;

namespace Workbook.IPv4.Tests;

/// <summary>What does not get as far as being forwarded.</summary>
[Exercise("3.1")]
public class NotForwardedTests
{
    private static readonly IPv4Address Beyond = IPv4Address.Parse("172.16.0.9");

    private readonly TestHost _router = new();

    public NotForwardedTests()
    {
        _router.Layer.Forwarding = true;
        _router.Add("eth1", "172.16.0.1/24");
    }

    [Fact, Requirement("RFC1122", "I-2")]
    public void A_host_does_not_forward()
    {
        _router.Layer.Forwarding = false;
        _router.Receive(Wire.Datagram(Wire.Bytes(20), to: Beyond));
        _router.Sent.ShouldBeEmpty();
        _router.Counters[DropReason.IpNotForUs].ShouldBe(1);
    }

    [Theory, Requirement("RFC2644", "2")]
    [InlineData("172.16.0.255"), InlineData("224.0.0.5"), InlineData("127.0.0.1"), InlineData("0.0.0.9")]
    public void Broadcasts_of_other_networks_and_no_hosts_addresses_are_not_forwarded(string destination)
    {
        _router.Receive(Wire.Datagram(Wire.Bytes(20), to: IPv4Address.Parse(destination)));
        _router.Sent.ShouldBeEmpty();
        _router.Counters[DropReason.IpNotForUs].ShouldBe(1);
    }
}
