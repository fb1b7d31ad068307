using Workbook.Basics;
using Workbook.Playground.Traffic;
using Workbook.Tcp;

namespace Workbook.Tools.Tests.Playground;

public class FrameSummaryTests
{
    /// <summary>10.0.0.1:40000 to 10.0.0.2:7: sequence 1000, acknowledgment 2000, PSH ACK, window 512, timestamps, "hi!\n".</summary>
    private static readonly byte[] Segment = Convert.FromHexString(
        "020000000002" + "020000000001" + "0800"
        + "45000038000040004006" + "0000" + "0a000001" + "0a000002"
        + "9c400007" + "000003e8" + "000007d0" + "8018" + "0200" + "00000000" + "0101080a0000000100000002"
        + "6869210a");

    [Fact]
    public void A_segment_is_read_to_its_payload()
    {
        FrameSummary frame = FrameSummary.Read(Segment);

        frame.Kind.ShouldBe(FrameKind.Tcp);
        (frame.From, frame.FromPort, frame.To, frame.ToPort).ShouldBe((IPv4Address.Parse("10.0.0.1"), (ushort)40000, IPv4Address.Parse("10.0.0.2"), (ushort)7));
        (frame.Tcp.Sequence, frame.Tcp.Acknowledgment, frame.Tcp.Flags, frame.Tcp.Window).ShouldBe((1000u, 2000u, TcpFlags.Psh | TcpFlags.Ack, 512));
        frame.Tcp.Timestamps.ShouldBeTrue();
        (frame.PayloadOffset, frame.PayloadLength).ShouldBe((66, 4));
    }

    [Fact]
    public void No_bytes_at_all_make_it_throw()
    {
        var random = new Random(1);
        for (int length = 0; length < 2000; length++)
        {
            byte[] frame = [.. Segment.Take(length % (Segment.Length + 1))];
            for (int i = random.Next(4); i > 0 && frame.Length > 0; i--)
                frame[random.Next(frame.Length)] = (byte)random.Next(256);
            FrameSummary summary = FrameSummary.Read(frame);
            Should.NotThrow(() => FrameText.Of(summary, new SequenceBook().Note(summary), frame).Fit(40));
        }
    }

    [Fact]
    public void A_segment_that_was_sent_before_is_told_from_a_new_one()
    {
        var book = new SequenceBook();
        FrameSummary frame = FrameSummary.Read(Segment);

        book.Note(frame).IsAgain.ShouldBeFalse();
        book.Note(frame).IsAgain.ShouldBeTrue();
    }
}
