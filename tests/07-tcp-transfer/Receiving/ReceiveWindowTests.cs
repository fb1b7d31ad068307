using Workbook.Basics;

namespace Workbook.Tcp.Tests;

public class ReceiveWindowTests
{
    private static ReceiveWindow Create(int initial, int scale = 0) =>
        new(Arriving.At(0), initial, scale, segmentSize: 1000);

    [Theory, Exercise("7.8"), Requirement("RFC9293", "MUST-39")]
    [InlineData(999, 10_000, 0)]        // less than a segment
    [InlineData(1000, 10_000, 1000)]
    [InlineData(749, 1500, 0)]          // a buffer so small that half of it is less than a segment
    [InlineData(750, 1500, 750)]
    public void A_window_opens_by_a_segment_or_half_the_buffer(int room, int buffer, int expected)
    {
        ReceiveWindow window = Create(initial: 0);
        window.Open(Arriving.At(0), room, buffer).ShouldBe((uint)expected);
        window.RightEdge.ShouldBe(Arriving.At(expected));
    }

    [Fact, Exercise("7.8"), Requirement("RFC9293", "MUST-39")]
    public void Small_steps_add_up_until_they_are_worth_telling()
    {
        ReceiveWindow window = Create(initial: 5000);
        // 300 bytes have come and been read, three times: the right edge stays; the fourth time makes 1,200.
        for (int i = 1; i <= 3; i++)
            window.Open(Arriving.At(300 * i), 5000, 5000).ShouldBe((uint)(5000 - 300 * i));
        window.Open(Arriving.At(1200), 5000, 5000).ShouldBe(5000u);
    }

    [Fact, Exercise("7.8"), Requirement("RFC9293", "SHLD-14")]
    public void The_right_edge_never_moves_back()
    {
        ReceiveWindow window = Create(initial: 5000);
        window.Open(Arriving.At(0), 2000, 2000).ShouldBe(5000u);
        window.Open(Arriving.At(4000), 0, 2000).ShouldBe(1000u);
        window.Open(Arriving.At(5000), 0, 2000).ShouldBe(0u);
        window.RightEdge.ShouldBe(Arriving.At(5000));
    }

    [Fact, Exercise("7.8"), Requirement("RFC7323", "2.4")]
    public void The_field_counts_in_steps_of_the_scale_and_rounds_so_that_the_edge_does_not_move_back()
    {
        ReceiveWindow window = Create(initial: 65_535, scale: 7);
        window.Field(Arriving.At(0), 1 << 20, 1 << 20).ShouldBe((ushort)(1 << 13));
        // 100 bytes come and stay unread: 1 MiB - 100 is no multiple of 128, and there is no room to round up.
        window.Field(Arriving.At(100), (1 << 20) - 100, 1 << 20).ShouldBe((ushort)((1 << 13) - 1));
        window.RightEdge.ShouldBe(Arriving.At(1 << 20));
        // Once they are read there is room.
        window.Field(Arriving.At(100), 1 << 20, 1 << 20).ShouldBe((ushort)(1 << 13));
        window.RightEdge.ShouldBe(Arriving.At(100 + (1 << 20)));
    }

    [Theory, Exercise("7.8"), Requirement("RFC9293", "REC-1")]
    [InlineData(0, 65_535)]
    [InlineData(7, 65_535 << 7)]
    [InlineData(14, 65_535 << 14)]
    public void The_field_can_say_no_more_than_its_16_bits_scaled(int scale, int largest)
    {
        ReceiveWindow window = Create(initial: 0, scale);
        window.Largest.ShouldBe(largest);
        window.Field(Arriving.At(0), window.Largest, window.Largest).ShouldBe(ushort.MaxValue);
    }

    [Fact, Exercise("7.8"), Requirement("RFC9293", "SHLD-14")]
    public void Whatever_comes_and_is_read_the_window_fits_the_buffer_and_its_edge_moves_right() =>
        Gen.Select(Gen.Int[0, 10], Gen.Int[2048, 100_000], Gen.Select(Gen.Int[0, 3000], Gen.Int[0, 3000]).Array[1, 50])
            .Sample((scale, buffer, steps) =>
            {
                ReceiveWindow window = Create(initial: 0, scale);
                int next = 0, unread = 0;
                buffer = Math.Min(buffer, window.Largest);
                foreach ((int come, int read) in steps)
                {
                    SequenceNumber edge = window.RightEdge;
                    int field = window.Field(Arriving.At(next), buffer - unread, buffer);
                    (window.RightEdge - edge).ShouldBeGreaterThanOrEqualTo(0);
                    int promised = window.RightEdge - Arriving.At(next);
                    promised.ShouldBeInRange(0, buffer - unread);
                    (promised - (field << scale)).ShouldBeInRange(0, (1 << scale) - 1);
                    int taken = Math.Min(come, promised);
                    next += taken;
                    unread = Math.Max(0, unread + taken - read);
                }
            }, iter: 300, threads: 1);

    [Theory]
    [InlineData(2048, 2048, 0)]
    [InlineData(65_535, 65_535, 0)]
    [InlineData(65_536, 65_535, 1)]
    [InlineData(131_070, 65_535, 1)]
    [InlineData(131_071, 65_535, 2)]
    [InlineData(4 << 20, 65_535, 7)]
    public void Options_name_the_first_window_and_the_scale_that_the_largest_needs(int limit, int initial, int scale)
    {
        var options = new TransferOptions { ReceiveBufferLimit = limit };
        options.InitialWindow.ShouldBe(initial);
        options.WindowScale.ShouldBe(scale);
        new TransferOptions { MaximumWindow = limit }.WindowScale.ShouldBe(scale);
    }
}
