using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Host.Tests;

public class StreamEndTests
{
    private readonly byte[] _buffer = new byte[1000];

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
}
