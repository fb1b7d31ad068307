using System.Buffers;
using System.Diagnostics.Metrics;
using System.Text;
using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Host.Tests;

public class ServiceTests
{
    private static string Ascii(byte[] bytes, int count) => Encoding.ASCII.GetString(bytes, 0, count);

    /// <summary>A client's stream to an echo, without a listener in between.</summary>
    private static async Task<(TcpStream Client, Task Serving)> BeginAsync(Pair pair)
    {
        (TcpStream client, TcpStream server) = await pair.ConnectAsync();
        Task serving = EchoServer.ServeAsync(server);
        if (serving.IsFaulted)
            await serving;
        return (client, serving);
    }

    [Fact]
    [Exercise("9.4")]
    public void A_line_comes_back()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream stream, _) = await BeginAsync(pair);
            byte[] buffer = new byte[100];
            await stream.WriteAsync("hello\n"u8.ToArray());
            Ascii(buffer, await stream.ReadAsync(buffer)).ShouldBe("hello\n");
            await stream.WriteAsync("again\n"u8.ToArray());
            Ascii(buffer, await stream.ReadAsync(buffer)).ShouldBe("again\n");
        });
    }

    [Fact]
    [Exercise("9.4")]
    public void Silent_clients_cost_no_buffers()
    {
        const int Clients = 200;
        using var pair = new Pair();
        long allocated = pair.Loop.Run(async () =>
        {
            var streams = new List<TcpStream>();
            using TcpListener listener = pair.B.ListenTcp(EchoServer.Port);
            for (int i = 0; i < Clients; i++)
            {
                await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
                streams.Add(await listener.AcceptAsync());
            }
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (TcpStream stream in streams)
            {
                Task serving = EchoServer.ServeAsync(stream);
                if (serving.IsFaulted)
                    await serving;
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        });
        // What a pool has lying about would do for some of them, but not for so many.
        (allocated / Clients).ShouldBeLessThan(8 << 10, "bytes for each client that has not said anything yet");
    }

    [Fact]
    [Exercise("9.4")]
    public void What_the_echo_rents_it_gives_back()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream stream, _) = await BeginAsync(pair);
            byte[] one = new byte[1];
            await stream.WriteAsync(one);
            await stream.ReadExactlyAsync(one);
            // Whatever the echo held it has given back: the pool's next array is that one, twice over.
            byte[] first = NextOfThePool();
            await stream.WriteAsync(one);
            await stream.ReadExactlyAsync(one);
            NextOfThePool().ShouldBeSameAs(first);
        });
    }

    [Fact]
    [Exercise("9.4")]
    public void The_buffer_of_the_last_read_goes_back_as_well()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream stream, Task serving) = await BeginAsync(pair);
            byte[] next = NextOfThePool();
            stream.ShutdownSend();
            await serving;
            NextOfThePool().ShouldBeSameAs(next, "the buffer into which 0 bytes were read was rented, and is gone");
        });
    }

    [Fact]
    [Exercise("9.4")]
    public void A_client_that_resets_in_the_midst_of_its_echo_costs_no_buffer()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream stream, Task serving) = await BeginAsync(pair);
            byte[] next = NextOfThePool();
            // Who never reads stops the echo in the midst of a write, with a buffer in its hands.
            Task writing = stream.WriteAsync(new byte[20_000_000]).AsTask();
            await Task.Delay(TimeSpan.FromMinutes(1), pair.Time);
            stream.Abort();
            await Fails.WithAsync<NetworkException>(writing);
            await Fails.WithAsync<NetworkException>(serving);
            NextOfThePool().ShouldBeSameAs(next, "the buffer that the echo held when its write failed is gone");
        });
    }

    [Theory]
    [Exercise("9.4")]
    [InlineData(false)]
    [InlineData(true)]
    public void An_echo_that_fails_closes_its_stream(bool inTheMidst)
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream stream, TcpStream server) = await pair.ConnectAsync();
            // Nothing is wrong with the connection: it is the server that has had enough.
            (server.ReadTimeout, server.WriteTimeout) = (500, 500);
            Task serving = EchoServer.ServeAsync(server);
            Task writing = inTheMidst ? stream.WriteAsync(new byte[20_000_000]).AsTask() : Task.CompletedTask;
            (await Fails.WithAsync<NetworkException>(serving)).Failure.ShouldBe(SocketFailure.TimedOut);
            pair.B.Sockets.ShouldBeEmpty("the stream of an echo that has ended is still open");
            stream.Abort();
            await writing.ContinueWith(static _ => { }, TaskContinuationOptions.ExecuteSynchronously);
        });
    }

    /// <summary>The array that the pool gives out next: the one that came back last.</summary>
    private static byte[] NextOfThePool()
    {
        byte[] next = ArrayPool<byte>.Shared.Rent(EchoServer.BufferSize);
        ArrayPool<byte>.Shared.Return(next);
        return next;
    }

    [Fact]
    [Exercise("9.4")]
    public void The_echo_of_a_client_that_has_half_closed_still_arrives_to_its_end()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream stream, Task serving) = await BeginAsync(pair);
            ValueTask writing = stream.WriteAsync(Pattern.Bytes(0, 500_000));
            byte[] answer = new byte[500_000];
            ValueTask reading = stream.ReadExactlyAsync(answer);
            await writing;
            stream.ShutdownSend();
            await reading;
            Pattern.Difference(answer, 0).ShouldBeNull();
            (await stream.ReadAsync(answer)).ShouldBe(0);
            await serving;
        });
    }

    [Fact]
    [Exercise("any")]
    public void A_client_that_resets_disturbs_nobody_else()
    {
        using var pair = new Pair();
        TcpService service = EchoServer.Start(pair.B);
        pair.Loop.Run(async () =>
        {
            TcpStream rude = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
            await rude.WriteAsync("x"u8.ToArray());
            (await rude.ReadAsync(new byte[1])).ShouldBe(1);
            rude.Abort();
            await using TcpStream polite = await pair.A.ConnectTcpAsync(Pair.AtB(EchoServer.Port));
            await polite.WriteAsync("y"u8.ToArray());
            (await polite.ReadAsync(new byte[1])).ShouldBe(1);
        });
        service.Served.ShouldBe(2);
        service.Active.ShouldBe(1);
    }

    [Fact]
    [Exercise("9.5")]
    public void A_page_is_fetched_in_however_many_pieces_it_comes()
    {
        using var pair = new Pair();
        TcpService.Start(pair.B, new Endpoint(IPv4Address.Any, 80), async stream =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), pair.Time);
            _ = await stream.ReadAsync(new byte[1000]);
            foreach (string piece in new[] { "HTTP/1.1 200 O", "K\r\nA: b\r\n", "\r", "\nhel", "lo" })
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(piece));
                await Task.Delay(TimeSpan.FromMilliseconds(10), pair.Time);
            }
        });

        HttpResponse response = pair.Loop.Run(() => HttpGet.GetAsync(pair.A, Pair.AtB(80), "example.test", "/page"));

        response.Status.ShouldBe(200);
        response.Headers.ShouldBe(["A: b"]);
        response.Text.ShouldBe("hello");
    }

    [Fact]
    [Exercise("9.5")]
    public void The_request_is_a_line_and_two_fields_and_an_empty_line()
    {
        using var pair = new Pair();
        string? request = null;
        TcpService.Start(pair.B, new Endpoint(IPv4Address.Any, 80), async stream =>
        {
            // By then all of it is here, in however many pieces it came.
            await Task.Delay(TimeSpan.FromSeconds(1), pair.Time);
            byte[] buffer = new byte[1000];
            request = Ascii(buffer, await stream.ReadAsync(buffer));
            await stream.WriteAsync("HTTP/1.0 204 No Content\r\n\r\n"u8.ToArray());
        });

        pair.Loop.Run(() => HttpGet.GetAsync(pair.A, Pair.AtB(80), "example.test", "/page")).Status.ShouldBe(204);

        request.ShouldNotBeNull();
        request.Split("\r\n").ShouldBe(["GET /page HTTP/1.0", "Host: example.test", "Connection: close", "", ""], ignoreOrder: true);
        request.ShouldStartWith("GET /page HTTP/1.0\r\n");
    }

    [Theory]
    [Exercise("9.5")]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void An_answer_may_be_as_long_as_the_limit_and_no_longer(int length, bool fits)
    {
        using var pair = new Pair();
        const string Head = "HTTP/1.0 404 Not Found\r\n\r\n";
        TcpService.Start(pair.B, new Endpoint(IPv4Address.Any, 80), async stream =>
        {
            _ = await stream.ReadAsync(new byte[1000]);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(Head + new string('x', length - Head.Length)));
        });
        pair.Loop.Run(async () =>
        {
            Task<HttpResponse> getting = HttpGet.GetAsync(pair.A, Pair.AtB(80), "h", "/", limit: 1000);
            if (fits)
                (await getting).Status.ShouldBe(404);
            else
                await Fails.WithAsync<InvalidDataException>(getting);
        });
    }

    [Theory]
    [Exercise("9.5")]
    [InlineData("HTTP/1.0 200 OK\r\nA: b\r\n")]
    [InlineData("SMTP ready\r\n\r\n")]
    public void An_answer_that_is_none_is_refused(string answer)
    {
        using var pair = new Pair();
        TcpService.Start(pair.B, new Endpoint(IPv4Address.Any, 80), async stream =>
        {
            _ = await stream.ReadAsync(new byte[1000]);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
        });
        Fails.With<InvalidDataException>(pair, () => HttpGet.GetAsync(pair.A, Pair.AtB(80), "h", "/"));
    }

    [Fact]
    [Exercise("any")]
    public void The_other_small_services_do_what_their_rfcs_say()
    {
        using var pair = new Pair();
        SmallServices.StartDaytime(pair.B);
        SmallServices.StartUdpDaytime(pair.B);
        SmallServices.StartChargen(pair.B);
        SmallServices.StartDiscard(pair.B);
        byte[] buffer = new byte[148];
        pair.Loop.Run(async () =>
        {
            TcpStream daytime = await pair.A.ConnectTcpAsync(Pair.AtB(SmallServices.DaytimePort));
            Ascii(buffer, await daytime.ReadAsync(buffer)).ShouldBe("Thursday, January 1, 1970 00:00:00-UTC\r\n");
            (await daytime.ReadAsync(buffer)).ShouldBe(0);

            using UdpSocket socket = pair.A.OpenUdp();
            await socket.SendAsync(default, Pair.AtB(SmallServices.DaytimePort));
            (await socket.ReceiveAsync(buffer)).Length.ShouldBe(40);

            TcpStream chargen = await pair.A.ConnectTcpAsync(Pair.AtB(SmallServices.ChargenPort));
            await chargen.ReadExactlyAsync(buffer);
            string[] lines = Ascii(buffer, 148).Split("\r\n");
            (lines[0].Length, lines[0][0], lines[1][0]).ShouldBe((72, ' ', '!'));
            chargen.Abort();

            TcpStream discard = await pair.A.ConnectTcpAsync(Pair.AtB(SmallServices.DiscardPort));
            await discard.WriteAsync(new byte[1_000_000]);
            discard.ShutdownSend();
            (await discard.ReadAsync(buffer)).ShouldBe(0);
        });
    }

    [Fact]
    [Exercise("any")]
    public void A_mistake_in_a_service_ends_it_and_is_told()
    {
        using var pair = new Pair();
        TcpService service = TcpService.Start(pair.B, new Endpoint(IPv4Address.Any, 80), _ => throw new FormatException("a mistake"));
        pair.Loop.Run(async () =>
        {
            await pair.A.ConnectTcpAsync(Pair.AtB(80));
            await Fails.WithAsync<FormatException>(service.Completion);
        });
    }

    [Fact]
    [Requirement("RFC1122", "I-3")]
    [Exercise("any")]
    public void Counters_are_published_as_metrics()
    {
        using var pair = new Pair();
        using var meter = new StackMeter(pair.A);
        Fails.With<NetworkException>(pair, () => pair.B.ConnectTcpAsync(new Endpoint(Pair.AddressA, 81)).AsTask());
        var seen = new Dictionary<string, long>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Scope == meter)
                    self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            seen[instrument.Name + string.Concat(tags.ToArray().Select(tag => $" {tag.Value}"))] = value);
        listener.Start();
        listener.RecordObservableInstruments();

        seen["workbook.segments_in"].ShouldBe(1);
        seen["workbook.resets_sent"].ShouldBe(1);
        seen["workbook.drops TcpNoConnection"].ShouldBe(1);
    }
}
