namespace Workbook.Basics.Tests;

public class InternetChecksumTests
{
    [Fact, Exercise("0.4"), Requirement("RFC1071", "1")]
    public void Words_are_added_and_the_carries_come_round_again() =>
        InternetChecksum.Finish(InternetChecksum.AddWords(0, [0xFF, 0xFE, 0x00, 0x03])).ShouldBe((ushort)0xFFFD);

    [Fact, Exercise("0.4")]
    public void An_odd_last_byte_is_the_high_half_of_a_word() =>
        InternetChecksum.Finish(InternetChecksum.AddWords(0, [0x12, 0x34, 0x56])).ShouldBe((ushort)(0xFFFF - 0x1234 - 0x5600));

    [Fact, Exercise("0.4")]
    public void A_byte_without_a_partner_counts() => InternetChecksum.AddWords(0, [0x56]).ShouldNotBe(0u);

    [Fact, Exercise("0.4")]
    public void Nothing_sums_to_nothing() => InternetChecksum.AddWords(0, []).ShouldBe(0u);

    [Fact, Exercise("0.4")]
    public void A_sum_goes_on_where_the_last_one_stopped()
    {
        uint inOnePiece = InternetChecksum.AddWords(0, [1, 2, 3, 4, 5, 6]);
        InternetChecksum.AddWords(InternetChecksum.AddWords(0, [1, 2]), [3, 4, 5, 6]).ShouldBe(inOnePiece);
    }

    [Fact, Exercise("0.4")]
    public void The_carries_are_folded_back_before_the_sum_is_handed_out() =>
        InternetChecksum.AddWords(0, Enumerable.Repeat((byte)0xFF, 1000).ToArray()).ShouldBeLessThanOrEqualTo(0x1FFFFu);

    [Fact, Exercise("0.4")]
    public void The_carry_of_the_last_word_is_not_lost() =>
        InternetChecksum.Finish(InternetChecksum.AddWords(0xFFFF, [0xFF, 0xFF, 0xFF, 0xFF])).ShouldBe((ushort)0);

    [Fact, Exercise("0.4")]
    public void Data_with_its_own_checksum_sums_to_zero() => Gen.Byte.Array[2, 200].Where(data => data.Length % 2 == 0).Sample(data =>
    {
        byte[] header = [.. data, 0, 0];
        ushort checksum = InternetChecksum.Of(header);
        header[^2] = (byte)(checksum >> 8);
        header[^1] = (byte)checksum;
        return InternetChecksum.Of(header) == 0;
    });

    [Fact, Exercise("0.4")]
    public void The_vector_sum_agrees_with_the_loop_at_every_length() =>
        Gen.Byte.Array[0, 4000].Sample(data => InternetChecksum.Of(data) == Model(data));

    [Fact, Exercise("0.4")]
    public void The_vector_sum_holds_the_largest_datagram_of_ones()
    {
        byte[] ones = new byte[65_535];
        Array.Fill(ones, (byte)0xFF);
        InternetChecksum.Of(ones).ShouldBe(Model(ones));
    }

    /// <summary>The sum as a schoolbook would do it: all words in one big number, carries folded at the end.</summary>
    private static ushort Model(byte[] data)
    {
        long sum = 0;
        for (int i = 0; i < data.Length; i++)
            sum += i % 2 == 0 ? data[i] << 8 : data[i];
        while (sum > 0xFFFF)
            sum = (sum & 0xFFFF) + (sum >> 16);
        return (ushort)~sum;
    }
}
