using System.Diagnostics;

namespace Workbook.Host;

/// <content>The waiting: what is tried when it starts, and again whenever the connection makes progress.</content>
public sealed partial class TcpStream
{
    [StackTraceHidden]
    private sealed class ReadOperation(TcpStream stream) : LoopOperation<int>(stream._stack.Loop)
    {
        private Memory<byte> _buffer;

        public ValueTask<int> StartAsync(Memory<byte> buffer, CancellationToken token)
        {
            Claim();
            _buffer = buffer;
            return new ValueTask<int>(this, Begin(TimeSpan.FromMilliseconds(stream._readTimeout), token));
        }

        protected override bool TryComplete(out int count)
        {
            stream.RefuseDisposed();
            return stream.TryRead(_buffer.Span, out count);
        }

        protected override void Ended() => _buffer = default;
    }

    [StackTraceHidden]
    private sealed class WriteOperation(TcpStream stream) : LoopOperation<bool>(stream._stack.Loop)
    {
        private ReadOnlyMemory<byte> _rest;

        /// <summary>Bytes that are not queued yet.</summary>
        public int Left => _rest.Length;

        public ValueTask StartAsync(ReadOnlyMemory<byte> buffer, CancellationToken token)
        {
            Claim();
            _rest = buffer;
            return new ValueTask(this, Begin(TimeSpan.FromMilliseconds(stream._writeTimeout), token));
        }

        protected override bool TryComplete(out bool result)
        {
            stream.RefuseDisposed();
            return result = stream.TryWrite(ref _rest);
        }

        protected override void Ended() => _rest = default;
    }

    /// <summary>Closes, and waits for the peer to have everything if there is time for that.</summary>
    [StackTraceHidden]
    private sealed class CloseOperation(TcpStream stream) : LoopOperation<bool>(stream._stack.Loop)
    {
        private bool _closed;

        public ValueTask StartAsync()
        {
            Claim();
            return new ValueTask(this, Begin(stream.Linger is { } linger ? linger : Timeout.InfiniteTimeSpan, default));
        }

        protected override bool TryComplete(out bool result)
        {
            if (!_closed)
            {
                _closed = true;
                stream.CloseNow();
            }
            bool isLingering = stream.Linger > TimeSpan.Zero;
            return result = !isLingering || stream._connection.AllAcknowledged || stream._connection.State == Tcp.TcpState.Closed;
        }

        protected override void Abandoned() => stream._connection.Abort(Loop.Now);

        protected override void Ended() => stream._connection.Owner = null;
    }

    private void RefuseDisposed()
    {
        if (Volatile.Read(ref _disposed) == 1)
            throw new NetworkException(Demux.SocketFailure.Closed, "The stream has been disposed.");
    }
}
