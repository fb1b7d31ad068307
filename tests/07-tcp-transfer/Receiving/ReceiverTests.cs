using Workbook.Basics;

namespace Workbook.Tcp.Tests;

/// <summary>The parts together. Every test begins with the ACK that completes a handshake, with a window.</summary>
[Exercise("7.8")]
public class ReceiverTests
{
    private static readonly Instant Start = Instant.FromSeconds(10);
    private readonly BufferPool _pool = new();
    private readonly TransferOptions _options = new() { ReceiveBufferInitial = 8000, ReceiveBufferLimit = 8000 };

    private Receiver Connected(TransferOptions? options = null, Agreement? agreement = null)
    {
        var receiver = new Receiver(agreement ?? Arriving.Agreement(), options ?? _options, _pool);
        Acknowledge(receiver);
        return receiver;
    }

    private static int Acknowledge(Receiver receiver)
    {
        int field = receiver.WindowField();
        receiver.AckSent();
        return field;
    }

    private static SackBlock[] Blocks(Receiver receiver)
    {
        TcpOptions options = TcpOptions.None;
        receiver.Describe(ref options);
        return [.. Enumerable.Range(0, options.Sack.Count).Select(i => options.Sack[i])];
    }

    [Fact, Exercise("7.3")]
    public void Text_in_order_is_read_in_order()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(0, Arriving.Stream(0, 1000)), Start).ShouldBeTrue();
        receiver.Receive(Arriving.Segment(1000, Arriving.Stream(1000, 500)), Start).ShouldBeTrue();
        receiver.Next.ShouldBe(Arriving.At(1500));
        receiver.Available.ShouldBe(1500);
        receiver.Window.ShouldBe(6500u);
        receiver.ReadAll().ShouldBe(Arriving.Stream(0, 1500));
    }

    [Fact, Exercise("7.7"), Requirement("RFC9293", "SHLD-18")]
    public void An_ack_is_delayed_by_40_ms()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(0, [1]), Start);
        Instant deadline = Start + TimeSpan.FromMilliseconds(40);
        receiver.AckDeadline.ShouldBe(deadline);
        receiver.AckDue(deadline - TimeSpan.FromTicks(1)).ShouldBeFalse();
        receiver.AckDue(deadline).ShouldBeTrue();
        receiver.AckSent();
        receiver.AckDue(deadline).ShouldBeFalse();
    }

    [Fact]
    public void An_empty_segment_is_not_acknowledged()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(0, []), Start);
        receiver.AckDue(Start).ShouldBeFalse();
        receiver.AckDeadline.ShouldBe(Instant.Never);
    }

    [Fact, Requirement("RFC9293", "MAY-13"), Requirement("RFC9293", "SHLD-31")]
    public void Text_behind_a_gap_and_text_that_fills_it_are_acknowledged_at_once()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(1, [1]), Start);
        receiver.AckDue(Start).ShouldBeTrue();
        receiver.Next.ShouldBe(Arriving.At(0));
        receiver.AckSent();
        receiver.Receive(Arriving.Segment(0, [0]), Start);
        receiver.AckDue(Start).ShouldBeTrue();
        receiver.Next.ShouldBe(Arriving.At(2));
        receiver.ReadAll().ShouldBe([0, 1]);
    }

    [Fact]
    public void A_fin_in_order_ends_the_stream_and_is_acknowledged_at_once()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(0, [1, 2], TcpFlags.Ack | TcpFlags.Fin), Start);
        receiver.Finished.ShouldBeTrue();
        receiver.Next.ShouldBe(Arriving.At(3));
        receiver.AckDue(Start).ShouldBeTrue();
        receiver.ReadAll().ShouldBe([1, 2]);
    }

    [Fact]
    public void A_fin_behind_a_gap_waits_until_the_gap_is_filled()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(2, [2, 3], TcpFlags.Ack | TcpFlags.Fin), Start);
        receiver.Finished.ShouldBeFalse();
        receiver.Next.ShouldBe(Arriving.At(0));
        receiver.Receive(Arriving.Segment(0, [0]), Start);
        receiver.Finished.ShouldBeFalse();
        receiver.Receive(Arriving.Segment(1, [1]), Start);
        receiver.Finished.ShouldBeTrue();
        receiver.Next.ShouldBe(Arriving.At(5));
        receiver.ReadAll().ShouldBe([0, 1, 2, 3]);
    }

    [Fact]
    public void What_comes_after_a_fin_is_ignored()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(2, [], TcpFlags.Ack | TcpFlags.Fin), Start);
        receiver.Receive(Arriving.Segment(0, [0, 1, 9, 9]), Start);
        receiver.Finished.ShouldBeTrue();
        receiver.Next.ShouldBe(Arriving.At(3));
        receiver.Receive(Arriving.Segment(3, [9]), Start);
        receiver.Next.ShouldBe(Arriving.At(3));
        receiver.ReadAll().ShouldBe([0, 1]);
    }

    [Fact]
    public void A_fin_before_text_that_came_earlier_is_not_believed()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(2, [2, 3]), Start);
        receiver.Receive(Arriving.Segment(0, [0], TcpFlags.Ack | TcpFlags.Fin), Start);
        receiver.Finished.ShouldBeFalse();
        receiver.Receive(Arriving.Segment(1, [1]), Start);
        receiver.ReadAll().ShouldBe([0, 1, 2, 3]);
        receiver.Receive(Arriving.Segment(4, [], TcpFlags.Ack | TcpFlags.Fin), Start);
        receiver.Finished.ShouldBeTrue();
    }

    [Fact, Exercise("7.6")]
    public void Text_beyond_the_window_is_cut_off_and_its_fin_too()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(0, Arriving.Stream(0, 8001), TcpFlags.Ack | TcpFlags.Fin), Start);
        receiver.Next.ShouldBe(Arriving.At(8000));
        receiver.Finished.ShouldBeFalse();
        receiver.Window.ShouldBe(0u);
        receiver.ReadAll().ShouldBe(Arriving.Stream(0, 8000));
    }

    [Fact, Requirement("RFC9293", "MUST-39")]
    public void A_closed_window_opens_when_a_segment_has_been_read_and_not_before()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(0, Arriving.Stream(0, 8000)), Start);
        Acknowledge(receiver).ShouldBe(0);
        receiver.Read(new byte[999], Start);
        receiver.AckDue(Start).ShouldBeFalse();
        Acknowledge(receiver).ShouldBe(0);
        receiver.Read(new byte[1], Start);
        receiver.AckDue(Start).ShouldBeTrue();
        Acknowledge(receiver).ShouldBe(1000);
    }

    [Fact]
    public void A_window_that_is_mostly_open_needs_no_update_of_its_own()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(0, Arriving.Stream(0, 4000)), Start);
        receiver.AckSent();
        receiver.Read(new byte[4000], Start);
        receiver.AckDue(Start).ShouldBeFalse();
        Acknowledge(receiver).ShouldBe(8000);
    }

    [Fact, Requirement("RFC9293", "MUST-66"), Requirement("RFC9293", "MUST-30"), Requirement("RFC9293", "MUST-31")]
    public void Urgent_data_is_read_in_line_and_seen_even_while_the_window_is_closed()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(0, Arriving.Stream(0, 8000)), Start);
        TcpSegment urgent = Arriving.Segment(8000, [], TcpFlags.Ack | TcpFlags.Urg);
        receiver.IsAcceptable(urgent).ShouldBeTrue();
        receiver.UrgentSeen.ShouldBeFalse();
        receiver.Receive(urgent, Start);
        receiver.UrgentSeen.ShouldBeTrue();
        receiver.ReadAll().ShouldBe(Arriving.Stream(0, 8000));
    }

    [Fact, Exercise("7.9"), Requirement("RFC2018", "3")]
    public void What_waits_behind_gaps_is_told_by_sack_if_both_sides_know_it()
    {
        foreach (bool sack in new[] { true, false })
        {
            Receiver receiver = Connected(agreement: Arriving.Agreement(sack: sack));
            receiver.Receive(Arriving.Segment(10, [1, 2]), Start);
            receiver.Receive(Arriving.Segment(20, [1, 2]), Start);
            receiver.Receive(Arriving.Segment(12, [3]), Start);
            Blocks(receiver).ShouldBe(sack ? [Arriving.Block(10, 13), Arriving.Block(20, 22)] : []);
        }
    }

    [Fact, Exercise("7.9"), Requirement("RFC2883", "4")]
    public void Old_and_repeated_bytes_are_told_as_duplicates_once()
    {
        Receiver receiver = Connected(agreement: Arriving.Agreement(sack: true));
        receiver.Receive(Arriving.Segment(0, Arriving.Stream(0, 100)), Start);
        receiver.Receive(Arriving.Segment(90, Arriving.Stream(90, 20)), Start);
        Blocks(receiver).ShouldBe([Arriving.Block(90, 100)]);
        Acknowledge(receiver);
        Blocks(receiver).ShouldBeEmpty();

        receiver.Refuse(Arriving.Segment(0, Arriving.Stream(0, 50)));
        receiver.AckDue(Start).ShouldBeTrue();
        Blocks(receiver).ShouldBe([Arriving.Block(0, 50)]);
        Acknowledge(receiver);

        receiver.Receive(Arriving.Segment(200, Arriving.Stream(200, 10)), Start);
        Blocks(receiver).ShouldBe([Arriving.Block(200, 210)]);
        receiver.Receive(Arriving.Segment(205, Arriving.Stream(205, 10)), Start);
        Blocks(receiver).ShouldBe([Arriving.Block(205, 210), Arriving.Block(200, 215)]);
    }

    [Fact, Exercise("7.9"), Exercise("7.10"), Requirement("RFC7323", "4.3")]
    public void Timestamps_are_echoed_and_leave_room_for_three_blocks()
    {
        Receiver receiver = Connected(agreement: Arriving.Agreement(sack: true, timestamp: 1000));
        for (int i = 1; i <= 5; i++)
            receiver.Receive(Arriving.Segment(10 * i, [1], options: Arriving.Timestamp(1000 + (uint)i)), Start);
        receiver.PassesPaws(Arriving.Segment(60, [1], options: Arriving.Timestamp(999)), Start).ShouldBeFalse();
        TcpOptions options = TcpOptions.None;
        receiver.Describe(ref options);
        options.TimestampEcho.ShouldBe(1000u);
        options.Sack.Count.ShouldBe(3);
        receiver.Receive(Arriving.Segment(0, [1], options: Arriving.Timestamp(1007)), Start);
        receiver.Describe(ref options);
        options.TimestampEcho.ShouldBe(1007u);
    }

    [Fact]
    public void Without_timestamps_there_is_no_paws() =>
        Connected().PassesPaws(Arriving.Segment(0, [1]), Start).ShouldBeTrue();

    [Fact]
    public void Releasing_returns_all_buffers()
    {
        Receiver receiver = Connected();
        receiver.Receive(Arriving.Segment(0, [1]), Start);
        receiver.Receive(Arriving.Segment(10, [1]), Start);
        _pool.OutstandingBytes.ShouldBe(2048);
        receiver.Release();
        _pool.OutstandingBytes.ShouldBe(0);
    }
}
