using Workbook.Basics;

namespace Workbook.Tcp.Tests;

public class ByteRingTests
{
    private readonly BufferPool _pool = new();

    [Fact, Exercise("7.1")]
    public void Bytes_come_out_in_the_order_in_which_they_went_in()
    {
        var ring = new ByteRing(_pool, 100);
        ring.Write([1, 2, 3]).ShouldBe(3);
        ring.Write([4, 5]).ShouldBe(2);
        ring.Count.ShouldBe(5);
        var bytes = new byte[4];
        ring.Read(bytes).ShouldBe(4);
        bytes.ShouldBe([1, 2, 3, 4]);
        ring.Read(bytes).ShouldBe(1);
        bytes[0].ShouldBe((byte)5);
        ring.Read(bytes).ShouldBe(0);
    }

    [Theory, Exercise("7.1")]
    [InlineData(24)]    // ends exactly where the storage of 1,024 ends
    [InlineData(25)]    // one byte around the corner
    [InlineData(100)]
    public void Bytes_go_around_the_corner_of_the_storage(int length)
    {
        var ring = new ByteRing(_pool, 1024);
        ring.Write(new byte[1000]);
        ring.Discard(999);
        byte[] text = Arriving.Stream(7, length);
        ring.Write(text).ShouldBe(length);
        ring.Discard(1);
        var bytes = new byte[length];
        ring.Peek(0, bytes).ShouldBe(length);
        bytes.ShouldBe(text);
        ring.Peek(length - 1, bytes).ShouldBe(1);
        bytes[0].ShouldBe(text[^1]);
    }

    [Fact, Exercise("7.1")]
    public void A_full_ring_takes_what_fits()
    {
        var ring = new ByteRing(_pool, 10);
        ring.Write(new byte[7]).ShouldBe(7);
        ring.Write(new byte[7]).ShouldBe(3);
        ring.Write([1]).ShouldBe(0);
        ring.Free.ShouldBe(0);
    }

    [Fact, Exercise("7.1")]
    public void Bytes_written_ahead_count_once_the_gap_is_filled()
    {
        var ring = new ByteRing(_pool, 100);
        ring.Write([1]);
        ring.WriteAt(2, [4, 5]);
        ring.Count.ShouldBe(1);
        ring.WriteAt(0, [2, 3]);
        ring.Commit(4);
        var bytes = new byte[5];
        ring.Read(bytes).ShouldBe(5);
        bytes.ShouldBe([1, 2, 3, 4, 5]);
    }

    [Fact, Exercise("7.1")]
    public void Storage_grows_around_what_it_holds_what_was_written_ahead_included()
    {
        var ring = new ByteRing(_pool, 1 << 16);
        ring.Write(new byte[1000]);
        ring.Discard(990);
        ring.WriteAt(500, Arriving.Stream(500, 100));           // lies around the corner
        ring.WriteAt(0, Arriving.Stream(0, 500));
        ring.WriteAt(600, Arriving.Stream(600, 5000));          // outgrows the storage
        _pool.OutstandingBytes.ShouldBe(8192);
        ring.Commit(5600);
        ring.Discard(10);
        var bytes = new byte[5600];
        ring.Read(bytes).ShouldBe(5600);
        bytes.ShouldBe(Arriving.Stream(0, 5600));
    }

    [Fact, Exercise("7.1")]
    public void An_empty_ring_owns_no_storage()
    {
        var ring = new ByteRing(_pool, 1 << 16);
        _pool.OutstandingBytes.ShouldBe(0);
        ring.Write(new byte[1500]);
        _pool.OutstandingBytes.ShouldBe(2048);
        ring.Discard(1499);
        _pool.OutstandingBytes.ShouldBe(2048);
        ring.Discard(1);
        _pool.OutstandingBytes.ShouldBe(0);
    }

    [Fact, Exercise("7.1")]
    public void A_ring_with_nothing_but_bytes_written_ahead_keeps_its_storage()
    {
        var ring = new ByteRing(_pool, 1 << 16);
        ring.Write([1]);
        ring.WriteAt(10, [2]);
        ring.Discard(1);
        _pool.OutstandingBytes.ShouldBe(1024);
        ring.Clear();
        _pool.OutstandingBytes.ShouldBe(0);
    }

    [Fact]
    public void Using_a_ring_beyond_its_bounds_is_the_callers_mistake()
    {
        var ring = new ByteRing(_pool, 10);
        Should.Throw<ArgumentOutOfRangeException>(() => ring.WriteAt(4, new byte[7]));
        Should.Throw<ArgumentOutOfRangeException>(() => ring.WriteAt(-1, new byte[1]));
        Should.Throw<ArgumentOutOfRangeException>(() => ring.Commit(1));
        Should.Throw<ArgumentOutOfRangeException>(() => ring.Discard(1));
        Should.Throw<ArgumentOutOfRangeException>(() => ring.Peek(1, new byte[1]));
    }

    [Fact, Exercise("7.1")]
    public void A_ring_behaves_like_a_queue() =>
        Gen.Int[0, 3000].Array[1, 60].Sample(sizes =>
        {
            var ring = new ByteRing(_pool, 5000);
            var model = new Queue<byte>();
            int written = 0;
            for (int i = 0; i < sizes.Length; i++)
            {
                if (i % 2 == 0)
                {
                    int taken = ring.Write(Arriving.Stream(written, sizes[i]));
                    taken.ShouldBe(Math.Min(sizes[i], 5000 - model.Count));
                    foreach (byte b in Arriving.Stream(written, taken)) model.Enqueue(b);
                    written += taken;
                }
                else
                {
                    var bytes = new byte[sizes[i]];
                    int read = ring.Read(bytes);
                    read.ShouldBe(Math.Min(sizes[i], model.Count));
                    bytes[..read].ShouldBe(Enumerable.Range(0, read).Select(_ => model.Dequeue()));
                }
                ring.Count.ShouldBe(model.Count);
            }
            ring.Clear();
            return _pool.OutstandingBytes == 0;
        }, iter: 200, threads: 1);
}
