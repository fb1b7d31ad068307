using Workbook.Basics;
using static Workbook.Link.Tests.Frames;

namespace Workbook.Link.Tests;

public class EthernetHeaderTests
{
    private readonly PacketPool _pool = new();

    [Fact, Exercise("1.1"), Requirement("RFC1122", "L-6")]
    public void A_frame_is_destination_source_type_and_payload()
    {
        byte[] frame = Of(Ours, Theirs, 0x0806, 1, 2, 3);
        EthernetHeader.TryParse(frame, out EthernetHeader header, out ReadOnlySpan<byte> payload).ShouldBeTrue();
        header.ShouldBe(new EthernetHeader(Ours, Theirs, EtherType.Arp));
        payload.ToArray().ShouldBe([1, 2, 3]);
    }

    [Fact, Exercise("1.1")]
    public void Padding_stays_in_the_payload()
    {
        EthernetHeader.TryParse(Of(Ours, Theirs, 0x0800, new byte[46]), out _, out ReadOnlySpan<byte> payload).ShouldBeTrue();
        payload.Length.ShouldBe(46);
    }

    [Fact, Exercise("1.1")]
    public void Fourteen_bytes_are_a_frame_without_payload()
    {
        EthernetHeader.TryParse(Of(Ours, Theirs, 0x0800), out _, out ReadOnlySpan<byte> payload).ShouldBeTrue();
        payload.Length.ShouldBe(0);
    }

    [Fact, Exercise("1.1")]
    public void Anything_shorter_is_not_a_frame()
    {
        byte[] frame = Of(Ours, Theirs, 0x0800);
        for (int length = 0; length < 14; length++)
            EthernetHeader.TryParse(frame.AsSpan(0, length), out _, out _).ShouldBeFalse($"{length} bytes");
    }

    [Fact, Exercise("1.1")]
    public void An_unknown_type_is_read_as_it_stands()
    {
        EthernetHeader.TryParse(Of(Ours, Theirs, 0x86DD, 1), out EthernetHeader header, out _).ShouldBeTrue();
        ((ushort)header.Type).ShouldBe((ushort)0x86DD);
    }

    [Fact, Exercise("1.2"), Requirement("RFC1122", "L-6"), Requirement("RFC1122", "L-1")]
    public void The_header_goes_right_in_front_of_the_payload()
    {
        byte[] payload = [.. Enumerable.Range(1, 60).Select(i => (byte)i)];
        Packet packet = _pool.Packet(payload);
        new EthernetHeader(Theirs, Ours, EtherType.IPv4).AddTo(packet);
        packet.Span.ToArray().ShouldBe(Of(Theirs, Ours, 0x0800, payload));
    }

    [Fact, Exercise("1.2")]
    public void A_short_payload_does_not_stay_short()
    {
        Packet packet = _pool.Packet(1);
        new EthernetHeader(Theirs, Ours, EtherType.IPv4).AddTo(packet);
        packet.Length.ShouldBeGreaterThanOrEqualTo(EthernetHeader.MinimumPayload);
    }

    [Theory, Exercise("1.2")]
    [InlineData(0, 60)]
    [InlineData(45, 60)]
    [InlineData(46, 60)]
    [InlineData(47, 61)]
    [InlineData(1500, 1514)]
    public void A_frame_has_at_least_60_bytes(int payload, int frame)
    {
        Packet packet = _pool.Packet(new byte[payload]);
        new EthernetHeader(Theirs, Ours, EtherType.IPv4).AddTo(packet);
        packet.Length.ShouldBe(frame);
    }

    [Fact, Exercise("1.2")]
    public void Padding_is_zeros_whatever_the_buffer_held_before()
    {
        Packet used = _pool.Rent(100);
        used.Append(100).Fill(0xEE);
        used.Release();

        Packet packet = _pool.Packet(9, 9, 9);
        packet.ShouldBeSameAs(used);
        new EthernetHeader(Theirs, Ours, EtherType.Arp).AddTo(packet);
        packet.Span[14..].ToArray().ShouldBe([9, 9, 9, .. new byte[43]]);
    }

    [Fact, Exercise("1.2")]
    public void What_is_built_is_parsed_back()
    {
        Gen.Select(Gen.ULong[0, 0xFFFF_FFFF_FFFF], Gen.ULong[0, 0xFFFF_FFFF_FFFF], Gen.UShort, Gen.Byte.Array[0, 200]).Sample(
            (destination, source, type, payload) =>
            {
                Packet packet = new PacketPool().Packet(payload);
                var built = new EthernetHeader(new(destination), new(source), (EtherType)type);
                built.AddTo(packet);
                EthernetHeader.TryParse(packet.Span, out EthernetHeader parsed, out ReadOnlySpan<byte> got).ShouldBeTrue();
                parsed.ShouldBe(built);
                got[..payload.Length].SequenceEqual(payload).ShouldBeTrue();
            }, iter: 200);
    }
}
