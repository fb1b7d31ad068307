using Workbook.Basics;

namespace Workbook.IPv4.Tests;

public class HeaderTests
{
    private static DropReason? Refusal(byte[] datagram) =>
        IPv4Header.TryParse(datagram, out _, out _, out DropReason reason) ? null : reason;

    [Fact, Exercise("3.1")]
    public void A_header_is_read_field_by_field()
    {
        byte[] datagram = Wire.Datagram([1, 2, 3], ttl: 9, id: 0xABCD, more: true, offset: 1480, tos: 0x10, protocol: IpProtocol.Tcp);
        IPv4Header.TryParse(datagram, out IPv4Header header, out ReadOnlySpan<byte> payload, out _).ShouldBeTrue();
        header.ShouldBe(new IPv4Header(20, 0x10, 23, 0xABCD, false, true, 1480, 9, IpProtocol.Tcp,
            BigEndian.ReadUInt16(datagram.AsSpan(10)), Wire.Peer, Wire.Us));
        payload.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact, Exercise("3.1")]
    public void The_padding_of_a_short_frame_is_no_payload()
    {
        byte[] padded = [.. Wire.Datagram([1, 2, 3]), .. new byte[23]];
        IPv4Header.TryParse(padded, out _, out ReadOnlySpan<byte> payload, out _).ShouldBeTrue();
        payload.Length.ShouldBe(3);
    }

    [Fact, Exercise("3.1")]
    public void Options_are_not_payload()
    {
        byte[] datagram = Wire.Datagram([1, 2, 3], options: [1, 1, 1, 0]);
        IPv4Header.TryParse(datagram, out IPv4Header header, out ReadOnlySpan<byte> payload, out _).ShouldBeTrue();
        header.HeaderLength.ShouldBe(24);
        payload.ToArray().ShouldBe([1, 2, 3]);
    }

    [Theory, Exercise("3.1"), InlineData(0), InlineData(1), InlineData(19)]
    public void Fewer_than_twenty_bytes_are_no_header(int length) =>
        Refusal(Wire.Datagram([])[..length]).ShouldBe(DropReason.IpTooShort);

    [Fact, Exercise("3.1")]
    public void Twenty_bytes_are_a_datagram_without_payload() => Refusal(Wire.Datagram([])).ShouldBeNull();

    [Theory, Exercise("3.1"), Requirement("RFC1122", "I-4"), InlineData(0), InlineData(3), InlineData(5), InlineData(6), InlineData(15)]
    public void A_version_other_than_four_is_refused(int version)
    {
        byte[] datagram = Wire.Datagram([1, 2, 3, 4]);
        datagram[0] = (byte)(version << 4 | 5);
        Refusal(Wire.Sealed(datagram)).ShouldBe(DropReason.IpBadVersion);
    }

    [Theory, Exercise("3.1"), InlineData(0), InlineData(4)]
    public void A_header_length_under_twenty_is_refused(int words)
    {
        byte[] datagram = Wire.Datagram(new byte[8]);
        datagram[0] = (byte)(0x40 | words);
        Refusal(Wire.Sealed(datagram)).ShouldBe(DropReason.IpBadHeaderLength);
    }

    [Fact, Exercise("3.1")]
    public void A_header_that_goes_past_the_bytes_is_refused()
    {
        byte[] datagram = Wire.Datagram([1, 2, 3]);
        datagram[0] = 0x46;
        Refusal(datagram).ShouldBe(DropReason.IpBadHeaderLength);
    }

    [Fact, Exercise("3.1"), Requirement("RFC791", "3.1")]
    public void A_total_length_that_goes_past_the_bytes_is_refused() =>
        Refusal(Wire.Datagram([1, 2, 3])[..22]).ShouldBe(DropReason.IpBadTotalLength);

    [Theory, Exercise("3.1"), InlineData(0), InlineData(19)]
    public void A_total_length_shorter_than_the_header_is_refused(ushort total)
    {
        byte[] datagram = Wire.Datagram([1, 2, 3]);
        BigEndian.WriteUInt16(datagram.AsSpan(2), total);
        Refusal(Wire.Sealed(datagram)).ShouldBe(DropReason.IpBadTotalLength);
    }

    [Fact, Exercise("3.1"), Requirement("RFC1122", "I-5")]
    public void Any_flipped_bit_of_a_header_is_noticed()
    {
        // The first four bytes have checks of their own.
        for (int bit = 32; bit < 160; bit++)
        {
            byte[] datagram = Wire.Datagram([1, 2, 3]);
            datagram[bit / 8] ^= (byte)(1 << bit % 8);
            Refusal(datagram).ShouldBe(DropReason.IpBadChecksum);
        }
    }

    [Fact, Exercise("3.1"), Requirement("RFC1122", "I-5")]
    public void The_checksum_covers_the_options()
    {
        byte[] datagram = Wire.Datagram([1, 2, 3], options: [1, 1, 1, 0]);
        datagram[21] = 0;
        Refusal(datagram).ShouldBe(DropReason.IpBadChecksum);
    }

    [Fact, Exercise("3.1")]
    public void The_checksum_does_not_cover_the_payload()
    {
        byte[] datagram = Wire.Datagram([1, 2, 3]);
        datagram[^1] = 99;
        Refusal(datagram).ShouldBeNull();
    }

    [Fact, Exercise("3.1")]
    public void No_bytes_make_the_parser_throw() => Gen.Byte.Array[0, 80].Sample(bytes =>
    {
        bool ok = IPv4Header.TryParse(bytes, out IPv4Header header, out ReadOnlySpan<byte> payload, out _);
        return !ok || payload.Length == header.PayloadLength;
    });

    [Fact, Exercise("3.2")]
    public void A_header_is_written_byte_for_byte_as_the_RFC_draws_it()
    {
        byte[] written = new byte[20];
        new IPv4Header(20, 0x10, 23, 0xABCD, true, false, 0, 9, IpProtocol.Tcp, 0, Wire.Us, Wire.Peer).Write(written);
        written.ShouldBe(Wire.Datagram([1, 2, 3], Wire.Us, Wire.Peer, IpProtocol.Tcp, 9, 0xABCD, df: true, tos: 0x10)[..20]);
    }

    [Fact, Exercise("3.2")]
    public void The_offset_counts_blocks_of_eight_beside_the_flags()
    {
        byte[] written = new byte[20];
        new IPv4Header(20, 0, 28, 7, false, true, 65_528, 64, IpProtocol.Udp, 0, Wire.Us, Wire.Peer).Write(written);
        written[6..8].ShouldBe([0x3F, 0xFF]);
    }

    [Fact, Exercise("3.2")]
    public void The_written_checksum_covers_options_that_stand_there()
    {
        byte[] written = new byte[24];
        byte[] expected = Wire.Datagram([], Wire.Us, Wire.Peer, options: [7, 3, 4, 0]);
        expected.AsSpan(20).CopyTo(written.AsSpan(20));
        new IPv4Header(24, 0, 24, 1, false, false, 0, 64, IpProtocol.Udp, 0, Wire.Us, Wire.Peer).Write(written);
        written.ShouldBe(expected);
    }

    [Fact, Exercise("3.2")]
    public void A_checksum_left_from_before_does_not_disturb_the_new_one()
    {
        byte[] written = new byte[20];
        Array.Fill(written, (byte)0xAA);
        new IPv4Header(20, 0, 20, 1, false, false, 0, 64, IpProtocol.Udp, 0, Wire.Us, Wire.Peer).Write(written);
        written.ShouldBe(Wire.Datagram([], Wire.Us, Wire.Peer));
    }

    [Fact, Exercise("3.2"), Exercise("3.1")]
    public void What_is_written_reads_the_same() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.UShort, Gen.Byte, Gen.Int[0, 8191], Gen.Bool).Sample((source, destination, id, ttl, blocks, flag) =>
        {
            byte[] bytes = new byte[20];
            var header = new IPv4Header(
                20, ttl, 20, id, flag, !flag, blocks * 8, ttl, (IpProtocol)ttl, 0, new(source), new(destination));
            header.Write(bytes);
            return IPv4Header.TryParse(bytes, out IPv4Header read, out _, out _) && read with { Checksum = 0 } == header;
        });
}
