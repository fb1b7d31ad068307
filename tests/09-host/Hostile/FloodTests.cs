using System.Buffers.Binary;
using Workbook.Basics;

namespace Workbook.Host.Tests;

[Exercise("any")]
public class FloodTests
{
    private const int SourceAddress = 14 + 12, Tcp = 14 + 20;

    [Fact]
    public void A_flood_of_100000_SYNs_from_forged_addresses_does_not_keep_a_real_client_out()
    {
        AttackedLink? link = null;
        using var pair = new Pair(wrapB: inner => link = new AttackedLink(inner));
        link!.Counters = pair.B.Counters;
        // Only a stack that can answer to everywhere has something to lose.
        pair.B.AddDefaultRoute(Pair.AddressA, pair.InterfaceB);
        pair.Loop.Invoke(() => EchoServer.Start(pair.B));
        pair.Loop.Run(() => EchoAsync(pair));
        byte[] syn = FirstSyn(link);
        long before = GC.GetTotalMemory(forceFullCollection: true);

        int served = 0, mostConnections = 0;
        pair.Loop.Run(async () =>
        {
            Random random = TestSeed.Random(1);
            Task client = EchoAsync(pair);
            for (int sent = 0; sent < 100_000; sent += 100)
            {
                for (int i = 0; i < 100; i++)
                    link.Inject(Forged(syn, random));
                await Task.Delay(TimeSpan.FromMilliseconds(1), pair.Time);
                mostConnections = Math.Max(mostConnections, pair.B.Tcp!.Count);
                if (!client.IsCompleted)
                    continue;
                await client;
                served++;
                client = EchoAsync(pair);
            }
            await client;
            await EchoAsync(pair);
        });
        served.ShouldBeGreaterThan(100);
        mostConnections.ShouldBeLessThan(2000, "half-open connections and a few in TIME-WAIT");
        pair.B.Counters[Counter.CookiesSent].ShouldBeGreaterThan(90_000);
        (GC.GetTotalMemory(forceFullCollection: true) - before).ShouldBeLessThan(16 << 20);
        pair.Loop.RunFor(TimeSpan.FromMinutes(10));
        pair.ShouldBeAtRest();
    }

    [Fact]
    public void Ten_thousand_bytes_that_each_leave_a_hole_stay_bounded()
    {
        AttackedLink? link = null;
        using var pair = new Pair(wrapB: inner => link = new AttackedLink(inner));
        link!.Counters = pair.B.Counters;
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            await client.WriteAsync(Pattern.Bytes(0, 1));
            _ = await server.ReadAsync(new byte[1]);
            byte[] segment = link.Latest;
            (segment.Length, segment[^1]).ShouldBe((14 + 20 + 32 + 1, Pattern.At(0)));

            for (int offset = 2; offset < 20_002; offset += 2)
            {
                link.Inject(Moved(segment, offset));
                if (offset % 200 == 0)
                    await Task.Delay(TimeSpan.FromMilliseconds(1), pair.Time);
            }
            await Task.Delay(TimeSpan.FromMilliseconds(1), pair.Time);
            pair.B.Counters[DropReason.TcpOutOfOrderFull].ShouldBeGreaterThan(0);
            pair.B.Buffers.OutstandingBytes.ShouldBeLessThan(256 << 10);

            byte[] received = new byte[50_000];
            await client.WriteAsync(Pattern.Bytes(1, received.Length));
            await server.ReadExactlyAsync(received);
            Pattern.Check(received, 1);
            client.Abort();
            server.Abort();
        });
        pair.Loop.RunFor(TimeSpan.FromMinutes(10));
        pair.ShouldBeAtRest();
    }

    /// <summary>The first SYN of a real client, as if from somebody else who does not exist.</summary>
    private static byte[] Forged(byte[] syn, Random random)
    {
        byte[] frame = syn.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(SourceAddress), 0x0B00_0000u + (uint)random.Next(1 << 24));
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(Tcp), (ushort)random.Next(1024, 65_536));
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(Tcp + 4), (uint)random.NextInt64());
        FrameMutator.FixChecksums(frame);
        return frame;
    }

    /// <summary>A segment with the byte that belongs further on in the stream.</summary>
    private static byte[] Moved(byte[] segment, int offset)
    {
        byte[] frame = segment.ToArray();
        Span<byte> sequence = frame.AsSpan(Tcp + 4);
        BinaryPrimitives.WriteUInt32BigEndian(sequence, BinaryPrimitives.ReadUInt32BigEndian(sequence) + (uint)offset);
        frame[^1] = Pattern.At(offset);
        FrameMutator.FixChecksums(frame);
        return frame;
    }

    private static byte[] FirstSyn(AttackedLink link) =>
        Enumerable.Range(0, link.Remembered).Select(link.Recent).First(frame => frame.Length > Tcp + 20 && frame[23] == 6 && frame[Tcp + 13] == 2);

    private static async Task EchoAsync(Pair pair)
    {
        await using TcpStream stream = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
        stream.ReadTimeout = 10_000;
        byte[] sent = Pattern.Bytes(0, 10_000), received = new byte[10_000];
        await stream.WriteAsync(sent);
        await stream.ReadExactlyAsync(received);
        received.ShouldBe(sent);
    }
}
