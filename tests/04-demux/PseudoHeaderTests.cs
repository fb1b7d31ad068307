using System.Buffers.Binary;
using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Demux.Tests;

public class PseudoHeaderTests
{
    private static readonly IPv4Address A = IPv4Address.Parse("10.0.0.1");
    private static readonly IPv4Address B = IPv4Address.Parse("192.168.1.77");

    [Fact, Exercise("4.1")]
    public void It_is_the_sum_of_both_addresses_the_protocol_and_the_length() =>
        Folded(PseudoHeader.Sum(A, B, IpProtocol.Udp, 20)).ShouldBe(0x0a00 + 0x0001 + 0xc0a8 + 0x014d + 17 + 20);

    [Fact, Exercise("4.1")]
    public void It_counts_the_protocol() =>
        PseudoHeader.Sum(A, B, IpProtocol.Tcp, 20).ShouldNotBe(PseudoHeader.Sum(A, B, IpProtocol.Udp, 20));

    [Fact, Exercise("4.1")]
    public void Nothing_is_lost_where_every_word_is_at_its_largest()
    {
        var last = new IPv4Address(0xffffffff);
        Folded(PseudoHeader.Sum(last, last, (IpProtocol)255, 65_535)).ShouldBe(255);
    }

    [Fact, Exercise("4.1")]
    public void It_equals_the_checksum_of_the_twelve_bytes_that_nobody_sends() =>
        Gen.Select(Gen.UInt, Gen.UInt, Gen.Byte, Gen.UShort).Sample((source, destination, protocol, length) =>
        {
            byte[] drawn = new byte[12];
            BinaryPrimitives.WriteUInt32BigEndian(drawn, source);
            BinaryPrimitives.WriteUInt32BigEndian(drawn.AsSpan(4), destination);
            drawn[9] = protocol;
            BinaryPrimitives.WriteUInt16BigEndian(drawn.AsSpan(10), length);
            uint sum = PseudoHeader.Sum(new IPv4Address(source), new IPv4Address(destination), (IpProtocol)protocol, length);
            return InternetChecksum.Finish(sum) == InternetChecksum.Of(drawn);
        });

    [Fact, Exercise("4.1")]
    public void The_checksum_goes_on_from_it()
    {
        byte[] segment = [1, 2, 3, 4, 5];
        byte[] all = [10, 0, 0, 1, 192, 168, 1, 77, 0, 6, 0, 5, .. segment];
        uint sum = PseudoHeader.Sum(A, B, IpProtocol.Tcp, segment.Length);
        InternetChecksum.Finish(InternetChecksum.Add(sum, segment)).ShouldBe(InternetChecksum.Of(all));
    }

    // A partial sum may carry beyond 16 bits; what counts is what is left when the carries have come round.
    private static int Folded(uint sum) => (ushort)~InternetChecksum.Finish(sum);
}
