using Workbook.Basics;

namespace Workbook.IPv4.Tests;

/// <summary>The parts around the header that are given: options, incremental checksum, identification.</summary>
public class HeaderPartsTests
{
    [Theory]
    [InlineData(new byte[] { 1, 1, 1, 1 })]
    [InlineData(new byte[] { 0, 131, 99, 0 })]
    [InlineData(new byte[] { 7, 3, 4, 0 })]
    [InlineData(new byte[] { 7, 4, 4, 0 })]
    [InlineData(new byte[] { 136, 4, 0, 9 })]
    [InlineData(new byte[] { 222, 2, 1, 1 })]
    [Requirement("RFC1122", "I-20"), Requirement("RFC1122", "I-21")]
    public void Options_without_meaning_here_are_skipped_by_their_length(byte[] options) =>
        HeaderOptions.Scan(options, out _).ShouldBe(OptionScan.Harmless);

    [Theory]
    [InlineData(new byte[] { 131, 3, 4, 0 }, 0)]
    [InlineData(new byte[] { 1, 137, 3, 4 }, 1)]
    [InlineData(new byte[] { 7, 3, 4, 131 }, 3)]
    [Requirement("RFC7126", "4.3")]
    public void A_source_route_is_found_wherever_it_stands(byte[] options, int at)
    {
        HeaderOptions.Scan(options, out int position).ShouldBe(OptionScan.SourceRoute);
        position.ShouldBe(at);
    }

    [Theory]
    [InlineData(new byte[] { 7, 0, 0, 0 }, 0)]
    [InlineData(new byte[] { 7, 1, 0, 0 }, 0)]
    [InlineData(new byte[] { 7, 5, 0, 0 }, 0)]
    [InlineData(new byte[] { 1, 1, 1, 7 }, 3)]
    public void A_length_that_cannot_be_is_found_and_located(byte[] options, int at)
    {
        HeaderOptions.Scan(options, out int position).ShouldBe(OptionScan.Malformed);
        position.ShouldBe(at);
    }

    [Fact]
    public void Later_fragments_repeat_only_options_with_the_copied_flag()
    {
        byte[] repeated = new byte[40];
        HeaderOptions.CopyRepeated([7, 3, 4, 136, 4, 0, 9, 0], repeated).ShouldBe(4);
        repeated[..4].ShouldBe([136, 4, 0, 9]);
    }

    [Fact]
    public void No_options_make_the_walk_throw_or_run_on() => Gen.Byte.Array[0, 40].Sample(options =>
    {
        HeaderOptions.Scan(options, out int position);
        return position <= options.Length && HeaderOptions.CopyRepeated(options, new byte[44]) <= options.Length + 3;
    });

    [Fact, Exercise(ExerciseAttribute.Any), Requirement("RFC1624", "3")]
    public void A_checksum_changed_by_a_word_is_the_one_computed_anew() =>
        Gen.Select(Gen.Byte.Array[20], Gen.Int[0, 9], Gen.UShort).Sample((header, word, value) =>
        {
            header[0] |= 1;
            if (word == 5) return true;
            byte[] sealedWhole = Seal(header);
            ushort before = BigEndian.ReadUInt16(sealedWhole.AsSpan(word * 2)), checksum = BigEndian.ReadUInt16(sealedWhole.AsSpan(10));
            BigEndian.WriteUInt16(sealedWhole.AsSpan(word * 2), value);
            BigEndian.WriteUInt16(sealedWhole.AsSpan(10), IncrementalChecksum.Update(checksum, before, value));
            return InternetChecksum.Of(sealedWhole) == 0;
        });

    [Fact, Requirement("RFC1624", "3")]
    public void The_example_of_the_RFC_where_the_old_way_failed() =>
        IncrementalChecksum.Update(0xDD2F, 0x5555, 0x3285).ShouldBe((ushort)0);

    [Fact, Requirement("RFC1122", "I-74"), Requirement("RFC6864", "4.1")]
    public void Identifications_of_one_pair_do_not_repeat_before_all_are_used()
    {
        var identification = new Identification(new Random(1));
        var seen = new HashSet<ushort>();
        for (int i = 0; i <= ushort.MaxValue; i++) seen.Add(identification.Next(Wire.Us, Wire.Peer, IpProtocol.Udp)).ShouldBeTrue();
    }

    [Fact]
    public void Another_secret_gives_other_identifications() =>
        new Identification(new Random(1)).Next(Wire.Us, Wire.Peer, IpProtocol.Udp)
            .ShouldNotBe(new Identification(new Random(2)).Next(Wire.Us, Wire.Peer, IpProtocol.Udp));

    private static byte[] Seal(byte[] header)
    {
        byte[] whole = [.. header];
        BigEndian.WriteUInt16(whole.AsSpan(10), 0);
        BigEndian.WriteUInt16(whole.AsSpan(10), InternetChecksum.Of(whole));
        return whole;
    }
}
