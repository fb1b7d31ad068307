using Workbook.Demux;
using Workbook.Tcp;

namespace Workbook.Host;

/// <content>What there is to say about a stream when its loop has come to a standstill.</content>
public sealed partial class TcpStream
{
    private const string TransferFile = "chapters/09-host/Sockets/TcpStream.Transfer.cs";

    private string Name => $"{_connection.Tuple} ({_connection.State})";

    IEnumerable<Situation> IOpenSocket.Situations()
    {
        bool reads = _read is { IsWaiting: true };
        bool writes = _write is { IsWaiting: true };
        if (reads)
            yield return Reading();
        if (writes)
            yield return Writing(_write!.Left);
        if (!reads && !writes)
            yield return new Situation(Concern.Idle, $"Nobody reads, writes or closes {Name}; {Situation.Bytes(Available)} available.");
    }

    private Situation Reading()
    {
        string? ready = Available > 0 ? $"{Situation.Bytes(Available)} available"
            : _connection.Failure != SocketFailure.None ? $"the connection has failed ({_connection.Failure})"
            : _connection.EndOfStream ? "the peer has closed, and all is read"
            : null;
        return ready is null
            ? new Situation(Concern.Waiting, $"ReadAsync on {Name} waits: nothing to read has come.")
            : new Situation(Concern.Suspicious, $"ReadAsync on {Name} waits: {ready}, but TryRead says \"not yet\": {TransferFile}, exercise 9.2.");
    }

    private Situation Writing(int left)
    {
        string? never = _connection.Failure != SocketFailure.None ? $"the connection has failed ({_connection.Failure})"
            : !Teardown.MaySend(_connection.State) ? "its sending side is closed, and there will never be room"
            : _connection.Free > 0 ? $"room for {Situation.Bytes(_connection.Free)}"
            : null;
        return never is null
            ? new Situation(Concern.Waiting, $"WriteAsync on {Name} waits with {Situation.Bytes(left)} left: the send buffer is full, and the peer's window is {Info.SendWindow}.")
            : new Situation(Concern.Suspicious, $"WriteAsync on {Name} waits with {Situation.Bytes(left)} left: {never}, but TryWrite says \"not yet\": {TransferFile}, exercise 9.3.");
    }
}
