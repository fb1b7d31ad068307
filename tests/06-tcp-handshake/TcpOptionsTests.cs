using Workbook.Harness;
namespace Workbook.Tcp.Tests;

public class TcpOptionsTests
{
    private static readonly Gen<SackBlocks> GenSack = Gen.Select(Gen.UInt, Gen.UInt).Array[0, 4].Select(edges =>
    {
        var blocks = new SackBlocks();
        foreach (var (start, end) in edges)
            blocks.Add(new SackBlock(new SequenceNumber(start), new SequenceNumber(end)));
        return blocks;
    });

    private static readonly Gen<TcpOptions> GenOptions =
        Gen.Select(Gen.Int[0, 65535], Gen.Int[-1, 14], Gen.Bool, Gen.Bool, Gen.UInt, Gen.UInt, GenSack).Select(
            (mss, scale, permitted, stamped, value, echo, sack) => new TcpOptions
            {
                MaximumSegmentSize = mss,
                WindowScale = scale,
                SackPermitted = permitted,
                HasTimestamps = stamped,
                TimestampValue = stamped ? value : 0,
                TimestampEcho = stamped ? echo : 0,
                Sack = sack,
            });

    [Fact, Exercise("6.2"), Requirement("RFC9293", "MUST-4"), Requirement("RFC9293", "MUST-14")]
    public void The_maximum_segment_size_is_read() =>
        Parse("02 04 05 B4").ShouldBe(new TcpOptions { MaximumSegmentSize = 1460 });

    [Fact, Exercise("6.2")]
    public void The_options_of_a_syn_are_read() =>
        Parse("02 04 05 B4 04 02 08 0A 00 00 03 84 00 00 00 00 01 03 03 07").ShouldBe(new TcpOptions
        {
            MaximumSegmentSize = 1460,
            SackPermitted = true,
            HasTimestamps = true,
            TimestampValue = 900,
            WindowScale = 7,
        });

    [Fact, Exercise("6.2"), Requirement("RFC2018", "3")]
    public void Sack_blocks_are_read_in_their_order()
    {
        TcpOptions options = Parse("01 01 05 12 00 00 00 05 00 00 00 09 FF FF FF FF 00 00 00 02");
        options.Sack.Count.ShouldBe(2);
        options.Sack[0].ShouldBe(new SackBlock(new SequenceNumber(5), new SequenceNumber(9)));
        options.Sack[1].ShouldBe(new SackBlock(new SequenceNumber(uint.MaxValue), new SequenceNumber(2)));
    }

    [Theory, Exercise("6.2"), Requirement("RFC9293", "MUST-64")]
    [InlineData("01 02 04 05 B4 00 00 00")]
    [InlineData("01 01 02 04 05 B4 00 00")]
    [InlineData("01 01 01 02 04 05 B4 00")]
    public void Options_are_read_at_any_alignment(string bytes) => Parse(bytes).MaximumSegmentSize.ShouldBe(1460);

    [Theory, Exercise("6.2"), Requirement("RFC9293", "MUST-6"), Requirement("RFC9293", "MUST-68")]
    [InlineData("1E 02 02 04 05 B4")]
    [InlineData("FE 06 03 03 05 B4 02 04 05 B4")]
    [InlineData("22 0A 02 04 00 01 02 04 00 01 02 04 05 B4")]
    public void Unknown_options_are_skipped_by_their_length(string bytes) =>
        Parse(bytes).ShouldBe(new TcpOptions { MaximumSegmentSize = 1460 });

    [Theory, Exercise("6.2"), Requirement("RFC9293", "MUST-7")]
    [InlineData("02 03 05 02 04 05 B4")]
    [InlineData("02 05 05 05 05 02 04 05 B4")]
    [InlineData("03 02 02 04 05 B4")]
    [InlineData("04 03 00 02 04 05 B4")]
    [InlineData("08 09 00 00 00 00 00 00 00 02 04 05 B4")]
    [InlineData("05 02 02 04 05 B4")]
    [InlineData("05 09 00 00 00 00 00 00 00 02 04 05 B4")]
    public void A_known_option_of_a_wrong_length_is_skipped_too(string bytes) =>
        Parse(bytes).ShouldBe(new TcpOptions { MaximumSegmentSize = 1460 });

    [Theory, Exercise("6.2"), Requirement("RFC9293", "MUST-7")]
    [InlineData("02 04 05 B4 05 FF")]
    [InlineData("02 04 05 B4 05 00")]
    [InlineData("02 04 05 B4 05 01 00 00")]
    [InlineData("02 04 05 B4 05 00 04 02")]
    [InlineData("02 04 05 B4 08 0A 00 00 00 00 00 00 00")]
    [InlineData("02 04 05 B4 03")]
    public void An_impossible_length_ends_the_reading_and_spoils_nothing_before_it(string bytes)
    {
        TcpOptions.TryParse(Bytes(bytes), out TcpOptions options).ShouldBeFalse();
        options.ShouldBe(new TcpOptions { MaximumSegmentSize = 1460 });
    }

    [Fact, Exercise("6.2")]
    public void An_option_may_end_with_the_last_byte() =>
        TcpOptions.TryParse(Bytes("08 0A 00 00 00 01 00 00 00 02"), out _).ShouldBeTrue();

    [Fact, Exercise("6.2"), Requirement("RFC9293", "MUST-4")]
    public void Nothing_behind_the_end_of_the_list_counts() =>
        Parse("02 04 05 B4 00 04 02 00").ShouldBe(new TcpOptions { MaximumSegmentSize = 1460 });

    [Fact, Exercise("6.2")]
    public void No_bytes_are_no_options()
    {
        TcpOptions.TryParse([], out TcpOptions options).ShouldBeTrue();
        options.ShouldBe(TcpOptions.None);
        options.WindowScale.ShouldBe(-1);
        options.Size.ShouldBe(0);
    }

    [Theory, Exercise("6.2"), Requirement("RFC7323", "2.3")]
    [InlineData("03 03 00", 0)]
    [InlineData("03 03 0E", 14)]
    [InlineData("03 03 0F", 14)]
    [InlineData("03 03 FF", 14)]
    public void A_shift_of_more_than_14_is_taken_as_14(string bytes, int shift) => Parse(bytes).WindowScale.ShouldBe(shift);

    [Theory, Exercise("6.2")]
    [InlineData(true, true, "02 04 05 B4 04 02 08 0A 00 00 00 01 00 00 00 02 01 03 03 07")]
    [InlineData(true, false, "02 04 05 B4 04 02 01 03 03 07 00 00")]
    [InlineData(false, true, "02 04 05 B4 01 01 08 0A 00 00 00 01 00 00 00 02 01 03 03 07")]
    [InlineData(false, false, "02 04 05 B4 01 03 03 07")]
    [Requirement("RFC9293", "MUST-69")]
    public void The_options_of_a_syn_stand_in_everybodys_order_and_end_in_zeros(bool sack, bool timestamps, string bytes)
    {
        var options = new TcpOptions
        {
            MaximumSegmentSize = 1460,
            WindowScale = 7,
            SackPermitted = sack,
            HasTimestamps = timestamps,
            TimestampValue = timestamps ? 1u : 0,
            TimestampEcho = timestamps ? 2u : 0,
        };
        Parse(bytes).ShouldBe(options);
        Written(options).ShouldBe(Bytes(bytes));
    }

    [Fact, Exercise("6.2"), Requirement("RFC2018", "3")]
    public void Beside_timestamps_there_is_room_for_three_sack_blocks()
    {
        var blocks = new SackBlocks();
        for (uint i = 0; i < 4; i++)
            blocks.Add(new SackBlock(new SequenceNumber(10 * i), new SequenceNumber(10 * i + 5))).ShouldBeTrue();
        blocks.Add(default).ShouldBeFalse();

        TcpOptions alone = new() { Sack = blocks }, stamped = new() { Sack = blocks, HasTimestamps = true };
        Parse(Written(alone)).Sack.Count.ShouldBe(4);
        Parse(Written(stamped)).Sack.Count.ShouldBe(3);
        stamped.Size.ShouldBe(TcpOptions.MaximumSize);
    }

    [Fact, Exercise("6.2")]
    public void Whatever_is_written_is_read_again() => GenOptions.Sample(options =>
    {
        byte[] bytes = Written(options);
        if (!TcpOptions.TryParse(bytes, out TcpOptions read) || bytes.Length > TcpOptions.MaximumSize || bytes.Length % 4 != 0)
            return false;
        for (int i = 0; i < read.Sack.Count; i++)
        {
            if (read.Sack[i] != options.Sack[i])
                return false;
        }

        return read with { Sack = default } == options with { Sack = default };
    });

    [Fact, Exercise("6.2"), Requirement("RFC9293", "MUST-7")]
    public void Any_bytes_are_survived() => Gen.Byte.Array[0, 40].Sample(bytes =>
    {
        TcpOptions.TryParse(bytes, out TcpOptions options);
        return options.WindowScale is >= -1 and <= 14 && options.Sack.Count is >= 0 and <= 4;
    });

    [Fact, Exercise("6.2")]
    public void Reading_and_writing_allocate_nothing()
    {
        byte[] bytes = Bytes("02 04 05 B4 04 02 08 0A 00 00 03 84 00 00 00 00 01 03 03 07"), copy = new byte[20];
        Allocation.During(() =>
        {
            TcpOptions.TryParse(bytes, out TcpOptions options);
            options.Write(copy);
        }).ShouldBe(0);
        copy.ShouldBe(bytes);
    }

    private static byte[] Bytes(string hex) => Convert.FromHexString(hex.Replace(" ", ""));

    private static TcpOptions Parse(string hex) => Parse(Bytes(hex));

    private static TcpOptions Parse(byte[] bytes)
    {
        TcpOptions.TryParse(bytes, out TcpOptions options);
        return options;
    }

    private static byte[] Written(TcpOptions options)
    {
        byte[] bytes = [.. Enumerable.Repeat((byte)0xAA, options.Size)];
        options.Write(bytes);
        return bytes;
    }
}
