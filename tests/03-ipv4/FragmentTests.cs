using Workbook.Basics;

namespace Workbook.IPv4.Tests;

public class FragmentTests
{
    /// <summary>Cuts a datagram and gives the fragments' bytes.</summary>
    internal static List<byte[]> Cut(byte[] datagram, int mtu, PacketPool? pool = null)
    {
        var fragments = new List<byte[]>();
        IPv4Header header = Wire.Header(datagram);
        byte[] options = datagram[20..header.HeaderLength];
        byte[] repeated = new byte[40];
        repeated = repeated[..HeaderOptions.CopyRepeated(options, repeated)];
        var cutter = new FragmentCutter(header, options, repeated, Wire.Payload(datagram), mtu, pool ?? new PacketPool());
        while (cutter.TryNext(out Packet? fragment))
        {
            fragments.Add(fragment.Span.ToArray());
            fragment.Release();
        }
        return fragments;
    }

    private static (int Offset, int Length, bool More) Shape(byte[] fragment)
    {
        IPv4Header header = Wire.Header(fragment);
        header.TotalLength.ShouldBe(fragment.Length);
        InternetChecksum.Of(fragment.AsSpan(0, header.HeaderLength)).ShouldBe((ushort)0);
        return (header.FragmentOffset, header.PayloadLength, header.MoreFragments);
    }

    [Fact, Exercise("3.5"), Requirement("RFC1122", "I-63")]
    public void All_fragments_but_the_last_carry_a_multiple_of_eight_bytes() =>
        Cut(Wire.Datagram(Wire.Bytes(4000)), 1500).Select(Shape)
            .ShouldBe([(0, 1480, true), (1480, 1480, true), (2960, 1040, false)]);

    [Fact, Exercise("3.5"), Requirement("RFC1122", "I-73")]
    public void An_MTU_that_is_no_multiple_of_eight_is_not_filled() =>
        Cut(Wire.Datagram(Wire.Bytes(200)), 99).Select(Shape).ShouldBe([(0, 72, true), (72, 72, true), (144, 56, false)]);

    [Fact, Exercise("3.5")]
    public void The_last_fragment_may_use_what_the_others_had_to_leave() =>
        Cut(Wire.Datagram(Wire.Bytes(72 + 79)), 99).Select(Shape).ShouldBe([(0, 72, true), (72, 79, false)]);

    [Fact, Exercise("3.5")]
    public void One_byte_more_needs_one_fragment_more() =>
        Cut(Wire.Datagram(Wire.Bytes(72 + 80)), 99).Select(Shape).ShouldBe([(0, 72, true), (72, 72, true), (144, 8, false)]);

    [Fact, Exercise("3.5")]
    public void The_smallest_MTU_of_IPv4_will_do() =>
        Cut(Wire.Datagram(Wire.Bytes(100)), 68).Select(Shape).ShouldBe([(0, 48, true), (48, 48, true), (96, 4, false)]);

    [Fact, Exercise("3.5")]
    public void The_fragments_carry_the_payload_in_order() =>
        Cut(Wire.Datagram(Wire.Bytes(4000)), 1500).SelectMany(Wire.Payload).ToArray().ShouldBe(Wire.Bytes(4000));

    [Fact, Exercise("3.5")]
    public void All_else_in_the_header_is_the_same_in_each()
    {
        byte[] datagram = Wire.Datagram(Wire.Bytes(4000), ttl: 7, id: 0x4711, tos: 4);
        foreach (byte[] fragment in Cut(datagram, 1500))
            (Wire.Header(fragment) with { Checksum = 0, TotalLength = 0, MoreFragments = false, FragmentOffset = 0 })
                .ShouldBe(Wire.Header(datagram) with { Checksum = 0, TotalLength = 0 });
    }

    [Fact, Exercise("3.5")]
    public void A_fragment_cut_again_keeps_its_place_and_its_flag() =>
        Cut(Wire.Datagram(Wire.Bytes(160), more: true, offset: 800), 100).Select(Shape)
            .ShouldBe([(800, 80, true), (880, 80, true)]);

    [Fact, Exercise("3.5")]
    public void The_end_of_a_datagram_cut_again_stays_in_its_place_and_the_end() =>
        Cut(Wire.Datagram(Wire.Bytes(160), offset: 800), 100).Select(Shape)
            .ShouldBe([(800, 80, true), (880, 80, false)]);

    [Fact, Exercise("3.5")]
    public void Options_go_into_the_first_and_the_copied_ones_into_all()
    {
        List<byte[]> fragments = Cut(Wire.Datagram(Wire.Bytes(100), options: [7, 3, 4, 136, 4, 0, 9, 0]), 80);
        fragments.Select(f => f[20..Wire.Header(f).HeaderLength])
            .ShouldBe([[7, 3, 4, 136, 4, 0, 9, 0], [136, 4, 0, 9], ]);
        fragments.Select(Shape).ShouldBe([(0, 48, true), (48, 52, false)]);
    }

    [Fact, Exercise("3.5")]
    public void Every_fragment_comes_from_the_pool_and_is_released()
    {
        var pool = new PacketPool();
        Cut(Wire.Datagram(Wire.Bytes(4000)), 1500, pool);
        pool.Outstanding.ShouldBe(0);
    }

    [Fact, Exercise("3.5")]
    public void Fragments_always_fit_and_add_up() => Gen.Select(Gen.Int[1, 9000], Gen.Int[68, 1500]).Sample((length, mtu) =>
    {
        List<byte[]> fragments = Cut(Wire.Datagram(Wire.Bytes(length)), mtu);
        return fragments.All(f => f.Length <= mtu) && fragments.SelectMany(Wire.Payload).SequenceEqual(Wire.Bytes(length));
    });
}
