using Workbook.Basics;
using Workbook.Demux;
using Workbook.Link;
using Workbook.Tcp;

namespace Workbook.Host.Tests;

public class TransferTests
{
    /// <summary>Sends a stretch of the pattern and closes that direction.</summary>
    private static async Task SendAsync(TcpStream stream, int count, int piece = 50_000)
    {
        for (int sent = 0; sent < count; sent += piece)
            await stream.WriteAsync(Pattern.Bytes(sent, Math.Min(piece, count - sent)));
        stream.ShutdownSend();
    }

    /// <summary>Reads to the end, comparing every byte.</summary>
    private static async Task<int> ReceiveAsync(TcpStream stream)
    {
        byte[] buffer = new byte[64 << 10];
        int total = 0;
        int count;
        while ((count = await stream.ReadAsync(buffer)) > 0)
        {
            Pattern.Difference(buffer.AsSpan(0, count), total).ShouldBeNull();
            total += count;
        }
        return total;
    }

    [Fact, Exercise("9.3"), Exercise(ExerciseAttribute.Any)]
    public void A_write_larger_than_any_buffer_arrives_whole()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            Task sending = SendAsync(client, 10_000_000, piece: 10_000_000);
            (await ReceiveAsync(server)).ShouldBe(10_000_000);
            await sending;
        });
    }

    [Fact]
    [Exercise("9.3")]
    public void A_writer_waits_while_the_reader_does_and_a_window_that_closed_reopens()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            var small = TcpSettings.Default with { Transfer = TransferOptions.Default with { SendBufferLimit = 32 << 10, ReceiveBufferInitial = 16 << 10, ReceiveBufferLimit = 16 << 10 } };
            (TcpStream client, TcpStream server) = await pair.ConnectAsync(client: small, server: small);
            Task sending = SendAsync(client, 200_000, piece: 200_000);
            await Task.WhenAny(sending, Task.Delay(TimeSpan.FromMinutes(5), pair.Time)).Unwrap();
            sending.IsCompleted.ShouldBeFalse();
            client.Info.SendWindow.ShouldBe(0u);
            server.Available.ShouldBe(16 << 10);

            (await ReceiveAsync(server)).ShouldBe(200_000);
            await sending;
        });
    }

    [Fact]
    [Exercise("any")]
    public void A_lost_segment_makes_three_duplicate_acks_and_is_sent_again_without_a_timeout()
    {
        var counters = new Counters();
        FaultyLink? faulty = null;
        // After ARP, SYN and ACK come windows of 10 and 20 segments: frame 20 is in the midst of the second.
        using var pair = new Pair(wrapA: link => faulty = new FaultyLink(link, new FaultOptions { LoseFrames = new HashSet<long> { 20 }, Delay = TimeSpan.FromMilliseconds(5) }, new Random(1), counters: counters));
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            Task sending = SendAsync(client, 100_000);
            (await ReceiveAsync(server)).ShouldBe(100_000);
            await sending;
        });
        counters[DropReason.SimulatedLoss].ShouldBe(1);
        pair.A.Counters[Counter.FastRetransmits].ShouldBe(1);
        pair.A.Counters[Counter.SegmentsRetransmitted].ShouldBe(1);
        pair.A.Counters[Counter.RetransmissionTimeouts].ShouldBe(0);
    }

    [Theory]
    [Seeds(50)]
    [Exercise("any")]
    public void A_megabyte_arrives_intact_over_a_cable_that_loses_reorders_duplicates_and_corrupts(int seed)
    {
        var faults = new FaultOptions { Loss = 0.1, Reorder = 0.05, Duplicate = 0.05, Corrupt = 0.02, Delay = TimeSpan.FromMilliseconds(2) };
        using var pair = new Pair(
            wrapA: link => new FaultyLink(link, faults, TestSeed.Random(seed)),
            wrapB: link => new FaultyLink(link, faults, TestSeed.Random(seed + 100)), seed: seed, limit: TimeSpan.FromHours(3));
        int received = pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            Task sending = SendAsync(client, 1 << 20);
            int count = await ReceiveAsync(server);
            await sending;
            return count;
        });
        received.ShouldBe(1 << 20);
    }

    [Fact]
    [Exercise("any")]
    public void A_hundred_connections_come_and_go_and_leave_nothing()
    {
        using var pair = new Pair();
        TcpService service = EchoServer.Start(pair.B);
        pair.Loop.Run(async () =>
        {
            // While a neighbour is looked for, only so many packets wait for it.
            await pair.A.PingAsync(Pair.AddressB);
            await Task.WhenAll(Enumerable.Range(0, 100).Select(i => TalkAsync(pair, i)));
        });
        service.Served.ShouldBe(100);
        service.Dispose();
        pair.Loop.RunFor(TimeSpan.FromSeconds(59));
        pair.A.Tcp!.Count.ShouldBe(100);
        pair.Loop.RunFor(TimeSpan.FromSeconds(2));
        pair.ShouldBeAtRest();

        static async Task TalkAsync(Pair pair, int i)
        {
            await using TcpStream stream = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
            byte[] sent = Pattern.Bytes(i, 3000);
            await stream.WriteAsync(sent);
            stream.ShutdownSend();
            byte[] answer = new byte[3000];
            await stream.ReadExactlyAsync(answer);
            answer.ShouldBe(sent);
            (await stream.ReadAsync(answer)).ShouldBe(0);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Requirement("RFC9293", "MUST-17")]
    [Exercise("any")]
    public void Nagles_algorithm_can_be_turned_off(bool noDelay)
    {
        using var pair = new Pair(wrapA: link => new FaultyLink(link, new FaultOptions { Delay = TimeSpan.FromMilliseconds(10) }, new Random(1)));
        pair.Loop.Run(async () =>
        {
            var settings = TcpSettings.Default with { Transfer = TransferOptions.Default with { NoDelay = noDelay } };
            (TcpStream client, TcpStream server) = await pair.ConnectAsync(client: settings);
            await client.WriteAsync("a"u8.ToArray());
            await Task.Delay(TimeSpan.FromMilliseconds(1), pair.Time);
            await client.WriteAsync("b"u8.ToArray());
            await Task.Delay(TimeSpan.FromMilliseconds(15), pair.Time);
            server.Available.ShouldBe(noDelay ? 2 : 1);
        });
    }

    [Fact]
    [Requirement("RFC9293", "MUST-21")]
    [Exercise("any")]
    public void The_application_says_when_to_give_up()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            var settings = TcpSettings.Default with { Transfer = TransferOptions.Default with { UserTimeout = TimeSpan.FromSeconds(10) } };
            (TcpStream client, _) = await pair.ConnectAsync(client: settings);
            pair.InterfaceB.IsUp = false;
            Instant start = pair.Time.Now;
            await client.WriteAsync("anybody?"u8.ToArray());
            (await Fails.WithAsync<NetworkException>(client.ReadAsync(new byte[1]).AsTask())).Failure.ShouldBe(SocketFailure.TimedOut);
            (pair.Time.Now - start).ShouldBeInRange(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20));
        });
    }

    [Fact]
    [Exercise("any")]
    public void Echoing_allocates_nothing_once_it_is_running()
    {
        using var pair = new Pair();
        EchoServer.Start(pair.B);
        long allocated = pair.Loop.Run(async () =>
        {
            await using TcpStream stream = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
            byte[] message = new byte[20_000];
            await EchoAsync(stream, message, 300);
            long before = GC.GetAllocatedBytesForCurrentThread();
            await EchoAsync(stream, message, 300);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        // The state machine of EchoAsync itself.
        allocated.ShouldBeLessThan(500);

        static async Task EchoAsync(TcpStream stream, byte[] message, int times)
        {
            for (int i = 0; i < times; i++)
            {
                await stream.WriteAsync(message);
                for (int got = 0; got < message.Length;)
                    got += await stream.ReadAsync(message.AsMemory(got));
            }
        }
    }

    [Fact]
    [Exercise("any")]
    public void An_idle_connection_takes_less_than_four_kilobytes()
    {
        const int Connections = 1000;
        using var pair = new Pair();
        EchoServer.Start(pair.B);
        var streams = new List<TcpStream>(Connections + 10);
        pair.Loop.Run(() => OpenAsync(10));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        pair.Loop.Run(() => OpenAsync(Connections));
        pair.Loop.RunFor(TimeSpan.FromSeconds(1));
        long perConnection = (GC.GetTotalMemory(forceFullCollection: true) - before) / Connections;

        TestContext.Current.TestOutputHelper?.WriteLine($"{perConnection} bytes for both ends");
        // Both ends live in this process.
        perConnection.ShouldBeLessThan(2 * 4096);
        GC.KeepAlive(streams);

        async Task OpenAsync(int count)
        {
            byte[] one = new byte[1];
            for (int i = 0; i < count; i++)
            {
                TcpStream stream = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
                await stream.WriteAsync(one);
                await stream.ReadExactlyAsync(one);
                streams.Add(stream);
            }
        }
    }
}
