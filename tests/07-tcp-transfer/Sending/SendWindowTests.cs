namespace Workbook.Tcp.Tests.Sending;

public class SendWindowTests
{
    // ISS 999: text begins at 1000. 5000 bytes are in flight, the window is 8000.
    private static SendWindow Sent5000(int scale = 0)
    {
        var window = new SendWindow(Wire.Agreement(window: 8000, scale: scale));
        window.Sent(new SequenceNumber(6000));
        return window;
    }

    [Theory, Exercise("7.12")]
    [Requirement("RFC5961", "5.2")]
    [InlineData(6001, AckVerdict.Unsent)]
    [InlineData(6000, AckVerdict.Accepted)]
    [InlineData(1001, AckVerdict.Accepted)]
    [InlineData(1000, AckVerdict.Duplicate)]
    [InlineData(999, AckVerdict.Stale)]
    public void An_acknowledgement_is_judged_by_its_number(long ack, AckVerdict expected)
    {
        SendWindow window = Sent5000();
        window.Take(Wire.Ack(ack, 8000)).ShouldBe(expected);
        window.Unacknowledged.Value.ShouldBe(expected == AckVerdict.Accepted ? (uint)ack : 1000u);
        window.Next.Value.ShouldBe(6000u);
    }

    [Fact, Exercise("7.12"), Requirement("RFC5961", "5.2"), Requirement("RFC9293", "MAY-12")]
    public void Older_than_the_largest_window_is_a_blind_guess()
    {
        SendWindow window = Sent5000();
        window.Take(Wire.Ack(1000L - 8000, 9000)).ShouldBe(AckVerdict.Stale);
        window.Take(Wire.Ack(1000L - 8001, 9000)).ShouldBe(AckVerdict.Blind);
        window.Size.ShouldBe(8000u);
        window.Take(Wire.Ack(1000, 9000)).ShouldBe(AckVerdict.Accepted);
        window.Take(Wire.Ack(1000, 10, sequence: 501)).ShouldBe(AckVerdict.Accepted);
        window.Take(Wire.Ack(1000L - 9000, 9000)).ShouldBe(AckVerdict.Stale);
        window.Take(Wire.Ack(1000L - 9001, 9000)).ShouldBe(AckVerdict.Blind);
    }

    [Fact, Exercise("7.12")]
    public void What_is_refused_changes_nothing()
    {
        SendWindow window = Sent5000();
        foreach (long ack in new[] { 6001L, 999, -50_000 })
            window.Take(Wire.Ack(ack, 1, sequence: 900));
        (window.Unacknowledged.Value, window.Size, window.LastSequence.Value).ShouldBe((1000u, 8000u, 500u));
    }

    [Theory, Exercise("7.12")]
    [InlineData(500, 1000, true)]       // WL1 = SEG.SEQ, WL2 = SEG.ACK
    [InlineData(501, 1000, true)]
    [InlineData(499, 1000, false)]      // older segment
    [InlineData(499, 2000, false)]      // older segment, although a newer acknowledgement
    [InlineData(500, 2000, true)]
    public void Only_a_segment_no_older_than_the_last_may_change_the_window(uint sequence, uint ack, bool expected)
    {
        SendWindow window = Sent5000();
        window.Take(Wire.Ack(ack, 3000, sequence)).ShouldBe(expected || ack > 1000 ? AckVerdict.Accepted : AckVerdict.Duplicate);
        window.Size.ShouldBe(expected ? 3000u : 8000u);
        window.Unacknowledged.Value.ShouldBe(ack);
    }

    [Fact, Exercise("7.12")]
    public void With_equal_sequence_numbers_the_acknowledgment_number_tells_which_is_older()
    {
        SendWindow window = Sent5000();
        window.Take(Wire.Ack(3000, 4000)).ShouldBe(AckVerdict.Accepted);
        window.Take(Wire.Ack(2000, 7000)).ShouldBe(AckVerdict.Stale);
        window.Size.ShouldBe(4000u);
        window.LastAcknowledgment.Value.ShouldBe(3000u);
        window.RightEdge.Value.ShouldBe(7000u);
    }

    [Fact, Exercise("7.12"), Requirement("RFC7323", "2.3")]
    public void The_window_is_scaled()
    {
        SendWindow window = Sent5000(scale: 14);
        window.Take(Wire.Ack(1000, 65535, sequence: 501)).ShouldBe(AckVerdict.Accepted);
        window.Size.ShouldBe(65535u << 14);
        window.Largest.ShouldBe(65535u << 14);
        window.Take(Wire.Ack(1000, 65535, sequence: 502)).ShouldBe(AckVerdict.Duplicate);
    }

    [Fact, Exercise("7.12"), Requirement("RFC9293", "MUST-34")]
    public void A_window_may_shrink_below_what_is_in_flight()
    {
        SendWindow window = Sent5000();
        window.Take(Wire.Ack(1000, 3000, sequence: 501)).ShouldBe(AckVerdict.Accepted);
        window.Usable.ShouldBe(-2000);
        window.InFlight.ShouldBe(5000);
        window.Largest.ShouldBe(8000u);
    }

    [Fact, Exercise("7.12")]
    public void Numbers_may_wrap()
    {
        var window = new SendWindow(Wire.Agreement(window: 8000) with { Iss = new SequenceNumber(uint.MaxValue - 1) });
        window.Sent(new SequenceNumber(2000));
        window.Take(Wire.Ack(2001, 8000)).ShouldBe(AckVerdict.Unsent);
        window.Take(Wire.Ack(1, 8000)).ShouldBe(AckVerdict.Accepted);
        window.Take(Wire.Ack(uint.MaxValue, 8000)).ShouldBe(AckVerdict.Stale);
        window.InFlight.ShouldBe(1999);
    }
}
