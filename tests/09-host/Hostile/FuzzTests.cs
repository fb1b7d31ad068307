using System.Diagnostics;
using Workbook.Basics;

namespace Workbook.Host.Tests;

[Exercise("any")]
public class FuzzTests(ITestOutputHelper output)
{
    /// <summary>Each with its seed; together a million frames, and no test so long that it would seem to hang.</summary>
    private const int Parts = 4;

    private const int Frames = 1_000_000 / Parts;
    private const int Batch = 200;

    [Theory, Seeds(Parts)]
    public void A_million_mutated_frames_do_not_harm_the_stack(int seed)
    {
        var random = TestSeed.Random(seed);
        AttackedLink? link = null;
        using var pair = new Pair(wrapB: inner => link = new AttackedLink(inner), seed: seed);
        link!.Counters = pair.B.Counters;
        pair.Loop.Invoke(() => StartServices(pair.B));
        pair.Loop.Run(() => ConverseAsync(pair));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        var clock = Stopwatch.StartNew();

        int mostConnections = 0;
        pair.Loop.Run(async () =>
        {
            var mutator = new FrameMutator(random);
            Func<Pair, Task>[] topics = [StreamsAsync, StreamsAsync, StreamsAsync, DatagramsAsync];
            var conversations = new Task[topics.Length];
            for (int sent = 0; sent < Frames; sent += Batch)
            {
                // A forged ARP reply would otherwise end all conversation for a minute.
                pair.InterfaceA.Arp.Announce(Pair.AddressA, pair.Loop.Now);
                for (int i = 0; i < topics.Length; i++)
                {
                    if (conversations[i] is not { IsCompleted: false })
                        conversations[i] = TolerantlyAsync(topics[i](pair));
                }
                for (int i = 0; i < Batch; i++)
                    link.Inject(mutator.Mutate(link.Recent(random.Next(link.Remembered)), link.Recent(random.Next(link.Remembered))));
                await Task.Delay(TimeSpan.FromMilliseconds(10), pair.Time);
                mostConnections = Math.Max(mostConnections, pair.B.Tcp!.Count);
            }
            await Task.WhenAll(conversations);
        });
        pair.Loop.RunFor(TimeSpan.FromMinutes(10));
        output.WriteLine($"{clock.Elapsed.TotalSeconds:f1} s, {link.Fetched} frames, at most {mostConnections} connections");

        pair.B.Counters[Counter.FramesIn].ShouldBe(link.Fetched);
        pair.B.Packets.Outstanding.ShouldBe(0);
        Leftovers(pair.B);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(32 << 20);
        pair.Loop.Run(() => ConverseAsync(pair));
    }

    /// <summary>A forged FIN or handshake may leave connections open that their peer knows nothing of, but few, and idle.</summary>
    private void Leftovers(NetworkStack stack)
    {
        output.WriteLine($"left: {stack.Tcp!.Count} connections, {stack.Buffers.OutstandingBytes} bytes of buffers");
        foreach (DropReason reason in Enum.GetValues<DropReason>())
            if (stack.Counters[reason] > 0)
                output.WriteLine($"  {reason} {stack.Counters[reason]}");
        stack.Tcp.Count.ShouldBeLessThan(1000);
        stack.Buffers.OutstandingBytes.ShouldBeLessThan(8 << 20);
    }

    private static bool StartServices(NetworkStack stack)
    {
        EchoServer.Start(stack);
        SmallServices.StartUdpEcho(stack);
        SmallServices.StartDiscard(stack);
        SmallServices.StartDaytime(stack);
        return true;
    }

    /// <summary>One of everything that the two stacks can say to each other, with pauses for others to interrupt.</summary>
    private static async Task ConverseAsync(Pair pair)
    {
        await DatagramsAsync(pair);
        await StreamsAsync(pair);
    }

    private static async Task DatagramsAsync(Pair pair)
    {
        (await pair.A.PingAsync(Pair.AddressB, 3000)).Size.ShouldBe(3000);
        await EchoUdpAsync(pair, 100);
        await EchoUdpAsync(pair, 4000);
    }

    private static async Task StreamsAsync(Pair pair)
    {
        await RefusedAsync(pair);
        await using (TcpStream daytime = await pair.A.ConnectTcpAsync(Pair.AtB(SmallServices.DaytimePort)))
        {
            daytime.ReadTimeout = 2000;
            _ = await daytime.ReadAsync(new byte[100]);
        }
        await using TcpStream stream = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
        (stream.ReadTimeout, stream.WriteTimeout) = (2000, 2000);
        for (int i = 0; i < 4; i++)
        {
            byte[] sent = Pattern.Bytes(i * 5000, 5000), received = new byte[5000];
            await stream.WriteAsync(sent);
            await stream.ReadExactlyAsync(received);
            received.ShouldBe(sent);
            await Task.Delay(TimeSpan.FromMilliseconds(15), pair.Time);
        }
        stream.ShutdownSend();
        (await stream.ReadAsync(new byte[1])).ShouldBe(0);
    }

    private static async Task RefusedAsync(Pair pair)
    {
        try
        {
            (await pair.A.ConnectTcpAsync(Pair.AtB(4444))).Abort();
        }
        catch (NetworkException)
        {
            return;
        }
        throw new ShouldAssertException("nobody listens there");
    }

    private static async Task EchoUdpAsync(Pair pair, int size)
    {
        using UdpSocket socket = pair.A.OpenUdp();
        byte[] sent = Pattern.Bytes(0, size), received = new byte[5000];
        await socket.SendAsync(sent, Pair.AtB(EchoServer.Port));
        int length = (await socket.ReceiveAsync(received, TimeSpan.FromSeconds(1))).Length;
        received[..length].ShouldBe(sent);
    }

    /// <summary>Who can forge checksums and numbers can end a conversation, and put words into it: no test of the stack.</summary>
    private static async Task TolerantlyAsync(Task conversation)
    {
        try
        {
            await conversation;
        }
        catch (Exception e) when (e is NetworkException or ShouldAssertException or EndOfStreamException)
        {
        }
    }
}
