using Workbook.Basics;
using Workbook.Demux;
using Workbook.Link;
using VirtualTime = Workbook.Host.VirtualTime;

namespace Workbook.Host.Tests;

public class LoopTests
{
    private static CancellationToken Patience => TestContext.Current.CancellationToken;

    /// <summary>Two stacks on a loop with a thread of its own, in real time.</summary>
    private static (StackLoop Loop, NetworkStack A, NetworkStack B) Real(ILoopWaiter? waiter = null)
    {
        var loop = new StackLoop(waiter: waiter);
        NetworkStack a = loop.CreateStack();
        NetworkStack b = loop.CreateStack();
        (ILink left, ILink right) = Cable.Create();
        a.AddInterface(left, new IPv4Prefix(Pair.AddressA, 24));
        b.AddInterface(right, new IPv4Prefix(Pair.AddressB, 24));
        loop.Start();
        return (loop, a, b);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Exercise("any")]
    public async Task Threads_outside_the_loop_use_the_same_api(bool portable)
    {
        (StackLoop loop, NetworkStack a, NetworkStack b) = Real(portable ? new EventWaiter() : null);
        using (loop)
        {
            EchoServer.Start(b);
            await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Task.Run(() => TalkAsync(a, i), Patience)));
        }
        await loop.Completion.WaitAsync(Patience);

        static async Task TalkAsync(NetworkStack stack, int i)
        {
            await using TcpStream stream = await stack.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
            byte[] buffer = new byte[5000];
            for (int round = 0; round < 20; round++)
            {
                await stream.WriteAsync(Pattern.Bytes(i + round * 5000, 5000), Patience);
                await stream.ReadExactlyAsync(buffer, Patience);
                stack.Loop.IsCurrent.ShouldBeFalse();
                Pattern.Difference(buffer, i + round * 5000).ShouldBeNull();
            }
        }
    }

    [Fact]
    [Exercise("any")]
    public async Task A_thread_may_read_and_write_without_await_but_not_the_loops_own()
    {
        (StackLoop loop, NetworkStack a, NetworkStack b) = Real();
        using (loop)
        {
            EchoServer.Start(b);
            TcpStream stream = await a.ConnectTcpAsync(Pair.AtB(EchoServer.Port), cancellationToken: Patience);
            await Task.Run(() =>
            {
                stream.Write("sync"u8);
                byte[] answer = new byte[4];
                stream.ReadExactly(answer);
                answer.ShouldBe("sync"u8.ToArray());
            }, Patience);
            await loop.RunAsync(() =>
            {
                Should.Throw<InvalidOperationException>(() => stream.ReadByte());
                return Task.CompletedTask;
            });
        }
    }

    [Fact]
    [Exercise("any")]
    public async Task Code_on_the_loop_stays_on_the_loop()
    {
        (StackLoop loop, NetworkStack a, NetworkStack b) = Real();
        using (loop)
        {
            EchoServer.Start(b);
            await loop.RunAsync(async () =>
            {
                await using TcpStream stream = await a.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
                loop.IsCurrent.ShouldBeTrue();
                await stream.WriteAsync(new byte[10]);
                await stream.ReadExactlyAsync(new byte[10]);
                loop.IsCurrent.ShouldBeTrue();
                await Task.Yield();
                loop.IsCurrent.ShouldBeTrue();
                await Task.Delay(1);
                loop.IsCurrent.ShouldBeTrue();
            });
            loop.IsCurrent.ShouldBeFalse();
        }
    }

    [Fact]
    [Exercise("any")]
    public async Task Disposing_the_loop_ends_everybody_who_waits()
    {
        (StackLoop loop, NetworkStack a, NetworkStack b) = Real();
        TcpListener listener = b.ListenTcp(80);
        TcpStream stream = await a.ConnectTcpAsync(Pair.AtB(80), cancellationToken: Patience);
        UdpSocket socket = a.OpenUdp();
        Task[] waiting =
        [
            stream.ReadAsync(new byte[1], Patience).AsTask(),
            socket.ReceiveAsync(new byte[1], Patience).AsTask(),
            a.ConnectTcpAsync(new Endpoint(IPv4Address.Parse("10.0.0.99"), 1), cancellationToken: Patience).AsTask(),
            a.PingAsync(IPv4Address.Parse("10.0.0.98"), timeout: TimeSpan.FromHours(1), cancellationToken: Patience).AsTask(),
        ];
        await listener.AcceptAsync(Patience);
        Task<TcpStream> accepting = listener.AcceptAsync(Patience).AsTask();

        loop.Dispose();

        List<NetworkException> ends = [];
        foreach (Task task in waiting.Append(accepting))
            ends.Add(await Fails.WithAsync<NetworkException>(task));
        ends.ShouldAllBe(end => end.Failure == SocketFailure.Closed);
        // One object for all would grow its stack trace with each throw, and ten thousand would take minutes.
        ends.ShouldBeUnique();
        await Fails.WithAsync<NetworkException>(stream.WriteAsync(new byte[1], Patience).AsTask());
        stream.Dispose();
        socket.Dispose();
        listener.Dispose();
    }

    [Fact]
    [Exercise("any")]
    public async Task A_mistake_in_a_layer_stops_the_loop_and_reaches_everybody()
    {
        (StackLoop loop, NetworkStack a, NetworkStack b) = Real();
        using UdpSocket socket = a.OpenUdp();
        Task receiving = socket.ReceiveAsync(new byte[1], Patience).AsTask();
        b.Counters.Dropped = _ => throw new FormatException("a mistake");
        await socket.SendAsync("x"u8.ToArray(), Pair.AtB(9));

        (await Fails.WithAsync<NetworkException>(receiving)).InnerException.ShouldBeOfType<FormatException>();
        (await Fails.WithAsync<FormatException>(loop.Completion)).Message.ShouldBe("a mistake");
        await Fails.WithAsync<NetworkException>(a.ConnectTcpAsync(Pair.AtB(80), cancellationToken: Patience).AsTask());
        loop.Dispose();
    }

    [Fact]
    [Exercise("any")]
    public async Task What_posted_code_lets_escape_is_told_and_the_loop_goes_on()
    {
        (StackLoop loop, NetworkStack a, _) = Real();
        using (loop)
        {
            var told = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
            loop.UnhandledException += e => told.TrySetResult(e);
            await loop.RunAsync(() =>
            {
                SynchronizationContext.Current!.Post(_ => throw new FormatException("nobody awaits me"), null);
                return Task.CompletedTask;
            });
            (await told.Task.WaitAsync(Patience)).Message.ShouldBe("nobody awaits me");
            (await a.PingAsync(Pair.AddressA, cancellationToken: Patience)).From.ShouldBe(Pair.AddressA);
        }
    }

    [Fact]
    [Exercise("any")]
    public async Task With_nobody_to_tell_it_stops_the_loop()
    {
        (StackLoop loop, _, _) = Real();
        await loop.RunAsync(() =>
        {
            SynchronizationContext.Current!.Post(_ => throw new FormatException("nobody awaits me"), null);
            return Task.CompletedTask;
        });
        await Fails.WithAsync<FormatException>(loop.Completion.WaitAsync(Patience));
        loop.Dispose();
    }

    [Fact]
    [Exercise("any")]
    public void Waiting_for_what_cannot_happen_is_found_out_in_virtual_time()
    {
        using var pair = new Pair();
        Should.Throw<StalledException>(() => pair.Loop.Run(() => pair.A.ListenTcp(80).AcceptAsync().AsTask()))
            .Message.ShouldStartWith("Nothing will ever happen again");
    }

    [Fact]
    [Exercise("any")]
    public void A_standstill_says_who_waits_for_what_and_in_which_line()
    {
        using var pair = new Pair();
        var stalled = Should.Throw<StalledException>(() => pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            await client.WriteAsync("?"u8.ToArray());
            await WaitInVainAsync(client);
        }));

        string[] lines = stalled.Message.Split('\n');
        lines.Length.ShouldBe(3);
        lines[1].ShouldStartWith("- ReadAsync on 10.0.0.1:");
        lines[1].ShouldEndWith(" - 10.0.0.2:4000 (Established) waits: nothing to read has come.");
        lines[2].ShouldStartWith("- Nobody reads, writes or closes 10.0.0.2:4000 - ");
        lines[2].ShouldEndWith("(Established); 1 byte available.");
        stalled.StackTrace.ShouldNotBeNull().ShouldContain(nameof(WaitInVainAsync));
        stalled.StackTrace.ShouldNotContain(nameof(StackLoop));
        stalled.StackTrace.ShouldNotContain("LoopOperation");

        static async Task WaitInVainAsync(TcpStream stream) => _ = await stream.ReadAsync(new byte[1]);
    }

    [Fact]
    [Exercise("any")]
    public void A_standstill_of_writers_and_accepters_says_so()
    {
        using var pair = new Pair();
        Should.Throw<StalledException>(() => pair.Loop.Run(async () =>
        {
            (TcpStream client, _) = await pair.ConnectAsync();
            Task accepting = pair.B.ListenTcp(80).AcceptAsync().AsTask();
            Task receiving = pair.B.OpenUdp(new Endpoint(IPv4Address.Any, 53)).ReceiveAsync(new byte[1]).AsTask();
            // With the reader asleep the window stays shut, and the probes go on until the clock's limit.
            await Task.WhenAll(client.WriteAsync(new byte[50_000_000]).AsTask(), accepting, receiving);
        })).Message.Split('\n').Order().Select(line => string.Concat(line.Take(24))).ShouldBe(
            ["- AcceptAsync at 0.0.0.0", "- Nobody reads, writes o", "- ReceiveAsync on UDP 0.", "- WriteAsync on 10.0.0.1", "After 01:00:00 of virtua"]);
    }

    [Fact]
    public void Virtual_time_ends_at_its_limit()
    {
        using var loop = new StackLoop(new VirtualTime(TimeSpan.FromMinutes(1)));
        Should.NotThrow(() => loop.RunFor(TimeSpan.FromMinutes(1)));
        Should.Throw<InvalidOperationException>(() => loop.RunFor(TimeSpan.FromMilliseconds(1)));
    }

    [Fact]
    [Exercise("any")]
    public void The_same_seed_gives_the_same_conversation()
    {
        Converse(7).ShouldBe(Converse(7));
        Converse(7).ShouldNotBe(Converse(8));

        static string Converse(int seed)
        {
            var lines = new List<string>();
            var describer = new PacketDescriber { Timestamps = true };
            using var pair = new Pair(seed: seed, wrapA: link => new TraceLink(
                new FaultyLink(link, new FaultOptions { Loss = 0.05, Delay = TimeSpan.FromMilliseconds(3) }, new Random(seed)),
                (_, frame, now) => lines.Add($"{now} {describer.Describe(frame)}")));
            EchoServer.Start(pair.B);
            pair.Loop.Run(async () =>
            {
                await using TcpStream stream = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
                ValueTask writing = stream.WriteAsync(new byte[100_000]);
                await stream.ReadExactlyAsync(new byte[100_000]);
                await writing;
            });
            return string.Join('\n', lines);
        }
    }

    [Fact]
    [Exercise("any")]
    public void Sockets_can_be_listed()
    {
        using var pair = new Pair();
        using UdpSocket socket = pair.B.OpenUdp(new Endpoint(IPv4Address.Any, 53));
        using TcpListener listener = pair.B.ListenTcp(80);
        pair.Loop.Run(async () =>
        {
            await pair.A.ConnectTcpAsync(Pair.AtB(80));
            TcpStream accepted = await listener.AcceptAsync();
            pair.B.Sockets.ShouldBe(
            [
                new SocketInfo("udp", socket.Local, Endpoint.Any, null),
                new SocketInfo("tcp", listener.Local, Endpoint.Any, Tcp.TcpState.Listen),
                new SocketInfo("tcp", accepted.Local, accepted.Remote, Tcp.TcpState.Established),
            ], ignoreOrder: true);
        });
    }
}
