using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Host;

/// <summary>An active open under way; becomes a stream when the handshake is over.</summary>
internal sealed class TcpConnect(NetworkStack stack, Endpoint remote, Endpoint local, TcpSettings settings)
    : LoopOperation<TcpStream>(stack.Loop), ITcpOwner, IOpenSocket
{
    private TcpConnection? _connection;

    public ValueTask<TcpStream> StartAsync(CancellationToken token)
    {
        Claim();
        return new ValueTask<TcpStream>(this, Begin(Timeout.InfiniteTimeSpan, token));
    }

    void ITcpOwner.Progress(TcpConnection connection) => Advance();

    void IOpenSocket.Abandon(Exception reason, bool orderly) => Fail(reason);

    IEnumerable<Situation> IOpenSocket.Situations() =>
        [new Situation(Concern.Waiting, $"ConnectTcpAsync to {remote} waits ({_connection?.State}).")];

    protected override bool TryComplete(out TcpStream result)
    {
        result = null!;
        if (_connection is null)
        {
            NetworkException.ThrowIfFailed(stack.TcpOrThrow.TryConnect(remote, local, settings, this, Loop.Now, out _connection));
            stack.Opened(this);
        }
        if (_connection!.Failure != SocketFailure.None)
        {
            // Opened and reset in one breath: what it may have brought nobody will read.
            _connection.Abort(Loop.Now);
            throw new NetworkException(_connection.Failure);
        }
        if (_connection.State is TcpState.SynSent or TcpState.SynReceived)
            return false;
        result = new TcpStream(stack, _connection);
        return true;
    }

    // Only a loop that still lives can abort: after a fault no layer may be entered any more.
    protected override void Abandoned()
    {
        if (Loop.StopReason is null)
            _connection?.Abort(Loop.Now);
    }

    protected override void Ended()
    {
        if (_connection is not null)
            stack.Closed(this);
    }
}
