using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Host;

/// <summary>Accepts connections at a port (RFC 9293 section 3.10.1, passive OPEN). Made by <see cref="NetworkStack.ListenTcp(Endpoint, int, TcpSettings)"/>.</summary>
public sealed class TcpListener : INotified, IOpenSocket, ISocketInfo, IDisposable
{
    private readonly NetworkStack _stack;
    private readonly ListeningPort _port;
    private readonly Queue<AcceptOperation> _waiting = new();
    private bool _closed;

    internal TcpListener(NetworkStack stack, ListeningPort port)
    {
        (_stack, _port) = (stack, port);
        port.Ready = () => stack.Enlist(this);
        stack.Opened(this);
    }

    public Endpoint Local => _port.Local;

    /// <summary>Waits for the next connection. Several may wait: they are served in order.</summary>
    /// <exception cref="NetworkException">The listener is closed.</exception>
    public ValueTask<TcpStream> AcceptAsync(CancellationToken cancellationToken = default) =>
        new AcceptOperation(this).StartAsync(cancellationToken);

    /// <summary>Stops listening; connections that nobody has accepted are reset, those accepted live on.</summary>
    public void Dispose()
    {
        if (!_closed)
            _stack.Loop.Invoke(() => Abandon(new NetworkException(SocketFailure.Closed, "The listener is closed."), orderly: true));
    }

    SocketInfo ISocketInfo.Describe() => new("tcp", Local, Endpoint.Any, TcpState.Listen);

    void IOpenSocket.Abandon(Exception reason, bool orderly) => Abandon(reason, orderly);

    IEnumerable<Situation> IOpenSocket.Situations()
    {
        int ready = _port.ReadyCount, waiting = _waiting.Count(operation => operation.IsWaiting);
        if (waiting > 0 && ready > 0)
            yield return new Situation(Concern.Suspicious, $"AcceptAsync at {Local} waits ({waiting}): connections are ready ({ready}), but HandOut has not given "
                + "them away: chapters/09-host/Sockets/TcpListener.cs, exercise 9.1.");
        else if (waiting > 0)
            yield return new Situation(Concern.Waiting, $"AcceptAsync at {Local} waits ({waiting}): no connection is ready.");
    }

    private void Abandon(Exception reason, bool orderly)
    {
        if (_closed)
            return;
        _closed = true;
        _stack.Closed(this);
        if (orderly)
            _port.Close(_stack.Loop.Now);
        while (_waiting.TryDequeue(out AcceptOperation? operation))
            operation.Fail(reason);
    }

    void INotified.Notify()
    {
        if (_waiting.Count > 0)
            HandOut();
    }

    /// <summary>Connections have become ready: brings them together with those who wait for one.</summary>
    /// <remarks>To complete an operation (<c>Advance</c>) is to run the code that awaits it, here and now: it may well accept
    /// again, or close this listener, before the call returns.</remarks>
    private void HandOut()
    {
        #region exercise 9.1: give connections that are ready to those who wait, in order, passing over those who no longer wait
        throw new NotImplementedException("exercise 9.1");
        #endregion
    }

    private sealed class AcceptOperation(TcpListener listener) : LoopOperation<TcpStream>(listener._stack.Loop)
    {
        /// <summary>What this operation has been waiting for.</summary>
        public TcpConnection? Accepted;

        private bool _queued;

        public ValueTask<TcpStream> StartAsync(CancellationToken token)
        {
            Claim();
            return new ValueTask<TcpStream>(this, Begin(Timeout.InfiniteTimeSpan, token));
        }

        protected override bool TryComplete(out TcpStream result)
        {
            result = null!;
            if (listener._closed)
                throw new NetworkException(SocketFailure.Closed, "The listener is closed.");
            if (!_queued)
                WaitInLine();
            if (Accepted is null)
                return false;
            result = new TcpStream(listener._stack, Accepted);
            return true;
        }

        /// <summary>Whoever comes first takes what is ready; the others queue up.</summary>
        private void WaitInLine()
        {
            _queued = true;
            if (listener._waiting.Count == 0 && listener._port.TryAccept(out Accepted))
                return;
            listener._waiting.Enqueue(this);
        }
    }
}
