using Workbook.Arp;
using Workbook.Pictures;

namespace Workbook.Playground;

/// <summary>Remembers since when which neighbor was in which state.</summary>
internal sealed class NeighborTimes
{
    private readonly SortedDictionary<uint, (string Name, List<(double From, NeighborState? State)> States)> _lanes = [];

    public void Note(double now, IEnumerable<Neighbor> neighbors)
    {
        Dictionary<uint, NeighborState> present = neighbors.ToDictionary(neighbor => neighbor.Address.Value, neighbor => neighbor.State);
        foreach (Neighbor neighbor in neighbors)
            _lanes.TryAdd(neighbor.Address.Value, ($"{neighbor.Address}", []));
        foreach ((uint address, (_, List<(double From, NeighborState? State)> states)) in _lanes)
        {
            NeighborState? state = present.TryGetValue(address, out NeighborState known) ? known : null;
            if (states.Count > 0 ? states[^1].State != state : state is not null)
                states.Add((now, state));
        }
    }

    public BarsPicture Draw(string title, double end)
    {
        BarLane[] lanes = [.. _lanes.Values.Select(lane => new BarLane(lane.Name, [.. Bars(lane.States, end)]))];
        return new BarsPicture(title, "seconds", lanes.Length > 0 ? lanes : [new BarLane("nobody")], [new BarMark(end, "now", Tone.Grey)]);
    }

    public static string Name(NeighborState state) => $"{state}".ToUpperInvariant();

    private static IEnumerable<Bar> Bars(List<(double From, NeighborState? State)> states, double end)
    {
        for (int i = 0; i < states.Count; i++)
            if (states[i].State is { } state)
                yield return new Bar(states[i].From, i + 1 < states.Count ? states[i + 1].From : end, Name(state), ToneOf(state));
    }

    private static Tone ToneOf(NeighborState state) => state switch
    {
        NeighborState.Incomplete => Tone.Yellow,
        NeighborState.Reachable => Tone.Green,
        NeighborState.Stale => Tone.Blue,
        _ => Tone.Red,
    };
}
