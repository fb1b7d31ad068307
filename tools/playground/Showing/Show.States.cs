using Workbook.Pictures;
using Workbook.Tcp;

namespace Workbook.Playground;

public static partial class Show
{
    private const string Gone = "CLOSED again";

    private static readonly StateNode[] Nodes =
    [
        new("CLOSED", 4, 0), new("LISTEN", 1.2, 0.8, Tone.Green), new("SYN-SENT", 6.8, 0.8, Tone.Green), new("SYN-RECEIVED", 1.2, 1.9, Tone.Green),
        new("ESTABLISHED", 4, 2.6, Tone.Blue),
        new("FIN-WAIT-1", 1.2, 3.6, Tone.Purple), new("CLOSE-WAIT", 6.8, 3.6, Tone.Orange), new("FIN-WAIT-2", 1.2, 5.2, Tone.Purple), new("CLOSING", 4, 4.4, Tone.Purple),
        new("LAST-ACK", 6.8, 5.2, Tone.Orange), new("TIME-WAIT", 4, 5.9, Tone.Purple), new(Gone, 6.8, 6.7),
    ];

    private static readonly StateEdge[] Edges =
    [
        new("CLOSED", "LISTEN", "listen"), new("CLOSED", "SYN-SENT", "connect: SYN"), new("LISTEN", "SYN-RECEIVED", "SYN"), new("SYN-SENT", "SYN-RECEIVED", "SYN"),
        new("SYN-RECEIVED", "ESTABLISHED", "ACK"), new("SYN-SENT", "ESTABLISHED", "SYN ACK"),
        new("ESTABLISHED", "FIN-WAIT-1", "close: FIN"), new("ESTABLISHED", "CLOSE-WAIT", "FIN"),
        new("FIN-WAIT-1", "FIN-WAIT-2", "ACK of FIN"), new("FIN-WAIT-1", "CLOSING", "FIN"), new("FIN-WAIT-2", "TIME-WAIT", "FIN"), new("CLOSING", "TIME-WAIT", "ACK of FIN"),
        new("CLOSE-WAIT", "LAST-ACK", "close: FIN"), new("LAST-ACK", Gone, "ACK of FIN"), new("TIME-WAIT", Gone, "2 MSL"),
    ];

    /// <summary>TCP's state diagram, and the way that somebody took through it.</summary>
    public static StatesPicture States(IEnumerable<TcpState> path, string title = "The states of a connection")
    {
        var names = new List<string>();
        foreach (TcpState state in path)
            names.Add(state == TcpState.Closed && names.Count > 0 && names[^1] is not ("SYN-SENT" or "SYN-RECEIVED" or "LISTEN") ? Gone : Name(state));
        // What is not in the diagram: a reset, a timeout.
        var unusual = names.Zip(names.Skip(1)).Where(step => !Array.Exists(Edges, edge => edge.From == step.First && edge.To == step.Second))
            .Select(step => new StateEdge(step.First, step.Second, step.Second is Gone or "CLOSED" ? "the end" : ""));
        return new StatesPicture(title, Nodes, [.. Edges, .. unusual.Distinct()], names);
    }

    /// <inheritdoc cref="States(IEnumerable{TcpState}, string)"/>
    public static StatesPicture States(TcpEnd end, string title = "") => States(end.Track, title);

    /// <inheritdoc cref="States(IEnumerable{TcpState}, string)"/>
    public static StatesPicture States(Track track, string title = "") => States(track.Path, title == "" ? $"The way {track.Station.Name} went" : title);

    /// <summary>How long each connection was in which state.</summary>
    public static BarsPicture Lifelines(World world, string title = "Who was in which state, and how long")
    {
        Track[] tracks = [.. world.Stations.SelectMany(station => station.Connections)];
        bool several = world.Stations.Any(station => station.Connections.Count > 1);
        string[] names = [.. tracks.Select(track => several ? $"{track.Station.Name} :{track.Info.Tuple.Local.Port}" : track.Station.Name)];
        // A server's ends are told apart by who called.
        names = TellApart(names, i => $" to :{tracks[i].Info.Tuple.Remote.Port}");
        names = TellApart(names, i => $", {tracks[i].Info.Tuple.Remote.Address}");
        return new BarsPicture(title, "seconds", [.. tracks.Select((track, i) => new BarLane(names[i], [.. BarsOf(track, world.Now)]))]);
    }

    private static string[] TellApart(string[] names, Func<int, string> more) =>
        [.. names.Select((name, i) => names.Count(each => each == name) > 1 ? name + more(i) : name)];

    /// <summary>How much of TIME-WAIT is left, second by second.</summary>
    /// <exception cref="InvalidOperationException">It has not been in TIME-WAIT.</exception>
    public static ChartPicture TimeWaitClock(TcpEnd end)
    {
        World world = end.Station.World;
        var points = new List<(double X, double Y)>();
        double ends = 0;
        foreach (Sample sample in end.Track.Samples.Where(sample => sample.Info.State == TcpState.TimeWait))
        {
            double at = sample.At.TotalSeconds;
            if (points.Count > 0)
                points.Add((at, ends - at));
            ends = world.SinceStart(sample.Info.ClockEnds).TotalSeconds;
            points.Add((at, ends - at));
        }
        if (points.Count == 0)
            throw new InvalidOperationException($"{end.Name} has not been in TIME-WAIT yet: let both sides close, and the world run.");
        double last = Math.Min(ends, world.Now.TotalSeconds);
        points.Add((last, ends - last));
        ChartMark[] heard = [.. world.Frames.Where(frame => frame.To == end.Station && frame.Arrived?.TotalSeconds >= points[0].X)
            .Select(frame => new ChartMark(frame.Arrived!.Value.TotalSeconds, frame.Has(TcpFlags.Rst) ? "RST" : frame.Has(TcpFlags.Fin) ? "FIN" : "", frame.Has(TcpFlags.Rst) ? Tone.Red : null))];
        return new ChartPicture("How long TIME-WAIT still lasts", "seconds", "seconds left", [new("left", points)], heard);
    }

    private static IEnumerable<Bar> BarsOf(Track track, TimeSpan now)
    {
        for (int i = 0; i < track.States.Count; i++)
        {
            var (at, state) = track.States[i];
            TimeSpan until = i + 1 < track.States.Count ? track.States[i + 1].At : now;
            if (state != TcpState.Closed && until > at)
                yield return new Bar(at.TotalSeconds, until.TotalSeconds, Name(state), ToneOf(state));
        }
    }

    private static Tone ToneOf(TcpState state) => Array.Find(Nodes, node => node.Name == Name(state))?.Tone switch
    {
        _ when state == TcpState.TimeWait => Tone.Yellow,
        { } tone => tone,
        null => Tone.Grey,
    };
}
