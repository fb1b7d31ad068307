namespace Workbook.Tcp.Tests.Sending;

public class SegmentationTests
{
    [Theory, Exercise("7.11")]
    [InlineData(5000, 9000, 1000, 1000, 1000)]      // one segment at a time
    [InlineData(1000, 9000, 1000, 1000, 1000)]
    [InlineData(999, 9000, 1000, 1000, 999)]        // what is left
    [InlineData(1, 1, 1000, 1000, 1)]
    [InlineData(5000, 1001, 1000, 1000, 1000)]      // the window
    [InlineData(5000, 1000, 1000, 1000, 1000)]
    [InlineData(5000, 999, 1000, 1000, 999)]
    [InlineData(0, 9000, 1000, 1000, 0)]
    [InlineData(5000, 0, 1000, 1000, 0)]
    [InlineData(5000, -1, 1000, 1000, 0)]           // a window that has shrunk
    [InlineData(5000, -100000, 1000, 1000, 0)]
    public void A_piece_is_what_queue_window_and_segment_size_allow(int queued, int usable, int mss, int largest, int expected) =>
        Segmentation.Cut(queued, usable, mss, largest, shortTail: true).ShouldBe(expected);

    [Theory, Exercise("7.11")]
    [Requirement("RFC9293", "SHLD-28")]
    [InlineData(9999, 99999, 4000, 4000)]           // the link's bound
    [InlineData(3999, 99999, 4000, 3000)]           // whole segments; the tail is a piece of its own
    [InlineData(4000, 99999, 4000, 4000)]
    [InlineData(9999, 2999, 4000, 2000)]
    [InlineData(9999, 3000, 4000, 3000)]
    [InlineData(999, 99999, 4000, 999)]
    public void A_link_that_cuts_gets_whole_segments(int queued, int usable, int largest, int expected) =>
        Segmentation.Cut(queued, usable, 1000, largest, shortTail: false).ShouldBe(expected);

    [Theory, Exercise("7.11")]
    [InlineData(3999, 99999, 3999)]                 // all of the queue
    [InlineData(3999, 3999, 3999)]
    [InlineData(3999, 3998, 3000)]                  // not all of it: no tail
    [InlineData(4001, 99999, 4000)]
    public void A_short_tail_rides_along_when_it_may_and_ends_the_queue(int queued, int usable, int expected) =>
        Segmentation.Cut(queued, usable, 1000, 4000, shortTail: true).ShouldBe(expected);

    [Theory, Exercise("7.18")]
    [Requirement("RFC9293", "SHLD-7"), Requirement("RFC9293", "MUST-17")]
    [InlineData(1000, 5000, false, false, true)]    // a full segment always
    [InlineData(999, 999, false, false, false)]     // Nagle: something is unacknowledged
    [InlineData(999, 999, true, false, true)]       // nothing is
    [InlineData(999, 999, false, true, true)]       // Nagle is off
    [InlineData(1, 1, true, false, true)]
    [InlineData(1, 1, false, false, false)]
    public void A_small_segment_waits_for_acknowledgements_unless_nagle_is_off(int length, int queued, bool idle, bool noDelay, bool expected) =>
        Segmentation.MaySend(length, queued, 1000, idle, noDelay, largestWindow: 60_000).ShouldBe(expected);

    [Theory, Exercise("7.18")]
    [Requirement("RFC9293", "MUST-38")]
    [InlineData(500, 60_000, false)]                // a sliver of a large window
    [InlineData(500, 1001, true)]                   // half of the largest ever offered
    [InlineData(500, 1002, false)]
    [InlineData(1, 2, true)]                        // a peer with a buffer of two bytes is served as well
    public void Part_of_the_queue_goes_only_into_half_of_the_largest_window(int length, int largestWindow, bool expected)
    {
        Segmentation.MaySend(length, 5000, 1000, idle: true, noDelay: false, (uint)largestWindow).ShouldBe(expected);
        Segmentation.MaySend(length, 5000, 1000, idle: false, noDelay: true, (uint)largestWindow).ShouldBe(expected);
        Segmentation.MaySend(length, 5000, 1000, idle: false, noDelay: false, (uint)largestWindow).ShouldBeFalse();
    }
}
