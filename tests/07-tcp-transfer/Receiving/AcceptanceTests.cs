namespace Workbook.Tcp.Tests;

public class AcceptanceTests
{
    [Theory, Exercise("7.2")]
    // no length, no window: only the number expected
    [InlineData(0, 0, 0, true)]
    [InlineData(1, 0, 0, false)]
    [InlineData(-1, 0, 0, false)]
    // no length, some window: anything inside
    [InlineData(-1, 0, 300, false)]
    [InlineData(0, 0, 300, true)]
    [InlineData(299, 0, 300, true)]
    [InlineData(300, 0, 300, false)]
    // some length, no window: never
    [InlineData(0, 1, 0, false)]
    [InlineData(-1, 1, 0, false)]
    [InlineData(-1, 2, 0, false)]
    // some length, some window: the first or the last byte inside
    [InlineData(-10, 10, 300, false)]
    [InlineData(-10, 11, 300, true)]
    [InlineData(299, 10, 300, true)]
    [InlineData(300, 10, 300, false)]
    [InlineData(0, 300, 300, true)]
    public void A_segment_is_acceptable_if_it_touches_the_window(int offset, int length, int window, bool acceptable) =>
        Acceptance.IsAcceptable(Arriving.Segment(offset, new byte[length]), Arriving.At(0), (uint)window)
            .ShouldBe(acceptable);

    [Theory, Exercise("7.2")]
    [InlineData(TcpFlags.Fin, -1, false)]   // a FIN seen before
    [InlineData(TcpFlags.Fin, 0, true)]
    [InlineData(TcpFlags.Fin, 299, true)]
    [InlineData(TcpFlags.Fin, 300, false)]
    [InlineData(TcpFlags.Syn, -1, false)]
    public void A_syn_and_a_fin_have_length_one(TcpFlags flag, int offset, bool acceptable) =>
        Acceptance.IsAcceptable(Arriving.Segment(offset, [], TcpFlags.Ack | flag), Arriving.At(0), 300)
            .ShouldBe(acceptable);

    [Fact, Exercise("7.2")]
    public void A_fin_needs_room_like_a_byte_and_counts_as_the_last_number()
    {
        TcpSegment alone = Arriving.Segment(0, [], TcpFlags.Ack | TcpFlags.Fin);
        Acceptance.IsAcceptable(alone, Arriving.At(0), 0).ShouldBeFalse();
        TcpSegment behindOldText = Arriving.Segment(-10, new byte[10], TcpFlags.Ack | TcpFlags.Fin);
        Acceptance.IsAcceptable(behindOldText, Arriving.At(0), 300).ShouldBeTrue();
    }

    [Theory, Exercise("7.2"), Requirement("RFC9293", "MUST-66")]
    [InlineData(TcpFlags.Rst)]
    [InlineData(TcpFlags.Ack)]
    [InlineData(TcpFlags.Ack | TcpFlags.Urg)]
    public void Acknowledgments_resets_and_urgent_pointers_pass_a_closed_window(TcpFlags flags) =>
        Acceptance.IsAcceptable(Arriving.Segment(0, [], flags), Arriving.At(0), 0).ShouldBeTrue();

    [Fact, Exercise("7.2"), Requirement("RFC9293", "REC-1")]
    public void A_window_may_be_larger_than_16_bits()
    {
        const uint window = 1 << 30;
        Acceptance.IsAcceptable(Arriving.Segment((1 << 30) - 1, [1]), Arriving.At(0), window).ShouldBeTrue();
        Acceptance.IsAcceptable(Arriving.Segment(1 << 30, [1]), Arriving.At(0), window).ShouldBeFalse();
    }

    [Theory, Exercise("7.6")]
    [InlineData(0, 10, 0, 0, 10)]       // wholly inside
    [InlineData(-4, 10, 0, 4, 6)]       // old bytes in front
    [InlineData(-10, 10, 0, 10, 0)]     // nothing new
    [InlineData(-20, 10, 0, 10, 0)]
    [InlineData(290, 10, 290, 0, 10)]   // ends with the window
    [InlineData(291, 10, 291, 0, 9)]    // one byte too many
    [InlineData(299, 10, 299, 0, 1)]
    [InlineData(300, 10, 300, 0, 0)]
    [InlineData(-5, 400, 0, 5, 300)]    // sticks out on both sides
    public void Text_is_clipped_to_the_window(int offset, int length, int start, int cut, int left)
    {
        byte[] text = Arriving.Stream(0, length);
        TcpSegment segment = Arriving.Segment(offset, text);
        ReadOnlySpan<byte> clipped = Acceptance.Clip(segment, Arriving.At(0), 300, out SequenceNumber at, out bool fin);
        clipped.ToArray().ShouldBe(text[Math.Min(cut, length)..][..left]);
        at.ShouldBe(Arriving.At(start));
        fin.ShouldBeFalse();
    }

    [Theory, Exercise("7.6")]
    [InlineData(289, 10, true)]     // text to 298, FIN is 299, the last number in the window
    [InlineData(290, 10, false)]    // text fills the window, its FIN lies beyond
    [InlineData(-10, 10, true)]     // all text is old, the FIN is new
    [InlineData(-11, 10, false)]    // all is old
    [InlineData(50, 0, true)]
    public void A_fin_is_clipped_like_a_byte(int offset, int length, bool left)
    {
        TcpSegment segment = Arriving.Segment(offset, new byte[length], TcpFlags.Ack | TcpFlags.Fin);
        Acceptance.Clip(segment, Arriving.At(0), 300, out _, out bool fin);
        fin.ShouldBe(left);
    }

    [Fact, Exercise("7.6")]
    public void Nothing_is_left_in_a_closed_window()
    {
        TcpSegment segment = Arriving.Segment(0, [1], TcpFlags.Ack | TcpFlags.Fin);
        Acceptance.Clip(segment, Arriving.At(0), 0, out _, out bool fin).Length.ShouldBe(0);
        fin.ShouldBeFalse();
    }

    [Fact, Exercise("7.6")]
    public void Text_behind_a_syn_begins_one_number_later()
    {
        TcpSegment segment = Arriving.Segment(-1, [1, 2], TcpFlags.Ack | TcpFlags.Syn);
        ReadOnlySpan<byte> text = Acceptance.Clip(segment, Arriving.At(0), 300, out SequenceNumber at, out _);
        text.ToArray().ShouldBe([1, 2]);
        at.ShouldBe(Arriving.At(0));
    }
}
