using Workbook.Tcp;

namespace Workbook.Playground;

/// <summary>What a connection looked like at a moment.</summary>
public readonly record struct Sample(TimeSpan At, TcpInfo Info);

/// <summary>The life of a TCP connection at one of its ends: its states, and how its windows and timers changed.</summary>
public sealed class Track
{
    private const int MostSamples = 500_000;

    private readonly TcpConnection _connection;
    private readonly List<(TimeSpan At, TcpState State)> _states = [];
    private readonly List<Sample> _samples = [];

    internal Track(Station station, TcpConnection connection) => (Station, _connection) = (station, connection);

    public Station Station { get; }

    /// <summary>The first is that in which it was born: SYN-SENT or SYN-RECEIVED.</summary>
    public IReadOnlyList<(TimeSpan At, TcpState State)> States => _states;

    /// <summary>The way through the state diagram, from CLOSED on.</summary>
    public IReadOnlyList<TcpState> Path =>
    [
        .. _states.Count > 0 && _states[0].State == TcpState.SynReceived ? (TcpState[])[TcpState.Closed, TcpState.Listen] : [TcpState.Closed],
        .. _states.Select(state => state.State),
    ];

    /// <summary>One for each change, in order of time; none before the connection is established.</summary>
    public IReadOnlyList<Sample> Samples => _samples;

    public TcpState State => _connection.State;
    public TcpInfo Info => _connection.Info;

    /// <summary>As it was established; its sequence numbers are those of the first bytes.</summary>
    internal TcpInfo? First { get; private set; }

    internal void Moved(TimeSpan now, TcpState state)
    {
        _states.Add((now, state));
        if (state == TcpState.Established)
            First ??= _connection.Info;
    }

    internal void Sample(TimeSpan now)
    {
        if (State == TcpState.Closed || _samples.Count >= MostSamples)
            return;
        TcpInfo info = _connection.Info;
        if (info.SendMss > 0 && First is null or { ReceiveNext.Value: 0 })
            First = info;
        bool isOpen = info.SendMss > 0 || info.State == TcpState.TimeWait;
        if (isOpen && (_samples.Count == 0 || _samples[^1].Info != info))
            _samples.Add(new Sample(now, info));
    }
}
