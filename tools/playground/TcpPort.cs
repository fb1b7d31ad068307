using Workbook.Tcp;

namespace Workbook.Playground;

/// <summary>A port that listens.</summary>
public sealed class TcpPort
{
    private readonly List<TcpEnd> _accepted = [];

    internal TcpPort(Station station, ListeningPort listener, Action<TcpEnd>? each, bool accepts)
    {
        (Station, Listener) = (station, listener);
        if (!accepts)
            return;
        listener.Ready = () =>
        {
            while (listener.TryAccept(out TcpConnection? connection))
            {
                var end = new TcpEnd(station, isServer: true);
                _accepted.Add(end);
                end.Attach(connection!);
                each?.Invoke(end);
            }
        };
    }

    public Station Station { get; }
    public ListeningPort Listener { get; }

    /// <summary>Who has called so far.</summary>
    public IReadOnlyList<TcpEnd> Accepted => _accepted;
}
