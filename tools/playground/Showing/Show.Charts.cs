using Workbook.Pictures;
using Workbook.Tcp;

namespace Workbook.Playground;

public static partial class Show
{
    private const int MostNamedMarks = 6, MostMarks = 50, Buckets = 150;

    /// <summary>cwnd and ssthresh over time, and what was lost meanwhile.</summary>
    public static ChartPicture Congestion(TcpEnd end, string title = "")
    {
        int mss = Math.Max(1, end.Track.Samples.Select(sample => sample.Info.SendMss).DefaultIfEmpty(1).Max());
        ChartSeries[] series =
        [
            Steps("cwnd", end, info => info.SendMss > 0 ? (double)info.CongestionWindow / mss : null),
            Steps("ssthresh", end, info => info.SendMss > 0 && info.SlowStartThreshold < int.MaxValue ? (double)info.SlowStartThreshold / mss : null),
        ];
        return new ChartPicture(title == "" ? $"The congestion window of {end.Name}" : title, "seconds", $"segments of {mss} bytes",
            [.. series.Where(each => each.Points.Count > 0)], Losses(end));
    }

    /// <summary>The congestion windows of several connections, in worlds of their own.</summary>
    public static ChartPicture Congestion(params (string Name, TcpEnd End)[] ends)
    {
        int mss = Math.Max(1, ends[0].End.Track.Samples.Select(sample => sample.Info.SendMss).DefaultIfEmpty(1).Max());
        return new ChartPicture("The congestion windows, side by side", "seconds", $"segments of {mss} bytes",
            [.. ends.Select(each => Steps(each.Name, each.End, info => info.SendMss > 0 ? (double)info.CongestionWindow / mss : null))]);
    }

    /// <summary>The estimate of the round trip, and the time after which a segment is sent again.</summary>
    /// <param name="timeout">False: only the round trip, which may be small beside the timeout.</param>
    public static ChartPicture RoundTrips(TcpEnd end, bool timeout = true)
    {
        ChartSeries trip = Steps("SRTT", end, info => info.SmoothedRoundTrip?.TotalMilliseconds);
        ChartSeries wait = Steps("RTO", end, info => info.SendMss > 0 ? info.RetransmissionTimeout.TotalMilliseconds : null);
        return new ChartPicture($"The round trip as {end.Name} sees it", "seconds", "milliseconds", timeout ? [wait, trip] : [trip], Losses(end));
    }

    /// <summary>What chapter 07's <see cref="RoundTrip"/> makes of measured round trips: its estimate, and its timeout.</summary>
    public static ChartPicture RoundTrips(IEnumerable<TimeSpan> samples, TransferOptions? options = null)
    {
        var estimate = new RoundTrip(options ?? TransferOptions.Default, null);
        List<(double, double)> measured = [], smoothed = [], timeout = [];
        foreach (TimeSpan sample in samples)
        {
            estimate.Sample(sample);
            measured.Add((measured.Count + 1, sample.TotalMilliseconds));
            smoothed.Add((smoothed.Count + 1, estimate.Smoothed!.Value.TotalMilliseconds));
            timeout.Add((timeout.Count + 1, estimate.Rto.TotalMilliseconds));
        }
        return new ChartPicture("Round trips, and the timeout that follows from them", "samples", "milliseconds",
            [new("RTO", timeout, SeriesStyle.Steps, Tone.Red), new("SRTT", smoothed, SeriesStyle.Line, Tone.Blue), new("measured", measured, SeriesStyle.Dots, Tone.Grey)]);
    }

    /// <summary>How many frames waited before the wire, whenever one more came.</summary>
    public static ChartPicture Queue(World world, string title = "Frames that wait before the wire")
    {
        var points = Thin([.. world.Wire.LeftEnd.Queue.Where(each => each.At > TimeSpan.Zero).Select(each => (each.At.TotalSeconds, (double)each.Waiting))]);
        return new ChartPicture(title, "seconds", "frames", [new("waiting", points, SeriesStyle.Steps)], null, [new(world.Wire.Queue, "no room for more")]);
    }

    /// <summary>Any figure of a connection over time, and what applications have said meanwhile.</summary>
    public static ChartPicture Over(Track track, string title, string unit, params (string Name, Func<TcpInfo, double> Value)[] figures) =>
        new(title, "seconds", unit, [.. figures.Select(figure => Steps(figure.Name, track, info => figure.Value(info)))],
            [.. track.Station.World.Said.Take(MostNamedMarks).Select(said => new ChartMark(said.At.TotalSeconds, said.Text))]);

    /// <inheritdoc cref="Over(Track, string, string, (string, Func{TcpInfo, double})[])"/>
    public static ChartPicture Over(TcpEnd end, string title, string unit, params (string Name, Func<TcpInfo, double> Value)[] figures) =>
        Over(end.Track, title, unit, figures);

    /// <summary>How many bytes have come in, without a gap, and when frames were lost, whoever sent them.</summary>
    public static ChartPicture Arrivals(Track track, string title = "")
    {
        World world = track.Station.World;
        double[] lost = [.. world.Frames.Where(frame => frame.Arrived is null && frame.Fate != "").Select(frame => frame.Sent.TotalSeconds)];
        // A FIN counts as a byte, and in TIME-WAIT nothing comes any more.
        ChartSeries arrived = Steps("arrived in order", track, info => track.First is { } first && info.State != TcpState.TimeWait
            ? unchecked(info.ReceiveNext.Value - first.ReceiveNext.Value) / 1000.0 : null);
        return new ChartPicture(title == "" ? $"{lost.Length} of {world.Frames.Count} frames lost" : title, "seconds", "kilobytes", [arrived],
            [.. lost.Select(at => new ChartMark(at, "", Tone.Red))]);
    }

    private static ChartSeries Steps(string name, TcpEnd end, Func<TcpInfo, double?> value) => Steps(name, end.Track, value);

    private static ChartSeries Steps(string name, Track track, Func<TcpInfo, double?> value)
    {
        var points = new List<(double X, double Y)>();
        double? last = null;
        foreach (Sample sample in track.Samples)
        {
            if (value(sample.Info) is not { } next)
                continue;
            if (next != last)
                points.Add((sample.At.TotalSeconds, next));
            last = next;
        }
        // The last value holds to the end of what was seen.
        if (points.Count > 0 && track.Samples[^1].At.TotalSeconds > points[^1].X)
            points.Add((track.Samples[^1].At.TotalSeconds, points[^1].Y));
        return new ChartSeries(name, Thin(points), SeriesStyle.Steps);
    }

    /// <summary>One mark for what was lost at about the same time.</summary>
    private static ChartMark[] Losses(TcpEnd end)
    {
        var marks = new List<(double At, int Count)>();
        double near = end.Station.World.Now.TotalSeconds / MostMarks;
        foreach (Frame frame in end.Station.World.Frames.Where(frame => frame.From == end.Station && frame.HasData && frame.Arrived is null && frame.Fate != ""))
        {
            if (marks.Count > 0 && frame.Sent.TotalSeconds - marks[^1].At < near)
                marks[^1] = (marks[^1].At, marks[^1].Count + 1);
            else
                marks.Add((frame.Sent.TotalSeconds, 1));
        }
        bool named = marks.Count <= MostNamedMarks;
        return [.. marks.Select(mark => new ChartMark(mark.At, !named ? "" : mark.Count == 1 ? "lost" : $"{mark.Count} lost", Tone.Red))];
    }

    /// <summary>Of many points so many as can be seen: of each stretch the first, the lowest, the highest and the last.</summary>
    private static IReadOnlyList<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points)
    {
        if (points.Count <= 4 * Buckets)
            return points;
        double start = points[0].X, width = (points[^1].X - start) / Buckets;
        return [.. points.GroupBy(point => Math.Min(Buckets - 1, (int)((point.X - start) / width)))
            .SelectMany(bucket => new[] { bucket.First(), bucket.MinBy(point => point.Y), bucket.MaxBy(point => point.Y), bucket.Last() }.Distinct().OrderBy(point => point.X))];
    }
}
