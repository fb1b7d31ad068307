using System.Buffers.Binary;
using Workbook.Basics;
using Workbook.Harness;
using Workbook.IPv4;
using static Workbook.Tcp.Tests.Wire;

namespace Workbook.Tcp.Tests;

/// <summary>Segments as bytes: read by <see cref="TcpSegment"/>, written by <see cref="TcpWriter"/>.</summary>
[Exercise("6.1")]
public class TcpSegmentTests
{
    private static readonly IPv4Address Here = Pair.Local.Address, There = Pair.Remote.Address;

    [Fact]
    public void The_fields_of_a_header_are_read()
    {
        byte[] bytes = Convert.FromHexString("9C400050" + "00001B58" + "00000065" + "6018FFFF" + "12340007" + "01010101" + "6869");
        TcpHeader.TryParse(bytes, out TcpHeader header, out ReadOnlySpan<byte> payload).ShouldBeTrue();
        header.ShouldBe(new TcpHeader(
            SourcePort: 40000,
            DestinationPort: 80,
            Sequence: new SequenceNumber(7000),
            Acknowledgment: new SequenceNumber(101),
            HeaderLength: 24,
            Flags: TcpFlags.Psh | TcpFlags.Ack,
            Window: 65535,
            Checksum: 0x1234,
            UrgentPointer: 7));
        payload.ToArray().ShouldBe("hi"u8.ToArray());
    }

    [Theory]
    [InlineData(0, 5, false)]
    [InlineData(19, 5, false)]
    [InlineData(20, 5, true)]
    [InlineData(20, 4, false)]
    [InlineData(20, 0, false)]
    [InlineData(20, 6, false)]
    [InlineData(23, 6, false)]
    [InlineData(24, 6, true)]
    [InlineData(59, 15, false)]
    [InlineData(60, 15, true)]
    public void The_data_offset_must_lie_behind_the_header_and_inside_the_bytes(int length, int words, bool valid)
    {
        byte[] bytes = new byte[length];
        if (length > 12)
            bytes[12] = (byte)(words << 4);
        TcpHeader.TryParse(bytes, out _, out _).ShouldBe(valid);
    }

    [Fact, Requirement("RFC9768", "3")]
    public void Reserved_bits_are_ignored()
    {
        byte[] bytes = new byte[20];
        bytes[12] = 0x5F;
        bytes[13] = 0xFF;
        TcpHeader.TryParse(bytes, out TcpHeader header, out _).ShouldBeTrue();
        header.HeaderLength.ShouldBe(20);
        header.Flags.ShouldBe((TcpFlags)0xFF);
    }

    [Fact]
    public void A_segment_takes_a_number_for_each_byte_and_for_syn_and_fin()
    {
        Parsed(TcpFlags.Ack, "abc").Length.ShouldBe(3);
        Parsed(TcpFlags.Syn | TcpFlags.Fin, "abc").Length.ShouldBe(5);
        Parsed(TcpFlags.Ack, "").Length.ShouldBe(0);
        Parsed(TcpFlags.Fin, "abc").End.ShouldBe(new SequenceNumber(Irs + 4));
    }

    [Theory, Requirement("RFC9293", "MUST-3")]
    [InlineData(0)]
    [InlineData(13)]
    [InlineData(24)]
    [InlineData(35)]
    public void A_changed_byte_spoils_the_checksum(int where)
    {
        byte[] bytes = Bytes(TcpFlags.Ack, "hello!!", Stamps(1, 2));
        bytes[where] ^= 0x20;
        Reject(Ip(There, Here), bytes).ShouldBe(DropReason.TcpBadChecksum);
        TcpSegment.TryParse(Ip(There, Here), bytes, checksumVerified: true, out _, out _).ShouldBeTrue();
    }

    [Fact, Requirement("RFC9293", "MUST-3")]
    public void The_checksum_covers_addresses_too() =>
        Reject(Ip(There, IPv4Address.Parse("10.0.0.9")), Bytes(TcpFlags.Ack, "hello")).ShouldBe(DropReason.TcpBadChecksum);

    [Fact]
    public void A_segment_cut_short_or_with_an_impossible_offset_is_dropped_under_its_reason()
    {
        byte[] bytes = Bytes(TcpFlags.Ack, "");
        Reject(Ip(There, Here), bytes[..19]).ShouldBe(DropReason.TcpTooShort);
        bytes[12] = 0x40;
        Reject(Ip(There, Here), bytes).ShouldBe(DropReason.TcpBadHeaderLength);
        bytes[12] = 0x60;
        Reject(Ip(There, Here), bytes).ShouldBe(DropReason.TcpBadHeaderLength);
    }

    [Theory, Requirement("RFC9293", "MUST-63"), Requirement("RFC9293", "MUST-57")]
    [InlineData("224.0.0.1", "10.0.0.2")]
    [InlineData("255.255.255.255", "10.0.0.2")]
    [InlineData("0.0.0.0", "10.0.0.2")]
    [InlineData("10.0.0.1", "224.0.0.1")]
    [InlineData("10.0.0.1", "255.255.255.255")]
    public void Nobody_connects_from_or_to_such_addresses(string source, string destination) =>
        Reject(Ip(IPv4Address.Parse(source), IPv4Address.Parse(destination)), Bytes(TcpFlags.Syn, "")).ShouldBe(DropReason.TcpBadAddress);

    [Fact, Exercise("6.2"), Requirement("RFC9293", "MUST-5"), Requirement("RFC9293", "MUST-7")]
    public void Options_are_read_from_any_segment_and_bad_ones_cost_only_themselves()
    {
        TcpOptions mss = new() { MaximumSegmentSize = 1400 };
        byte[] bytes = Bytes(TcpFlags.Ack | TcpFlags.Psh, "hello", mss with { HasTimestamps = true });
        bytes[25] = 0;
        TcpSegment.TryParse(Ip(There, Here), bytes, true, out TcpSegment segment, out _).ShouldBeTrue();
        segment.Options.ShouldBe(mss);
        segment.Payload.ToArray().ShouldBe("hello"u8.ToArray());
    }

    [Theory, Requirement("RFC9293", "MUST-2")]
    [InlineData("")]
    [InlineData("odd")]
    [InlineData("even")]
    public void What_is_read_is_written_the_same_again(string text)
    {
        byte[] bytes = Bytes(TcpFlags.Ack | TcpFlags.Psh, text, Stamps(0x01020304, 0xFFFEFDFC));
        TcpSegment.TryParse(Ip(There, Here), bytes, false, out TcpSegment segment, out DropReason reason).ShouldBeTrue(reason.ToString());
        Written(segment, default, 0, out PacketOffload offload).ShouldBe(bytes);
        offload.ShouldBe(default);
    }

    [Theory]
    [InlineData(1000, 0)]
    [InlineData(1448, 0)]
    [InlineData(1449, 1448)]
    [InlineData(20_000, 1448)]
    public void A_link_that_computes_checksums_gets_the_pseudo_headers_sum_and_where_to_go_on(int length, int segmentSize)
    {
        byte[] bytes = Bytes(TcpFlags.Ack, new string('x', length), Stamps(1, 2));
        TcpSegment.TryParse(Ip(There, Here), bytes, false, out TcpSegment segment, out DropReason reason).ShouldBeTrue(reason.ToString());
        byte[] written = Written(segment, new LinkOffload(true, 65_000), 1448, out PacketOffload offload);
        offload.ShouldBe(new PacketOffload(bytes.Length, 16, segmentSize));
        BinaryPrimitives.ReadUInt16BigEndian(written.AsSpan(16)).ShouldBe((ushort)~Checksum([], bytes.Length));

        // The link sums up everything, the pseudo-header's sum included, and complements.
        BinaryPrimitives.WriteUInt16BigEndian(written.AsSpan(16), (ushort)~Sum(written));
        written.ShouldBe(bytes);
    }

    [Fact, Exercise("6.2")]
    public void Any_bytes_are_survived() => Gen.Byte.Array[0, 80].Sample(bytes =>
    {
        bool valid = TcpSegment.TryParse(Ip(There, Here), bytes, true, out TcpSegment segment, out _);
        return !valid || segment.Payload.Length <= bytes.Length - 20;
    });

    [Fact]
    public void Reading_and_writing_a_data_segment_allocates_nothing()
    {
        var pool = new PacketPool();
        byte[] bytes = Bytes(TcpFlags.Ack, "hello", Stamps(1, 2));
        IPv4Header ip = Ip(There, Here);
        bool all = true;
        Allocation.During(() =>
        {
            for (int i = 0; i < 100; i++)
                all &= RoundTrip(pool, ip, bytes);
        }).ShouldBe(0);
        all.ShouldBeTrue();

        static bool RoundTrip(PacketPool pool, in IPv4Header ip, byte[] bytes)
        {
            if (!TcpSegment.TryParse(ip, bytes, false, out TcpSegment segment, out _))
                return false;
            Packet packet = pool.Rent(100);
            segment.Payload.CopyTo(packet.Append(segment.Payload.Length));
            TcpWriter.Write(packet, segment.Header, segment.Options, There, Here, default, 0);
            bool same = packet.Span.SequenceEqual(bytes);
            packet.Release();
            return same;
        }
    }

    private static DropReason Reject(IPv4Header ip, byte[] bytes)
    {
        TcpSegment.TryParse(ip, bytes, false, out _, out DropReason reason).ShouldBeFalse();
        return reason;
    }

    private static TcpSegment Parsed(TcpFlags flags, string text)
    {
        TcpSegment.TryParse(Ip(There, Here), Bytes(flags, text), false, out TcpSegment segment, out DropReason reason).ShouldBeTrue(reason.ToString());
        return segment;
    }

    private static byte[] Written(TcpSegment segment, LinkOffload offload, int segmentSize, out PacketOffload wanted)
    {
        Packet packet = new PacketPool().Rent(segment.Payload.Length);
        segment.Payload.CopyTo(packet.Append(segment.Payload.Length));
        TcpWriter.Write(packet, segment.Header, segment.Options, There, Here, offload, segmentSize);
        wanted = packet.Offload;
        return packet.Span.ToArray();
    }

    /// <summary>A segment from There to Here, put together without any of the code under test but the options' writer.</summary>
    private static byte[] Bytes(TcpFlags flags, string text, TcpOptions options = default)
    {
        byte[] bytes = new byte[20 + options.Size + text.Length];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, 40000);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(2), 80);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), Irs);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), Iss + 1);
        bytes[12] = (byte)((20 + options.Size) / 4 << 4);
        bytes[13] = (byte)flags;
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(14), 4000);
        options.Write(bytes.AsSpan(20));
        System.Text.Encoding.ASCII.GetBytes(text).CopyTo(bytes, 20 + options.Size);
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(16), Checksum(bytes, bytes.Length));
        return bytes;
    }

    private static IPv4Header Ip(IPv4Address source, IPv4Address destination) =>
        new(20, 0, 0, 0, true, false, 0, 64, IpProtocol.Tcp, 0, source, destination);

    private static ushort Checksum(byte[] bytes, int length)
    {
        uint total = Sum(bytes) + (There.Value >> 16) + (There.Value & 0xFFFF) + (Here.Value >> 16) + (Here.Value & 0xFFFF) + 6 + (uint)length;
        while (total > 0xFFFF)
            total = (total & 0xFFFF) + (total >> 16);
        return (ushort)~total;
    }

    private static ushort Sum(byte[] bytes)
    {
        uint total = 0;
        for (int i = 0; i < bytes.Length; i++)
            total += (uint)(bytes[i] << (i % 2 == 0 ? 8 : 0));
        while (total > 0xFFFF)
            total = (total & 0xFFFF) + (total >> 16);
        return (ushort)total;
    }
}
