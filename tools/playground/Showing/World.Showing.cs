using Workbook.Pictures;

namespace Workbook.Playground;

/// <content>What it looks like.</content>
public sealed partial class World
{
    /// <summary>Everything that went over the wire, as a ladder.</summary>
    /// <param name="which">Only these frames.</param>
    /// <param name="states">Write the states of TCP connections at the sides.</param>
    public LadderPicture Ladder(string title = "", Func<Frame, bool>? which = null, bool states = false) =>
        Ladder(_stations[0], _stations[1], title, which, states);

    /// <summary>What two stations sent each other.</summary>
    public LadderPicture Ladder(Station left, Station right, string title = "", Func<Frame, bool>? which = null, bool states = false) =>
        Show.Ladder(_frames.Where(which ?? (_ => true)), left, right, title == "" ? $"what {left.Name} and {right.Name} sent each other" : title, states);

    /// <summary>Everything that was sent, as a table.</summary>
    public TablePicture Table(Func<Frame, bool>? which = null) => new(
        ["#", "sent (s)", "from", "to", "what", "arrived (s)", "fate"],
        [.. _frames.Where(which ?? (_ => true)).Select(frame => (IReadOnlyList<object?>)[frame.Number, Seconds(frame.Sent), frame.From?.Name ?? "?", frame.To.Name, frame.Text, Seconds(frame.Arrived), frame.Fate])]);

    private static string Seconds(TimeSpan? time) => time is { } known ? FormattableString.Invariant($"{known.TotalSeconds:0.0000}") : "";
}
