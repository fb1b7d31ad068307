using Workbook.Basics;
using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Host.Tests;

public class ConnectionTests
{
    private readonly byte[] _buffer = new byte[1000];

    [Fact]
    [Exercise("9.1")]
    public void Those_who_wait_are_given_connections_in_order()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            using TcpListener listener = pair.B.ListenTcp(80);
            ValueTask<TcpStream> first = listener.AcceptAsync();
            ValueTask<TcpStream> second = listener.AcceptAsync();

            TcpStream one = await pair.A.ConnectTcpAsync(Pair.AtB(80));
            TcpStream two = await pair.A.ConnectTcpAsync(Pair.AtB(80));

            (await first).Remote.ShouldBe(one.Local);
            (await second).Remote.ShouldBe(two.Local);
        });
    }

    [Fact]
    [Exercise("9.1")]
    public void One_who_gave_up_waiting_is_passed_over()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            using TcpListener listener = pair.B.ListenTcp(80);
            using var enough = new CancellationTokenSource();
            Task<TcpStream> impatient = listener.AcceptAsync(enough.Token).AsTask();
            ValueTask<TcpStream> patient = listener.AcceptAsync();
            enough.Cancel();
            await Fails.WithAsync<OperationCanceledException>(impatient);

            TcpStream client = await pair.A.ConnectTcpAsync(Pair.AtB(80));

            (await patient).Remote.ShouldBe(client.Local);
        });
    }

    [Fact]
    [Exercise("9.1")]
    public void A_connection_is_not_lost_on_those_who_gave_up_waiting()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            using TcpListener listener = pair.B.ListenTcp(80);
            using var enough = new CancellationTokenSource();
            Task<TcpStream>[] impatient = [listener.AcceptAsync(enough.Token).AsTask(), listener.AcceptAsync(enough.Token).AsTask()];
            enough.Cancel();
            foreach (Task<TcpStream> each in impatient)
                await Fails.WithAsync<OperationCanceledException>(each);

            TcpStream client = await pair.A.ConnectTcpAsync(Pair.AtB(80));
            await Task.Delay(TimeSpan.FromMilliseconds(1), pair.Time);

            (await listener.AcceptAsync()).Remote.ShouldBe(client.Local);
        });
    }

    [Fact]
    [Exercise("9.1")]
    public void An_accept_loop_may_accept_again_from_within()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            using TcpListener listener = pair.B.ListenTcp(80);
            Task<int> accepted = CountAsync(listener, 3);
            for (int i = 0; i < 3; i++)
                await pair.A.ConnectTcpAsync(Pair.AtB(80));
            (await accepted).ShouldBe(3);
        });

        static async Task<int> CountAsync(TcpListener listener, int most)
        {
            int count = 0;
            for (; count < most; count++)
                await listener.AcceptAsync();
            return count;
        }
    }

    [Fact]
    [Exercise("9.1")]
    public void Who_is_given_a_connection_may_close_the_listener_at_once()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            Task<Endpoint> accepted = AcceptOneAsync(pair.B.ListenTcp(80));
            TcpStream client = await pair.A.ConnectTcpAsync(Pair.AtB(80));
            (await accepted).ShouldBe(client.Local);
        });

        static async Task<Endpoint> AcceptOneAsync(TcpListener listener)
        {
            TcpStream stream = await listener.AcceptAsync();
            listener.Dispose();
            return stream.Remote;
        }
    }

    [Fact]
    [Exercise("9.2")]
    [Exercise("9.3")]
    [Requirement("RFC9293", "MUST-12")]
    public void The_peers_close_is_the_end_of_the_stream_not_an_error()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            await server.WriteAsync("bye"u8.ToArray());
            await server.DisposeAsync();

            (await client.ReadAsync(_buffer)).ShouldBe(3);
            (await client.ReadAsync(_buffer)).ShouldBe(0);
            (await client.ReadAsync(_buffer)).ShouldBe(0);
        });
    }

    [Fact]
    [Exercise("9.2")]
    [Exercise("9.3")]
    [Requirement("RFC9293", "MUST-12")]
    public void The_peers_abort_is_an_error_not_the_end_of_the_stream()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            Task<int> reading = client.ReadAsync(_buffer).AsTask();
            server.Abort();

            (await Fails.WithAsync<NetworkException>(reading)).Failure.ShouldBe(SocketFailure.ConnectionReset);
            (await Fails.WithAsync<NetworkException>(client.WriteAsync(_buffer).AsTask())).Failure.ShouldBe(SocketFailure.ConnectionReset);
        });
    }

    [Fact]
    [Exercise("9.2")]
    [Exercise("9.3")]
    public void What_arrived_before_an_abort_is_read_before_the_abort_is_told()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            await server.WriteAsync("last words"u8.ToArray());
            await Task.Delay(TimeSpan.FromSeconds(1), pair.Time);
            server.Abort();
            await Task.Delay(TimeSpan.FromSeconds(1), pair.Time);
            client.Info.State.ShouldBe(TcpState.Closed);

            (await client.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);
            (await client.ReadAsync(_buffer.AsMemory(0, 4))).ShouldBe(4);
            (await client.ReadAsync(_buffer)).ShouldBe(6);
            (await Fails.WithAsync<NetworkException>(client.ReadAsync(_buffer).AsTask())).Failure.ShouldBe(SocketFailure.ConnectionReset);
        });
        pair.ShouldBeAtRest();
    }

    [Fact]
    [Exercise("any")]
    public void What_arrived_before_an_abort_and_nobody_reads_is_given_back_with_the_stream()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            await server.WriteAsync("last words"u8.ToArray());
            await Task.Delay(TimeSpan.FromSeconds(1), pair.Time);
            server.Abort();
            await Task.Delay(TimeSpan.FromSeconds(1), pair.Time);
            pair.A.Buffers.OutstandingBytes.ShouldBeGreaterThan(0);
            client.Dispose();
        });
        pair.ShouldBeAtRest();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Exercise("any")]
    public void A_connection_that_ends_before_anybody_accepts_it_holds_nothing(bool inOrder)
    {
        using var pair = new Pair();
        using TcpListener listener = pair.B.ListenTcp(80);
        pair.Loop.Run(async () =>
        {
            TcpStream client = await pair.A.ConnectTcpAsync(Pair.AtB(80));
            await client.WriteAsync("hello?"u8.ToArray());
            await Task.Delay(TimeSpan.FromSeconds(1), pair.Time);
            pair.B.Buffers.OutstandingBytes.ShouldBeGreaterThan(0);
            if (inOrder)
                listener.Dispose();
            else
                client.Abort();
            await Task.Delay(TimeSpan.FromSeconds(1), pair.Time);
            pair.B.Buffers.OutstandingBytes.ShouldBe(0);
        });
    }

    [Fact]
    [Exercise("9.2")]
    public void A_read_into_nothing_ends_with_the_stream()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            Task<int> waiting = client.ReadAsync(Memory<byte>.Empty).AsTask();
            server.ShutdownSend();

            (await waiting).ShouldBe(0);
            client.Available.ShouldBe(0);
            (await client.ReadAsync(Memory<byte>.Empty)).ShouldBe(0);
        });
    }

    [Fact]
    [Exercise("9.2")]
    public void A_read_into_nothing_fails_with_the_connection()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            Task<int> waiting = client.ReadAsync(Memory<byte>.Empty).AsTask();
            server.Abort();
            (await Fails.WithAsync<NetworkException>(waiting)).Failure.ShouldBe(SocketFailure.ConnectionReset);
        });
    }

    [Fact]
    [Exercise("9.2")]
    [Exercise("9.3")]
    public void A_read_into_nothing_waits_until_there_is_something()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            Task<int> waiting = client.ReadAsync(Memory<byte>.Empty).AsTask();
            await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMinutes(1), pair.Time)).Unwrap();
            waiting.IsCompleted.ShouldBeFalse();
            await server.WriteAsync("x"u8.ToArray());

            (await waiting).ShouldBe(0);
            client.Available.ShouldBe(1);
            (await client.ReadAsync(_buffer)).ShouldBe(1);
        });
    }

    [Fact]
    [Exercise("9.2")]
    [Exercise("9.3")]
    public void A_half_closed_client_still_hears_the_server()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            await client.WriteAsync("question"u8.ToArray());
            client.ShutdownSend();

            (await server.ReadAsync(_buffer)).ShouldBe(8);
            (await server.ReadAsync(_buffer)).ShouldBe(0);
            await server.WriteAsync("answer"u8.ToArray());
            (await client.ReadAsync(_buffer)).ShouldBe(6);
            client.Info.State.ShouldBe(TcpState.FinWait2);
        });
    }

    [Fact, Exercise("9.3")]
    [Exercise("9.2")]
    public void A_half_closed_server_still_hears_the_client()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            server.ShutdownSend();

            (await client.ReadAsync(_buffer)).ShouldBe(0);
            await client.WriteAsync("still here"u8.ToArray());
            (await server.ReadAsync(_buffer)).ShouldBe(10);
            client.Info.State.ShouldBe(TcpState.CloseWait);
        });
    }

    [Fact]
    [Exercise("9.3")]
    public void Nothing_can_be_written_after_a_half_close()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, _) = await pair.ConnectAsync();
            client.ShutdownSend();
            (await Fails.WithAsync<NetworkException>(client.WriteAsync("x"u8.ToArray()).AsTask())).Failure.ShouldBe(SocketFailure.Closed);
        });
    }

    [Fact]
    [Exercise("any")]
    public void A_cancelled_read_ends_and_the_next_one_reads()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            using var enough = new CancellationTokenSource();
            Task<int> reading = client.ReadAsync(_buffer, enough.Token).AsTask();
            enough.Cancel();
            await Fails.WithAsync<OperationCanceledException>(reading);

            await server.WriteAsync("late"u8.ToArray());
            (await client.ReadAsync(_buffer)).ShouldBe(4);
        });
    }

    [Fact]
    [Exercise("any")]
    public void A_cancelled_connect_leaves_nothing_behind()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            using var enough = new CancellationTokenSource(TimeSpan.FromSeconds(2), pair.Time);
            Task<TcpStream> connecting = pair.A.ConnectTcpAsync(new Endpoint(IPv4Address.Parse("10.0.0.99"), 80), cancellationToken: enough.Token).AsTask();
            await Fails.WithAsync<OperationCanceledException>(connecting);
        });
        pair.A.Tcp!.Count.ShouldBe(0);
        pair.Loop.RunFor(TimeSpan.FromMinutes(1));
        pair.ShouldBeAtRest();
    }

    [Fact]
    [Exercise("any")]
    public void A_read_fails_at_its_deadline_and_not_before()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            client.ReadTimeout = 500;
            Instant start = pair.Time.Now;
            (await Fails.WithAsync<NetworkException>(client.ReadAsync(_buffer).AsTask())).Failure.ShouldBe(SocketFailure.TimedOut);
            (pair.Time.Now - start).ShouldBe(TimeSpan.FromMilliseconds(500));

            ValueTask<int> reading = client.ReadAsync(_buffer);
            await Task.Delay(TimeSpan.FromMilliseconds(499), pair.Time);
            await server.WriteAsync("x"u8.ToArray());
            (await reading).ShouldBe(1);
        });
    }

    [Fact]
    [Exercise("any")]
    public void A_closed_port_refuses_at_once()
    {
        using var pair = new Pair();
        var refused = Fails.With<NetworkException>(pair, () => pair.A.ConnectTcpAsync(Pair.AtB(81)).AsTask());
        refused.Failure.ShouldBe(SocketFailure.ConnectionRefused);
        pair.Time.Now.ShouldBe(Instant.Zero);
    }

    [Theory]
    [InlineData("255.255.255.255")]
    [InlineData("10.0.0.255")]
    [InlineData("224.0.0.1")]
    [Requirement("RFC9293", "MUST-46")]
    [Exercise("any")]
    public void There_is_no_connection_to_everybody(string address)
    {
        using var pair = new Pair();
        Fails.With<NetworkException>(pair, () => pair.A.ConnectTcpAsync(new Endpoint(IPv4Address.Parse(address), 80)).AsTask())
            .Failure.ShouldBe(SocketFailure.NetworkUnreachable);
    }

    [Fact]
    [Requirement("RFC9293", "MUST-41")]
    [Exercise("any")]
    public void Listening_does_not_disturb_a_connection()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            using TcpListener listener = pair.A.ListenTcp(client.Local.Port == 5000 ? (ushort)5001 : (ushort)5000);
            TcpStream back = await pair.B.ConnectTcpAsync(new Endpoint(Pair.AddressA, listener.Local.Port));

            await server.WriteAsync("hello"u8.ToArray());
            (await client.ReadAsync(_buffer)).ShouldBe(5);
            back.Info.State.ShouldBe(TcpState.Established);
        });
    }

    [Fact]
    [Requirement("RFC9293", "MUST-42")]
    [Exercise("any")]
    public void Many_connections_share_a_port_but_a_second_listener_is_refused()
    {
        using var pair = new Pair();
        using TcpListener listener = pair.B.ListenTcp(80);
        Should.Throw<NetworkException>(() => pair.B.ListenTcp(80)).Failure.ShouldBe(SocketFailure.AddressInUse);
        pair.Loop.Run(async () =>
        {
            TcpStream one = await pair.A.ConnectTcpAsync(Pair.AtB(80));
            TcpStream two = await pair.A.ConnectTcpAsync(Pair.AtB(80));
            one.Local.ShouldNotBe(two.Local);
        });
    }

    [Fact]
    [Requirement("RFC9293", "MUST-43")]
    [Requirement("RFC9293", "MUST-45")]
    [Exercise("any")]
    public void A_connection_is_made_from_the_address_that_was_asked_for()
    {
        using var pair = new Pair();
        IPv4Address second = IPv4Address.Parse("10.0.0.77");
        pair.InterfaceA.IPv4.AddAddress(new IPv4Prefix(second, 24));
        using TcpListener listener = pair.B.ListenTcp(80);
        pair.Loop.Run(async () =>
        {
            ValueTask<TcpStream> accepting = listener.AcceptAsync();
            await pair.A.ConnectTcpAsync(Pair.AtB(80), local: new Endpoint(second, 1234));
            (await accepting).Remote.ShouldBe(new Endpoint(second, 1234));
        });
    }

    [Fact]
    [Exercise("any")]
    public void Disposing_with_linger_waits_for_the_last_acknowledgment()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            client.Linger = TimeSpan.FromSeconds(5);
            await client.WriteAsync(new byte[500_000]);
            ValueTask closing = client.DisposeAsync();
            closing.IsCompleted.ShouldBeFalse();
            long count = 0;
            int read;
            byte[] buffer = new byte[10_000];
            while ((read = await server.ReadAsync(buffer)) > 0)
                count += read;
            await closing;
            count.ShouldBe(500_000);
        });
    }

    [Fact]
    [Exercise("any")]
    public void Linger_zero_resets()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, TcpStream server) = await pair.ConnectAsync();
            client.Linger = TimeSpan.Zero;
            await client.DisposeAsync();
            await Fails.WithAsync<NetworkException>(server.ReadAsync(_buffer).AsTask());
        });
        pair.ShouldBeAtRest();
    }

    [Fact]
    [Exercise("any")]
    public void A_disposed_stream_refuses_everything_and_ends_who_waits()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, _) = await pair.ConnectAsync();
            Task<int> reading = client.ReadAsync(_buffer).AsTask();
            client.Dispose();
            (await Fails.WithAsync<NetworkException>(reading)).Failure.ShouldBe(SocketFailure.Closed);
            (await Fails.WithAsync<NetworkException>(client.ReadAsync(_buffer).AsTask())).Failure.ShouldBe(SocketFailure.Closed);
            (await Fails.WithAsync<NetworkException>(client.WriteAsync(_buffer).AsTask())).Failure.ShouldBe(SocketFailure.Closed);
        });
    }

    [Fact]
    [Exercise("any")]
    public void One_reader_at_a_time()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            (TcpStream client, _) = await pair.ConnectAsync();
            Task<int> reading = client.ReadAsync(_buffer).AsTask();
            Should.Throw<InvalidOperationException>(() => { _ = client.ReadAsync(_buffer).AsTask(); });
            client.Dispose();
            await Fails.WithAsync<NetworkException>(reading);
        });
    }

    [Fact]
    [Exercise("any")]
    public void A_closed_listener_ends_who_waits_and_frees_the_port()
    {
        using var pair = new Pair();
        pair.Loop.Run(async () =>
        {
            TcpListener listener = pair.B.ListenTcp(80);
            Task<TcpStream> accepting = listener.AcceptAsync().AsTask();
            listener.Dispose();
            (await Fails.WithAsync<NetworkException>(accepting)).Failure.ShouldBe(SocketFailure.Closed);
            pair.B.ListenTcp(80).Dispose();
        });
    }
}
