using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Host;

/// <summary>
/// A TCP connection as a <see cref="Stream"/>: one reader and one writer at a time, each from any thread. Owns no buffer: bytes
/// go between the application's memory and the connection's rings. How bytes are read and written stands in the other file.
/// </summary>
/// <remarks>
/// The peer's FIN is the end of the stream (0 bytes), its RST a <see cref="NetworkException"/> (RFC 9293 MUST-12). Reading
/// into an empty buffer waits until there is something to read. Disposing closes in good order: what was written still
/// arrives; but if something was left unread, the peer is told by a RST that it was in vain (RFC 1122 section 4.2.2.13).
/// </remarks>
public sealed partial class TcpStream : Stream, ITcpOwner, IOpenSocket, ISocketInfo
{
    private readonly NetworkStack _stack;
    private readonly TcpConnection _connection;
    private ReadOperation? _read;
    private WriteOperation? _write;
    private CloseOperation? _close;
    private int _disposed;
    private int _readTimeout = Timeout.Infinite;
    private int _writeTimeout = Timeout.Infinite;

    internal TcpStream(NetworkStack stack, TcpConnection connection)
    {
        (_stack, _connection) = (stack, connection);
        connection.Owner = this;
        stack.Opened(this);
    }

    public Endpoint Local => _connection.Tuple.Local;
    public Endpoint Remote => _connection.Tuple.Remote;

    /// <summary>The clock that timeouts of this stream go by.</summary>
    public TimeProvider Time => _stack.Loop.Time;

    /// <summary>State, windows and estimates at this moment. From any thread, hence perhaps of two adjacent moments.</summary>
    public TcpInfo Info => _connection.Info;

    /// <summary>Bytes that can be read without waiting.</summary>
    public int Available => _connection.Available;

    /// <summary>An error that did not end the connection, such as a host unreachable for the time being (MUST-47).</summary>
    public SocketFailure SoftError => _connection.SoftError;

    /// <summary>What disposing does with what is not acknowledged yet. Null, the default: it returns at once, and the stack goes on
    /// sending. Longer than zero: <see cref="DisposeAsync"/> waits for so long, then gives up with a RST. Zero: a RST at once.</summary>
    public TimeSpan? Linger { get; set; }

    public override bool CanRead => true;
    public override bool CanWrite => true;
    public override bool CanSeek => false;
    public override bool CanTimeout => true;

    /// <summary>Milliseconds, in the loop's time, after which a read fails with <see cref="SocketFailure.TimedOut"/>; -1: never.
    /// Unlike those of other streams it bounds <c>ReadAsync</c> too.</summary>
    public override int ReadTimeout
    {
        get => _readTimeout;
        set => _readTimeout = value;
    }

    /// <summary>The same for writes. A write that fails may have queued some of its bytes.</summary>
    public override int WriteTimeout
    {
        get => _writeTimeout;
        set => _writeTimeout = value;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        (_read ??= new ReadOperation(this)).StartAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        (_write ??= new WriteOperation(this)).StartAsync(buffer, cancellationToken);

    /// <summary>Half-close: sends a FIN behind what has been written. Reading goes on.</summary>
    public void ShutdownSend() => _stack.Loop.Invoke(() => _connection.CloseSending(_stack.Loop.Now));

    /// <summary>Gives the connection up with a RST.</summary>
    public void Abort()
    {
        Linger = TimeSpan.Zero;
        Dispose();
    }

    /// <summary>Asks from time to time whether a silent peer is still there (MUST-24); null: not, the default.</summary>
    public void SetKeepAlive(KeepAliveOptions? options) => _stack.Loop.Invoke(() => _connection.SetKeepAlive(options, _stack.Loop.Now));

    /// <summary>Does nothing: what is written is on its way already, as far as windows and Nagle's algorithm allow.</summary>
    public override void Flush()
    {
    }

    /// <inheritdoc cref="Flush"/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return default;
        GC.SuppressFinalize(this);
        if (_stack.Loop.IsCurrent && !(Linger > TimeSpan.Zero))
        {
            CloseNow();
            return default;
        }
        _close = new CloseOperation(this);
        return _close.StartAsync();
    }

    /// <summary>As <see cref="DisposeAsync"/>, without waiting.</summary>
    protected override void Dispose(bool disposing)
    {
        if (disposing && Interlocked.Exchange(ref _disposed, 1) == 0)
            _stack.Loop.Invoke(CloseNow);
        base.Dispose(disposing);
    }

    SocketInfo ISocketInfo.Describe() => new("tcp", Local, Remote, _connection.State);

    void ITcpOwner.Progress(TcpConnection connection)
    {
        _read?.Advance();
        _write?.Advance();
        _close?.Advance();
    }

    void IOpenSocket.Abandon(Exception reason, bool orderly)
    {
        _disposed = 1;
        if (orderly)
            _connection.Abort(_stack.Loop.Now);
        Detach(reason);
        _close?.Fail(reason);
    }

    private void CloseNow()
    {
        if (Linger == TimeSpan.Zero)
            _connection.Abort(_stack.Loop.Now);
        else
            _connection.Close(_stack.Loop.Now);
        Detach(new NetworkException(SocketFailure.Closed, "The stream has been disposed."));
    }

    /// <summary>Lets go of the connection, which the layer finishes alone.</summary>
    private void Detach(Exception reason)
    {
        if (_close is null)
            _connection.Owner = null;
        _stack.Closed(this);
        _read?.Fail(reason);
        _write?.Fail(reason);
    }

    /// <exception cref="InvalidOperationException">Called on the loop, which would wait for itself.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        RefuseOnLoop();
        return ReadAsync(buffer, offset, count, default).GetAwaiter().GetResult();
    }

    /// <inheritdoc cref="Read(byte[], int, int)"/>
    public override void Write(byte[] buffer, int offset, int count)
    {
        RefuseOnLoop();
        WriteAsync(buffer, offset, count, default).GetAwaiter().GetResult();
    }

    private void RefuseOnLoop()
    {
        if (_stack.Loop.IsCurrent)
            throw new InvalidOperationException("This is the loop's thread, which must not block: use ReadAsync and WriteAsync.");
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Length => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }
}
