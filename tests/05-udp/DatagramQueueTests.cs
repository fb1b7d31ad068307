using Workbook.Basics;
using Workbook.Demux;
using Workbook.Harness;

namespace Workbook.Udp.Tests;

public class DatagramQueueTests
{
    private const int Limit = 1000;
    private static readonly Endpoint Peer = new(IPv4Address.Parse("10.0.0.2"), 5000);
    private static readonly IPv4Address Here = IPv4Address.Parse("10.0.0.1");

    private readonly BufferPool _buffers = new();
    private readonly DatagramQueue _queue;
    private readonly byte[] _buffer = new byte[70_000];

    public DatagramQueueTests() => _queue = new DatagramQueue(_buffers, Limit);

    [Fact, Exercise("5.4"), Requirement("RFC1122", "U-10")]
    public void A_datagram_comes_out_with_all_that_is_known_about_it()
    {
        _queue.TryEnqueue(Peer, Here, 0x2e, "hello"u8).ShouldBeTrue();
        _queue.TryDequeue(_buffer, out UdpDatagramInfo info).ShouldBeTrue();
        info.ShouldBe(new UdpDatagramInfo(Peer, Here, 0x2e, 5, Truncated: false));
        _buffer.AsSpan(0, 5).SequenceEqual("hello"u8).ShouldBeTrue();
    }

    [Theory, Exercise("5.4")]
    [InlineData(484, true)]
    [InlineData(485, false)]
    public void The_bound_counts_data_and_sixteen_bytes_a_datagram(int second, bool fits)
    {
        _queue.TryEnqueue(Peer, Here, 0, new byte[484]).ShouldBeTrue();
        _queue.Bytes.ShouldBe(500);
        _queue.TryEnqueue(Peer, Here, 0, new byte[second]).ShouldBe(fits);
        _queue.Count.ShouldBe(fits ? 2 : 1);
        _queue.Bytes.ShouldBe(fits ? 1000 : 500);
    }

    [Fact, Exercise("5.4")]
    public void Empty_datagrams_are_bounded_too()
    {
        int taken = 0;
        while (taken < Limit && _queue.TryEnqueue(Peer, Here, 0, [])) taken++;
        taken.ShouldBe(Limit / 16);
    }

    [Fact, Exercise("5.4")]
    public void When_it_is_full_the_newest_is_lost_and_the_oldest_stays()
    {
        _queue.TryEnqueue(Peer, Here, 0, Filled(1, 600)).ShouldBeTrue();
        _queue.TryEnqueue(Peer, Here, 0, Filled(2, 600)).ShouldBeFalse();
        _queue.TryDequeue(_buffer, out _).ShouldBeTrue();
        _buffer[599].ShouldBe((byte)1);
        _queue.TryEnqueue(Peer, Here, 0, Filled(3, 600)).ShouldBeTrue();
    }

    [Fact, Exercise("5.4")]
    public void An_empty_queue_takes_the_largest_datagram()
    {
        _queue.TryEnqueue(Peer, Here, 0, Filled(7, UdpLayer.MaxPayload)).ShouldBeTrue();
        _queue.TryEnqueue(Peer, Here, 0, []).ShouldBeFalse();
        _queue.TryDequeue(_buffer, out UdpDatagramInfo info).ShouldBeTrue();
        info.Length.ShouldBe(UdpLayer.MaxPayload);
    }

    [Fact, Exercise("5.4")]
    public void What_does_not_fit_the_buffer_is_lost_and_the_next_is_whole()
    {
        _queue.TryEnqueue(Peer, Here, 0, "hello"u8);
        _queue.TryEnqueue(Peer, Here, 0, "you"u8);
        _queue.TryDequeue(_buffer.AsSpan(0, 4), out UdpDatagramInfo first).ShouldBeTrue();
        (first.Length, first.Truncated).ShouldBe((4, true));
        _queue.TryDequeue(_buffer.AsSpan(0, 3), out UdpDatagramInfo second).ShouldBeTrue();
        (second.Length, second.Truncated).ShouldBe((3, false));
        _buffer.AsSpan(0, 3).SequenceEqual("you"u8).ShouldBeTrue();
    }

    [Fact, Exercise("5.4")]
    public void An_empty_queue_holds_no_memory()
    {
        _queue.TryEnqueue(Peer, Here, 0, new byte[400]);
        _queue.TryEnqueue(Peer, Here, 0, new byte[400]);
        _buffers.OutstandingBytes.ShouldBe(1024);
        _queue.TryDequeue(_buffer, out _);
        _queue.TryDequeue(_buffer, out _);
        _buffers.OutstandingBytes.ShouldBe(0);
        _queue.TryDequeue(_buffer, out _).ShouldBeFalse();
    }

    [Fact, Exercise("5.4")]
    public void In_steady_state_nothing_is_allocated()
    {
        byte[] data = new byte[300];
        void Round()
        {
            _queue.TryEnqueue(Peer, Here, 0, data);
            _queue.TryEnqueue(Peer, Here, 0, data);
            _queue.TryDequeue(_buffer, out _);
            _queue.TryDequeue(_buffer, out _);
        }
        Allocation.During(Round).ShouldBe(0);
    }

    [Fact, Exercise("5.4")]
    public void It_agrees_with_a_plain_queue_whatever_comes_and_goes() =>
        Gen.Select(Gen.Bool, Gen.Int[0, 300], Gen.Int[0, 300]).Array[1, 100].Sample(steps =>
        {
            var queue = new DatagramQueue(_buffers, Limit);
            var model = new Queue<byte[]>();
            byte next = 0;
            foreach ((bool put, int size, int room) in steps)
            {
                if (put)
                {
                    byte[] data = Filled(next++, size);
                    bool fits = model.Count == 0 || model.Sum(d => d.Length + 16) + size + 16 <= Limit;
                    if (queue.TryEnqueue(Peer, Here, 0, data) != fits) return false;
                    if (fits) model.Enqueue(data);
                }
                else
                {
                    byte[] buffer = new byte[room];
                    bool some = queue.TryDequeue(buffer, out UdpDatagramInfo info);
                    if (some != model.TryDequeue(out byte[]? expected)) return false;
                    if (some && !buffer.AsSpan(0, info.Length).SequenceEqual(expected.AsSpan(0, Math.Min(room, expected!.Length)))) return false;
                    if (some && info.Truncated != expected!.Length > room) return false;
                }
            }
            return queue.Count == model.Count && queue.Bytes == model.Sum(d => d.Length + 16);
        }, threads: 1);

    private static byte[] Filled(byte value, int size)
    {
        byte[] data = new byte[size];
        data.AsSpan().Fill(value);
        return data;
    }
}
