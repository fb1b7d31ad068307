using NetMQ;
using NetMQ.Sockets;

namespace Workbook.Notebooks.Kernel;

/// <summary>
/// The five sockets of a kernel, and the one thread that may touch them. What others want sent waits in a queue;
/// what arrives is handed over at once, and must not keep the thread.
/// </summary>
internal sealed class KernelSockets : IDisposable
{
    /// <summary>How often what was printed is collected and sent.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(50);

    // What a peer may make this process hold at once; the codec counts what is above its own, smaller limit.
    private const long MaximumFrame = 4 * MessageCodec.MaximumBytes;

    private readonly RouterSocket _shell = new();
    private readonly RouterSocket _control = new();
    private readonly RouterSocket _stdin = new();
    private readonly PublisherSocket _iopub = new();
    // Not a response socket: whatever comes goes back, in whichever order, and there is no state to get out of step.
    private readonly RouterSocket _heartbeat = new();
    private readonly NetMQQueue<Outgoing> _outgoing = new();
    private readonly NetMQTimer _timer = new(Tick);
    private readonly NetMQPoller _poller;
    private readonly MessageCodec _codec;
    private readonly DiscardCounters _discards;

    public KernelSockets(ConnectionFile connection, DiscardCounters discards)
    {
        _discards = discards;
        _codec = new MessageCodec(connection.Key);
        _poller = [_shell, _control, _stdin, _iopub, _heartbeat, _outgoing, _timer];
        _heartbeat.ReceiveReady += (_, _) => Guard(() => Echo(_heartbeat));
        Listen(Channel.Shell, _shell);
        Listen(Channel.Control, _control);
        Listen(Channel.Stdin, _stdin);
        _outgoing.ReceiveReady += (_, _) => Guard(SendWaiting);
        _timer.Elapsed += (_, _) => Guard(() => Ticked?.Invoke());
        try
        {
            Bind(_shell, connection.Endpoint(connection.ShellPort));
            Bind(_control, connection.Endpoint(connection.ControlPort));
            Bind(_stdin, connection.Endpoint(connection.StdinPort));
            Bind(_iopub, connection.Endpoint(connection.IopubPort));
            Bind(_heartbeat, connection.Endpoint(connection.HbPort));
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>A message has arrived; on the sockets' thread.</summary>
    public Action<Request>? Received { get; set; }

    /// <summary>It is time to send what was printed; on the sockets' thread.</summary>
    public Action? Ticked { get; set; }

    /// <summary>Serves until <see cref="Stop"/>; the caller's thread is the sockets' from now on.</summary>
    public void Run() => _poller.Run();

    /// <summary>From any thread: sends all that was queued before, then ends <see cref="Run"/>.</summary>
    public void Stop() => _poller.Stop();

    /// <summary>From any thread.</summary>
    public void Send(Outgoing message) => _outgoing.Enqueue(message);

    /// <summary>The poller before its sockets: NetMQ's clean-up waits for ever for one that is still alive.</summary>
    public void Dispose()
    {
        _poller.Dispose();
        Guard(SendWaiting);
        foreach (IDisposable part in (IDisposable[])[_shell, _control, _stdin, _iopub, _heartbeat, _outgoing, _codec])
            part.Dispose();
    }

    private static void Bind(NetMQSocket socket, string endpoint)
    {
        // Above a high-water mark a publisher drops without a word, and a cell's output would have holes.
        socket.Options.SendHighWatermark = 0;
        socket.Options.MaxMsgSize = MaximumFrame;
        // The reply to a shutdown still goes out when the socket is closed right after.
        socket.Options.Linger = TimeSpan.FromSeconds(1);
        socket.Bind(endpoint);
    }

    private void Listen(Channel channel, RouterSocket socket) => socket.ReceiveReady += (_, _) => Guard(() =>
    {
        if (Receive(socket) is not { } frames)
            return;
        Discard? wrong = _codec.Read(channel, frames, out Request? request);
        if (wrong is { } reason)
            _discards.Count(reason);
        else
            Received?.Invoke(request!);
    });

    private static void Echo(RouterSocket socket)
    {
        if (Receive(socket) is { } frames)
            socket.SendMultipartBytes(frames);
    }

    /// <summary>One frame more than the codec allows is enough for it to say so.</summary>
    /// <returns>Null if there is none after all: a socket that is ready may yet drop what made it so, and must not be waited for.</returns>
    private static List<byte[]>? Receive(NetMQSocket socket)
    {
        if (!socket.TryReceiveFrameBytes(out byte[]? frame, out bool more))
            return null;
        List<byte[]> frames = [frame];
        while (more)
        {
            frame = socket.ReceiveFrameBytes(out more);
            if (frames.Count <= MessageCodec.MaximumFrames)
                frames.Add(frame);
        }
        return frames;
    }

    private void SendWaiting()
    {
        while (_outgoing.TryDequeue(out Outgoing? message, TimeSpan.Zero))
            Socket(message.Channel).SendMultipartBytes(_codec.Write(message));
    }

    private NetMQSocket Socket(Channel channel) => channel switch
    {
        Channel.Shell => _shell,
        Channel.Control => _control,
        Channel.Iopub => _iopub,
        _ => _stdin,
    };

    /// <summary>An exception in a handler would end the poller, and the kernel with it.</summary>
    private void Guard(Action handle)
    {
        try
        {
            handle();
        }
        catch (Exception)
        {
            _discards.Count(Discard.Stumbled);
        }
    }
}
