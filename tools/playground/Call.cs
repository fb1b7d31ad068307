namespace Workbook.Playground;

/// <summary>A connection with both its ends.</summary>
public sealed class Call
{
    private readonly TcpPort _port;

    internal Call(TcpEnd client, TcpPort port) => (Client, _port) = (client, port);

    public TcpEnd Client { get; }

    /// <summary>Whoever answered.</summary>
    /// <exception cref="InvalidOperationException">Nobody has, yet.</exception>
    public TcpEnd Server => _port.Accepted.Count > 0
        ? _port.Accepted[0]
        : throw new InvalidOperationException($"{_port.Station.Name} has not accepted the call at {_port.Station.World.Now.TotalSeconds:0.000} s: let the world run, or look at its ladder.");

    public bool IsAnswered => _port.Accepted.Count > 0;

    public override string ToString() => $"{Client}, {(IsAnswered ? Server : $"{_port.Station.Name}: not answered")}";
}
