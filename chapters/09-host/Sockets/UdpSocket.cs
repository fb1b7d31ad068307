using Workbook.Demux;
using Workbook.Udp;

namespace Workbook.Host;

/// <summary>A UDP socket to await on (RFC 768, RFC 1122 section 4.1). Made by <see cref="NetworkStack.OpenUdp"/>.</summary>
public sealed class UdpSocket : INotified, IOpenSocket, ISocketInfo, IDisposable
{
    private readonly NetworkStack _stack;
    private readonly UdpEndpoint _endpoint;
    private readonly ReceiveOperation _receive;
    private bool _enlisted;
    private bool _disposed;

    internal UdpSocket(NetworkStack stack, UdpEndpoint endpoint)
    {
        (_stack, _endpoint) = (stack, endpoint);
        _receive = new ReceiveOperation(this);
        endpoint.Readable = OnReadable;
        stack.Opened(this);
    }

    public Endpoint Local => _endpoint.Local;

    public bool IsDisposed => _disposed;

    /// <summary>The only peer, or <see cref="Endpoint.Any"/>.</summary>
    public Endpoint Remote => _endpoint.Remote;

    /// <summary>Permission to send to broadcast addresses.</summary>
    public bool AllowBroadcast
    {
        get => _endpoint.AllowBroadcast;
        set => _endpoint.AllowBroadcast = value;
    }

    /// <summary>1 to 255; 0: the stack's default.</summary>
    public byte TimeToLive
    {
        get => _endpoint.TimeToLive;
        set => _endpoint.TimeToLive = value;
    }

    /// <summary>The DiffServ octet.</summary>
    public byte TypeOfService
    {
        get => _endpoint.TypeOfService;
        set => _endpoint.TypeOfService = value;
    }

    /// <summary>Talks to one peer only from now on: others' datagrams are not taken, and ICMP errors reach the next
    /// <see cref="SendAsync(ReadOnlyMemory{byte})"/>.</summary>
    /// <exception cref="NetworkException">No route, or a broadcast address without permission.</exception>
    public void Connect(Endpoint remote) => NetworkException.ThrowIfFailed(_stack.Loop.Invoke(() => _endpoint.Connect(remote)));

    /// <summary>Sends one datagram; done when it has left, which says nothing about its arrival. At once on the loop.</summary>
    /// <exception cref="NetworkException">Too long, no route, no permission; or, if connected, what ICMP said of an earlier one.</exception>
    public ValueTask SendAsync(ReadOnlyMemory<byte> payload, Endpoint to)
    {
        if (!_stack.Loop.IsCurrent)
            return new ValueTask(SendFromOutside(payload, to));
        SocketFailure failure = Send(payload, to);
        return failure == SocketFailure.None ? default : ValueTask.FromException(new NetworkException(failure));
    }

    /// <summary>Answers a datagram, from the address it was sent to (RFC 1122 section 4.1.3.5). On the loop only.</summary>
    public ValueTask ReplyAsync(in UdpDatagramInfo info, ReadOnlyMemory<byte> payload)
    {
        if (!_stack.Loop.IsCurrent)
            throw new InvalidOperationException("Replies are sent on the loop: StackLoop.RunAsync.");
        SocketFailure failure = _endpoint.Reply(info, payload.Span, _stack.Loop.Now);
        return failure == SocketFailure.None ? default : ValueTask.FromException(new NetworkException(failure));
    }

    /// <summary>Sends to the connected peer.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> payload) => SendAsync(payload, default);

    /// <summary>Waits for a datagram, or an ICMP error about one that was sent from here.</summary>
    /// <param name="buffer">What does not fit is lost, and the result says so (65,507 bytes always suffice).</param>
    /// <exception cref="NetworkException">The error.</exception>
    public ValueTask<UdpDatagramInfo> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        _receive.StartAsync(buffer, Timeout.InfiniteTimeSpan, cancellationToken);

    /// <inheritdoc cref="ReceiveAsync(Memory{byte}, CancellationToken)"/>
    /// <param name="timeout">After which it fails with <see cref="SocketFailure.TimedOut"/>.</param>
    public ValueTask<UdpDatagramInfo> ReceiveAsync(Memory<byte> buffer, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        _receive.StartAsync(buffer, timeout, cancellationToken);

    /// <summary>Gives up the port; a receive that waits fails.</summary>
    public void Dispose()
    {
        if (!_disposed)
            _stack.Loop.Invoke(() => Abandon(new NetworkException(SocketFailure.Closed, "The socket has been disposed."), orderly: true));
    }

    SocketInfo ISocketInfo.Describe() => new("udp", Local, Remote, null);

    void INotified.Notify()
    {
        _enlisted = false;
        _receive.Advance();
    }

    void IOpenSocket.Abandon(Exception reason, bool orderly) => Abandon(reason, orderly);

    IEnumerable<Situation> IOpenSocket.Situations()
    {
        if (_receive.IsWaiting)
            yield return new Situation(Concern.Waiting, $"ReceiveAsync on UDP {Local} waits: no datagram has come.");
    }

    private void Abandon(Exception reason, bool orderly)
    {
        if (_disposed)
            return;
        _disposed = true;
        _stack.Closed(this);
        if (orderly)
            _endpoint.Dispose();
        _receive.Fail(reason);
    }

    private SocketFailure Send(ReadOnlyMemory<byte> payload, Endpoint to) => to == Endpoint.Any
        ? _endpoint.Send(payload.Span, _stack.Loop.Now)
        : _endpoint.Send(payload.Span, to, _stack.Loop.Now);

    private async Task SendFromOutside(ReadOnlyMemory<byte> payload, Endpoint to) =>
        NetworkException.ThrowIfFailed(await _stack.Loop.InvokeAsync(() => Send(payload, to)).ConfigureAwait(false));

    private void OnReadable()
    {
        if (_enlisted)
            return;
        _enlisted = true;
        _stack.Enlist(this);
    }

    private bool TryReceive(Span<byte> buffer, out UdpDatagramInfo info)
    {
        if (_disposed)
            throw new NetworkException(SocketFailure.Closed);
        if (_endpoint.TryReceive(buffer, out info))
            return true;
        NetworkException.ThrowIfFailed(_endpoint.TakeError());
        return false;
    }

    private sealed class ReceiveOperation(UdpSocket socket) : LoopOperation<UdpDatagramInfo>(socket._stack.Loop)
    {
        private Memory<byte> _buffer;

        public ValueTask<UdpDatagramInfo> StartAsync(Memory<byte> buffer, TimeSpan timeout, CancellationToken token)
        {
            Claim();
            _buffer = buffer;
            return new ValueTask<UdpDatagramInfo>(this, Begin(timeout, token));
        }

        protected override bool TryComplete(out UdpDatagramInfo result) => socket.TryReceive(_buffer.Span, out result);

        protected override void Ended() => _buffer = default;
    }
}
