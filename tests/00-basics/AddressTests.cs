namespace Workbook.Basics.Tests;

public class AddressTests
{
    [Fact]
    public void Every_address_reads_back_from_its_text_and_its_bytes() => Gen.UInt.Sample(value =>
    {
        var address = new IPv4Address(value);
        byte[] wire = new byte[4];
        address.WriteTo(wire);
        return IPv4Address.Parse(address.ToString()) == address && IPv4Address.ReadFrom(wire) == address;
    });

    [Theory]
    [InlineData("")]
    [InlineData("10.0.0")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.01")]
    [InlineData("10.0.0.-1")]
    [InlineData("10.0.0.1 ")]
    public void What_is_no_address_is_refused(string text) => IPv4Address.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_link_address_reads_back_from_its_text_and_its_bytes() => Gen.ULong.Sample(value =>
    {
        var address = new MacAddress(value & 0xFFFF_FFFF_FFFF);
        byte[] wire = new byte[6];
        address.WriteTo(wire);
        return MacAddress.Parse(address.ToString()) == address && MacAddress.ReadFrom(wire) == address;
    });

    [Fact]
    public void The_group_bit_is_the_lowest_of_the_first_octet()
    {
        MacAddress.Parse("01:00:5e:00:00:01").IsMulticast.ShouldBeTrue();
        MacAddress.Parse("02:00:00:00:00:01").IsMulticast.ShouldBeFalse();
        MacAddress.Broadcast.IsMulticast.ShouldBeTrue();
    }

    [Theory]
    [InlineData("10.1.2.3/24", "10.1.2.0", "10.1.2.255", "10.1.2.254", "10.1.3.1")]
    [InlineData("10.1.2.3/32", "10.1.2.3", "10.1.2.3", "10.1.2.3", "10.1.2.4")]
    [InlineData("10.1.2.3/31", "10.1.2.2", "10.1.2.3", "10.1.2.2", "10.1.2.4")]
    public void A_prefix_knows_its_network_and_who_is_in_it(string text, string network, string broadcast, string inside, string outside)
    {
        IPv4Prefix prefix = IPv4Prefix.Parse(text);
        prefix.Network.ToString().ShouldBe(network);
        prefix.DirectedBroadcast.ToString().ShouldBe(broadcast);
        prefix.Contains(IPv4Address.Parse(inside)).ShouldBeTrue();
        prefix.Contains(IPv4Address.Parse(outside)).ShouldBeFalse();
    }

    [Fact]
    public void The_default_prefix_contains_everybody()
    {
        IPv4Prefix.Default.Contains(IPv4Address.Broadcast).ShouldBeTrue();
        IPv4Prefix.Default.Mask.ShouldBe(0u);
    }

    [Theory]
    [InlineData("10.0.0.2/33")]
    [InlineData("10.0.0.2/")]
    [InlineData("10.0.0.2/8/8")]
    public void What_is_no_prefix_is_refused(string text) => IPv4Prefix.TryParse(text, out _).ShouldBeFalse();
}
