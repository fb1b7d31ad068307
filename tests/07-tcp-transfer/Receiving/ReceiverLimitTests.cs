using Workbook.Basics;
using Workbook.Harness;

namespace Workbook.Tcp.Tests;

/// <summary>What a receiver costs: memory, allocations, and how its buffer grows.</summary>
[Exercise("7.8")]
public class ReceiverLimitTests
{
    private static readonly Instant Start = Instant.FromSeconds(10);
    private readonly BufferPool _pool = new();

    private Receiver Connected(TransferOptions options, Agreement agreement)
    {
        var receiver = new Receiver(agreement, options, _pool);
        receiver.WindowField();
        receiver.AckSent();
        return receiver;
    }

    [Fact, Exercise("7.9")]
    public void Any_segmentation_order_overlap_and_duplication_of_a_stream_arrives_intact() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Int[1, 1200]).Array[1, 80].Sample(segments =>
        {
            var pool = new BufferPool();
            var options = new TransferOptions { ReceiveBufferInitial = 2048, ReceiveBufferLimit = 2048 };
            var receiver = new Receiver(Arriving.Agreement(sack: true), options, pool);
            var read = new List<byte>();
            // After the random ones, those of an ordinary sender fill whatever gaps are left.
            foreach ((int start, int length) in segments.Concat(Enumerable.Range(0, 9).Select(i => (500 * i, 500))))
            {
                receiver.WindowField();
                TcpSegment segment = Arriving.Segment(start, Arriving.Stream(start, length));
                if (receiver.IsAcceptable(segment))
                    receiver.Receive(segment, Start);
                else
                    receiver.Refuse(segment);
                pool.OutstandingBytes.ShouldBeLessThanOrEqualTo(2048 + 1024);
                receiver.AckSent();
                read.AddRange(receiver.ReadAll(Start));
            }
            read.Count.ShouldBeGreaterThanOrEqualTo(4500);
            read.ShouldBe(Arriving.Stream(0, read.Count));
            receiver.Release();
            return pool.OutstandingBytes == 0;
        }, iter: 200, threads: 1);

    [Fact, Exercise("7.9"), Requirement("CVE-2018-5390", "bounded")]
    public void Ten_thousand_single_bytes_with_gaps_between_keep_no_more_than_the_bound()
    {
        Receiver receiver = Connected(new TransferOptions(), Arriving.Agreement(sack: true));
        int kept = 0;
        for (int i = 1; i <= 10_000; i++)
            if (receiver.Receive(Arriving.Segment(2 * i, [1]), Start)) kept++;
        kept.ShouldBe(RangeSet.Capacity);
        // The bytes in their places, refused ones included, and the list of ranges.
        _pool.OutstandingBytes.ShouldBe(32 * 1024 + 1024);
        receiver.Receive(Arriving.Segment(0, [1, 1]), Start);
        receiver.Next.ShouldBe(Arriving.At(3));
    }

    [Theory, Exercise(ExerciseAttribute.Any), Exercise("7.9"), Exercise("7.10")]
    [InlineData(false)]
    [InlineData(true)]
    public void Taking_in_and_reading_ten_thousand_segments_allocates_nothing(bool reordered)
    {
        Receiver receiver = Connected(new TransferOptions(), Arriving.Agreement(scale: 7, sack: true, timestamp: 1));
        byte[] text = new byte[1000], buffer = new byte[4000];
        int offset = 0;
        Allocation.During(() => Transfer(10_000), warmups: 1).ShouldBe(0);

        void Transfer(int segments)
        {
            TcpOptions options = Arriving.Timestamp(2), answer = TcpOptions.None;
            for (int i = 0; i < segments; i += 2, offset += 2000)
            {
                receiver.Receive(Arriving.Segment(offset + (reordered ? 1000 : 0), text, options: options), Start);
                receiver.Receive(Arriving.Segment(offset + (reordered ? 0 : 1000), text, options: options), Start);
                if (receiver.Read(buffer, Start) != 2000) throw new InvalidOperationException("text is missing");
                receiver.WindowField();
                receiver.Describe(ref answer);
                receiver.AckSent();
            }
        }
    }

    [Fact]
    public void An_idle_receiver_takes_a_few_hundred_bytes_and_no_buffer()
    {
        var options = new TransferOptions();
        Agreement agreement = Arriving.Agreement(scale: 7, sack: true, timestamp: 1);
        Allocation.During(() => Connected(options, agreement)).ShouldBeLessThan(700);
        _pool.OutstandingBytes.ShouldBe(0);
    }

    [Fact]
    public void The_buffer_grows_while_each_larger_window_still_arrives_in_one_round_trip()
    {
        var options = new TransferOptions { ReceiveBufferInitial = 10_000, ReceiveBufferLimit = 60_000 };
        Receiver receiver = Connected(options, Arriving.Agreement(scale: 7));
        var windows = new List<uint>();
        Instant now = Start;
        int offset = 0;
        for (int round = 0; round < 6; round++, now += TimeSpan.FromMilliseconds(50))
        {
            int window = (int)receiver.Window;
            windows.Add((uint)window);
            receiver.Receive(Arriving.Segment(offset, new byte[window]), now);
            offset += window;
            receiver.ReadAll(now);
            receiver.WindowField();
            receiver.AckSent();
        }
        windows[0].ShouldBe(10_000u);
        windows[^1].ShouldBeInRange(60_000u - 128, 60_000u);
        windows.ShouldBe(windows.Order());
    }

    [Theory]
    [InlineData(1000, 50, 20_000)]  // the sender's rate is the limit, which the first doubling shows
    [InlineData(10, 0, 10_000)]     // the application reads slowly
    public void The_buffer_does_not_grow_when_something_else_is_the_limit(
        int readSize, int microsecondsPerByte, int largest)
    {
        var options = new TransferOptions { ReceiveBufferInitial = 10_000 };
        Receiver receiver = Connected(options, Arriving.Agreement(scale: 7));
        Instant now = Start;
        for (int i = 0; i < 1000; i++)
        {
            TcpSegment segment = Arriving.Segment(receiver.Next - Arriving.At(0), new byte[1000]);
            if (receiver.IsAcceptable(segment)) receiver.Receive(segment, now);
            receiver.Read(new byte[readSize], now);
            receiver.WindowField();
            receiver.AckSent();
            now += TimeSpan.FromMicroseconds(1000 * microsecondsPerByte);
        }
        (receiver.Window + receiver.Available).ShouldBeLessThanOrEqualTo(largest);
    }

    [Fact]
    public void The_window_is_no_larger_than_the_options_allow()
    {
        var options = new TransferOptions { MaximumWindow = 20_000 };
        Receiver receiver = Connected(options, Arriving.Agreement());
        receiver.Window.ShouldBe(20_000u);
        receiver.Receive(Arriving.Segment(0, new byte[5000]), Start);
        receiver.WindowField().ShouldBe((ushort)20_000);
    }
}
