using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Host.Tests;

public class ConnectionTests
{
    private readonly byte[] _buffer = new byte[1000];

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
}
