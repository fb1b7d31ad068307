using Workbook.Basics;
using Workbook.Pictures;
using Workbook.Tcp;

namespace Workbook.Playground;

public static partial class Show
{
    private const int MostMoments = 8;

    /// <summary>The window of a sender as it slides: what is acknowledged, what is on its way, what it may still send.</summary>
    /// <param name="at">The moments to show; none: some, evenly spread over what happened.</param>
    public static WindowPicture SendWindow(TcpEnd end, params TimeSpan[] at) =>
        new($"What {end.Name} may send", [.. Moments(end, at).Select(sample => SendRow(end, sample, ""))]);

    /// <summary>The window of a receiver as it slides: what has been read, what waits to be read, what may still come.</summary>
    /// <param name="at">As for <see cref="SendWindow"/>.</param>
    public static WindowPicture ReceiveWindow(TcpEnd end, params TimeSpan[] at) =>
        new($"What {end.Name} may be sent", [.. Moments(end, at).Select(sample => ReceiveRow(end, sample, ""))]);

    /// <summary>Both windows over the same bytes, from the client to the server, at the same moments.</summary>
    public static WindowPicture BothWindows(Call call, params TimeSpan[] at) =>
        new("The same bytes, seen from both ends", [.. Moments(call.Client, at).SelectMany(sample => new[]
        {
            SendRow(call.Client, sample, $" {call.Client.Name}"),
            ReceiveRow(call.Server, At(call.Server, sample.At), $" {call.Server.Name}", sample.At),
        })]);

    private static IEnumerable<Sample> Moments(TcpEnd end, TimeSpan[] at)
    {
        IReadOnlyList<Sample> samples = [.. end.Track.Samples.Where(sample => sample.Info.SendMss > 0)];
        if (samples.Count == 0)
            throw new InvalidOperationException($"{end.Name} has not been seen connected: let the world run first.");
        if (at.Length > 0)
            return at.Select(time => At(end, time) with { At = time });
        int count = Math.Min(MostMoments, samples.Count);
        return Enumerable.Range(0, count).Select(i => samples[count == 1 ? 0 : i * (samples.Count - 1) / (count - 1)]);
    }

    private static Sample At(TcpEnd end, TimeSpan time) => end.Track.Samples.LastOrDefault(sample => sample.At <= time, end.Track.Samples[0]);

    private static WindowRow SendRow(TcpEnd end, Sample sample, string who)
    {
        TcpInfo first = end.Track.First!.Value, info = sample.Info;
        long una = 1 + Distance(info.SendUnacknowledged, first.SendNext), nxt = 1 + Distance(info.SendNext, first.SendNext);
        long edge = Math.Max(nxt, una + info.SendWindow), written = una + info.Unsent;
        return new WindowRow(Caption(sample.At, who),
            [.. Parts((1, una, "acknowledged", Tone.Grey), (una, nxt, "on its way", Tone.Blue), (nxt, edge, "may be sent", Tone.Green), (edge, written, "must wait", Tone.Red))],
            new WindowMark(una, "SND.UNA"), new WindowMark(nxt, "SND.NXT"));
    }

    private static WindowRow ReceiveRow(TcpEnd end, Sample sample, string who, TimeSpan? at = null)
    {
        TcpInfo first = end.Track.First!.Value, info = sample.Info;
        long next = 1 + Distance(info.ReceiveNext, first.ReceiveNext), unread = next - info.Unread;
        return new WindowRow(Caption(at ?? sample.At, who),
            [.. Parts((1, unread, "read", Tone.Grey), (unread, next, "to be read", Tone.Yellow), (next, next + info.ReceiveWindow, "may come", Tone.Green))],
            new WindowMark(next, "RCV.NXT"));
    }

    private static IEnumerable<WindowPart> Parts(params (long From, long To, string Text, Tone Tone)[] parts) =>
        parts.Where(part => part.To > part.From).Select(part => new WindowPart(part.From, part.To, part.Text, part.Tone));

    private static string Caption(TimeSpan at, string who) => FormattableString.Invariant($"{at.TotalSeconds:0.000} s{who}");

    private static long Distance(SequenceNumber to, SequenceNumber from) => unchecked((int)(to.Value - from.Value));

    /// <summary>Holes that open and close: every segment that arrived goes into chapter 07's <see cref="RangeSet"/>, and this is what
    /// the set says afterwards.</summary>
    /// <param name="frames">Those without data, and those that did not arrive, are passed over.</param>
    public static WindowPicture Holes(IEnumerable<Frame> frames) => Holes("What has arrived, and what is missing",
        frames.Where(frame => frame is { HasData: true, Arrived: not null }).OrderBy(frame => frame.Arrived)
            .Select(frame => ($"#{frame.Number} arrives", (long)frame.Sequence, (long)frame.End)));

    /// <summary>The same with segments of one's own, [From, To), in the order of their arrival; 1 is the first byte.</summary>
    public static WindowPicture Holes(params (int From, int To)[] arrivals) => Holes("What has arrived, and what is missing",
        arrivals.Select(each => ($"{each.From}:{each.To}", (long)each.From, (long)each.To)));

    private static WindowPicture Holes(string title, IEnumerable<(string Caption, long From, long To)> arrivals)
    {
        var set = new RangeSet(new BufferPool());
        var next = new SequenceNumber(1);
        var rows = new List<WindowRow>();
        foreach (var (caption, from, to) in arrivals.Take(WindowPicture.MostRows))
        {
            bool room = set.TryAdd(new SackBlock(new((uint)from), new((uint)to)), out _);
            next = set.RemoveReached(next);
            rows.Add(new WindowRow(room ? caption : $"{caption}: no room", [.. PartsOf(set, next)], new WindowMark(next.Value, "RCV.NXT")));
        }
        return new WindowPicture(title, rows);
    }

    private static IEnumerable<WindowPart> PartsOf(RangeSet set, SequenceNumber next)
    {
        if (next.Value > 1)
            yield return new WindowPart(1, next.Value, "in order", Tone.Grey);
        long at = next.Value;
        for (int i = 0; i < set.Count; i++)
        {
            yield return new WindowPart(at, set[i].Start.Value, "missing", Tone.Hollow);
            yield return new WindowPart(set[i].Start.Value, set[i].End.Value, "early", Tone.Yellow);
            at = set[i].End.Value;
        }
    }
}
