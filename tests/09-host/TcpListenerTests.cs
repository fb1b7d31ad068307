using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Host.Tests;

public class TcpListenerTests
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
