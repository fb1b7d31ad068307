using Workbook.Basics;
using static Workbook.Arp.Tests.ArpLab;

namespace Workbook.Arp.Tests;

public class ArpPacketTests
{
    private static readonly byte[] Wire = Convert.FromHexString(
        "0001" + "0800" + "06" + "04" + "0001" + "020000000002" + "0A000002" + "000000000000" + "0A000001");

    private static byte[] WireWith(int offset, params byte[] bytes)
    {
        byte[] changed = [.. Wire];
        bytes.CopyTo(changed, offset);
        return changed;
    }

    private static DropReason? Refusal(ReadOnlySpan<byte> bytes) =>
        ArpPacket.TryParse(bytes, out _, out DropReason reason) ? null : reason;

    [Fact, Exercise("2.1")]
    public void The_fields_stand_in_the_order_of_rfc_826()
    {
        ArpPacket.TryParse(Wire, out ArpPacket packet, out _).ShouldBeTrue();
        packet.ShouldBe(new ArpPacket(ArpOperation.Request, TheirMac, Theirs, MacAddress.Zero, Ours));
    }

    [Fact, Exercise("2.1")]
    public void Padding_behind_the_packet_is_ignored() => Refusal([.. Wire, .. new byte[18]]).ShouldBeNull();

    [Fact, Exercise("2.1")]
    public void Anything_shorter_is_malformed()
    {
        for (int length = 0; length < Wire.Length; length++)
            Refusal(Wire.AsSpan(0, length)).ShouldBe(DropReason.ArpMalformed, $"{length} bytes");
    }

    [Theory, Exercise("2.1"), Requirement("RFC1122", "L-13")]
    [InlineData(0, 6)]  // IEEE 802 hardware
    [InlineData(2, 0x86)] // a protocol that is not IPv4
    [InlineData(4, 8)]  // long hardware addresses
    [InlineData(5, 16)] // long protocol addresses
    public void Other_hardware_and_protocols_are_not_supported(int offset, byte value) =>
        Refusal(WireWith(offset, value)).ShouldBe(DropReason.ArpUnsupported);

    [Theory, Exercise("2.1")]
    [InlineData(0, 0, DropReason.ArpUnknownOperation)]
    [InlineData(0, 1, null)]
    [InlineData(0, 2, null)]
    [InlineData(0, 3, DropReason.ArpUnknownOperation)] // RARP
    [InlineData(1, 1, DropReason.ArpUnknownOperation)]
    [InlineData(255, 255, DropReason.ArpUnknownOperation)]
    public void There_are_requests_and_replies_and_nothing_else(byte high, byte low, DropReason? reason) =>
        Refusal(WireWith(6, high, low)).ShouldBe(reason);

    [Theory, Exercise("2.1")]
    [InlineData("FFFFFFFFFFFF", "0A000002")]
    [InlineData("030000000002", "0A000002")]
    [InlineData("000000000000", "0A000002")]
    [InlineData("020000000002", "FFFFFFFF")]
    [InlineData("020000000002", "E0000001")]
    [InlineData("020000000002", "7F000001")]
    public void Nobody_can_be_at_a_group_address(string mac, string address) =>
        Refusal(WireWith(8, Convert.FromHexString(mac + address))).ShouldBe(DropReason.ArpBadSender);

    [Fact, Exercise("2.1")]
    public void A_probe_has_no_sender_address_yet() => Refusal(WireWith(14, 0, 0, 0, 0)).ShouldBeNull();

    [Fact]
    public void A_packet_is_written_as_rfc_826_draws_it()
    {
        Bytes(Request(TheirMac, Theirs, Ours)).ShouldBe([.. Wire, .. new byte[18]]);
    }

    [Fact, Exercise("2.1")]
    public void What_is_written_is_parsed_back()
    {
        Gen.Select(Gen.UInt[1, 0xDFFF_FFFF], Gen.UInt, Gen.ULong[1, 0xFFFF_FFFF], Gen.ULong[0, 0xFFFF_FFFF_FFFF]).Sample((sender, target, mac, targetMac) =>
        {
            if (sender >> 24 == 127)
                return;
            var written = new ArpPacket(ArpOperation.Reply, new(mac), new(sender), new(targetMac), new(target));
            ArpPacket.TryParse(Bytes(written), out ArpPacket parsed, out _).ShouldBeTrue();
            parsed.ShouldBe(written);
        }, iter: 500);
    }

    [Fact, Exercise("2.1")]
    public void Any_bytes_are_parsed_or_refused() => Gen.Byte.Array[0, 64].Sample(bytes => { Refusal(bytes); }, iter: 500);
}
