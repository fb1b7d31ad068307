using System.Buffers.Binary;
using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Udp.Tests;

public class UdpDatagramTests
{
    private static readonly IPv4Address A = IPv4Address.Parse("10.0.0.1");
    private static readonly IPv4Address B = IPv4Address.Parse("10.0.0.2");

    // From port 1000 to port 53, 11 bytes long, checksum left out.
    private static readonly byte[] Abc = [0x03, 0xe8, 0x00, 0x35, 0x00, 0x0b, 0x00, 0x00, 0x61, 0x62, 0x63];

    [Fact, Exercise("5.1"), Requirement("RFC1122", "U-5"), Requirement("RFC1122", "U-8")]
    public void The_checksum_covers_pseudo_header_header_and_data() =>
        UdpChecksum.Compute(A, B, Abc).ShouldBe(Model(A, B, Abc));

    [Fact, Exercise("5.1"), Requirement("RFC1122", "U-5")]
    public void The_checksum_is_right_at_every_length_odd_or_even() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Byte.Array[8, 300]).Sample((source, destination, datagram) =>
            UdpChecksum.Compute(new IPv4Address(source), new IPv4Address(destination), datagram)
                == Model(new IPv4Address(source), new IPv4Address(destination), datagram));

    [Fact, Exercise("5.1"), Requirement("RFC1122", "U-9")]
    public void A_computed_zero_is_sent_as_ffff()
    {
        // A datagram that brings along what its words lack to ffff has a checksum of 0.
        byte[] datagram = [0x03, 0xe8, 0x00, 0x35, 0x00, 0x0a, 0x00, 0x00, 0x00, 0x00];
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(8), Model(A, B, datagram));
        UdpChecksum.Compute(A, B, datagram).ShouldBe((ushort)0xffff);

        datagram[9]--;
        UdpChecksum.Compute(A, B, datagram).ShouldBe((ushort)1);
    }

    [Fact, Exercise("5.2"), Requirement("RFC1122", "U-5")]
    public void A_sound_datagram_is_taken_apart()
    {
        TryParse(Summed(Abc), out UdpHeader header, out string payload, out _).ShouldBeTrue();
        header.ShouldBe(new UdpHeader(1000, 53, 11, Model(A, B, Abc)));
        payload.ShouldBe("abc");
    }

    [Fact, Exercise("5.2"), Requirement("RFC1122", "U-6")]
    public void One_wrong_bit_anywhere_is_found()
    {
        byte[] sound = Summed(Abc);
        for (int bit = 0; bit < sound.Length * 8; bit++)
        {
            byte[] damaged = [.. sound];
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            TryParse(damaged, out _, out _, out DropReason reason).ShouldBeFalse($"bit {bit}");
            reason.ShouldBe(bit / 8 is 4 or 5 && DeclaredLength(damaged) is < 8 or > 11
                ? DropReason.UdpBadLength
                : DropReason.UdpBadChecksum);
        }
    }

    [Fact, Exercise("5.2"), Requirement("RFC1122", "U-6")]
    public void A_datagram_for_another_address_fails_its_checksum()
    {
        IPv4Header elsewhere = Ip with { Destination = IPv4Address.Parse("10.0.0.3") };
        UdpDatagram.TryParse(elsewhere, Summed(Abc), false, out _, out DropReason reason).ShouldBeFalse();
        reason.ShouldBe(DropReason.UdpBadChecksum);
    }

    [Fact, Exercise("5.2"), Requirement("RFC1122", "U-9")]
    public void A_checksum_of_zero_was_not_computed_and_is_not_checked()
    {
        TryParse(Abc, out UdpHeader header, out string payload, out _).ShouldBeTrue();
        header.Checksum.ShouldBe((ushort)0);
        payload.ShouldBe("abc");
    }

    [Fact, Exercise("5.2")]
    public void What_the_link_vouches_for_is_not_summed_again()
    {
        byte[] partial = [.. Abc];
        partial[7] = 1;
        UdpDatagram.TryParse(Ip, partial, checksumVerified: true, out _, out _).ShouldBeTrue();
        UdpDatagram.TryParse(Ip, partial, checksumVerified: false, out _, out _).ShouldBeFalse();
    }

    [Theory, Exercise("5.2"), Requirement("RFC1122", "U-15")]
    [InlineData(0, false)]
    [InlineData(7, false)]
    [InlineData(8, true)]
    [InlineData(11, true)]
    [InlineData(12, false)]
    [InlineData(0xffff, false)]
    public void The_length_lies_between_the_header_and_what_came(int length, bool good)
    {
        byte[] datagram = [.. Abc];
        BinaryPrimitives.WriteUInt16BigEndian(datagram.AsSpan(4), (ushort)length);
        TryParse(datagram, out _, out string payload, out DropReason reason).ShouldBe(good);
        if (good) payload.Length.ShouldBe(length - 8);
        else reason.ShouldBe(DropReason.UdpBadLength);
    }

    [Fact, Exercise("5.2"), Requirement("RFC1122", "U-15")]
    public void What_follows_the_length_is_neither_data_nor_summed()
    {
        TryParse([.. Summed(Abc), 0xaa, 0xbb, 0xcc], out _, out string payload, out _).ShouldBeTrue();
        payload.ShouldBe("abc");
    }

    [Theory, Exercise("5.2")]
    [InlineData(0)]
    [InlineData(7)]
    public void Less_than_a_header_is_too_short(int bytes)
    {
        TryParse(Abc[..bytes], out _, out _, out DropReason reason).ShouldBeFalse();
        reason.ShouldBe(DropReason.UdpTooShort);
    }

    [Fact, Exercise("5.2")]
    public void A_datagram_without_data_is_a_datagram()
    {
        byte[] empty = [.. Abc[..8]];
        empty[5] = 8;
        TryParse(Summed(empty), out _, out string payload, out _).ShouldBeTrue();
        payload.ShouldBe("");
    }

    [Fact, Exercise("5.2")]
    public void Random_bytes_never_throw() => Gen.Select(Gen.Byte.Array[0, 64], Gen.Bool).Sample((bytes, verified) =>
    {
        bool sound = UdpDatagram.TryParse(Ip, bytes, verified, out UdpDatagram datagram, out _);
        return !sound || datagram.Payload.Length <= bytes.Length - 8;
    });

    [Fact, Exercise("5.2")]
    public void What_is_written_is_read() =>
        Gen.Select(Gen.UShort, Gen.UShort, Gen.Byte.Array[0, 200]).Sample((from, to, data) =>
        {
            byte[] bytes = [.. new byte[8], .. data];
            UdpDatagram.TryParse(Ip, bytes, checksumVerified: true, out _, out _);
            var header = new UdpHeader(from, to, (ushort)bytes.Length, Checksum: 0);
            header.Write(bytes);
            return UdpDatagram.TryParse(Ip, bytes, checksumVerified: true, out UdpDatagram read, out _)
                && read.Header == header && read.Payload.SequenceEqual(data);
        });

    private static IPv4Header Ip => new(20, 0, 100, 1, false, false, 0, 64, IpProtocol.Udp, 0, A, B);

    private static bool TryParse(byte[] bytes, out UdpHeader header, out string payload, out DropReason reason)
    {
        bool good = UdpDatagram.TryParse(Ip, bytes, checksumVerified: false, out UdpDatagram datagram, out reason);
        header = datagram.Header;
        payload = System.Text.Encoding.ASCII.GetString(datagram.Payload);
        return good;
    }

    private static int DeclaredLength(byte[] datagram) => BinaryPrimitives.ReadUInt16BigEndian(datagram.AsSpan(4));

    private static byte[] Summed(byte[] datagram)
    {
        byte[] summed = [.. datagram];
        BinaryPrimitives.WriteUInt16BigEndian(summed.AsSpan(6), Model(A, B, datagram));
        return summed;
    }

    /// <summary>The checksum as RFC 768 describes it, word by word and without any short cut.</summary>
    private static ushort Model(IPv4Address source, IPv4Address destination, byte[] datagram)
    {
        byte[] all = [0, 0, 0, 0, 0, 0, 0, 0, 0, 17, 0, 0, .. datagram, 0];
        BinaryPrimitives.WriteUInt32BigEndian(all, source.Value);
        BinaryPrimitives.WriteUInt32BigEndian(all.AsSpan(4), destination.Value);
        BinaryPrimitives.WriteUInt16BigEndian(all.AsSpan(10), (ushort)datagram.Length);
        uint sum = 0;
        for (int i = 0; i + 1 < all.Length; i += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(all.AsSpan(i));
        while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
        return sum == 0xffff ? (ushort)0xffff : (ushort)~sum;
    }
}
