namespace Workbook.Pictures.Drawings;

/// <summary>Where a rung begins and ends, seen from above.</summary>
internal readonly record struct RungPlace(double SentAt, double EndsAt);

/// <summary>
/// Gives everything on a ladder its height. Moments follow each other from above, with gaps in proportion to time but no
/// smaller than legible and no larger than bearable; what happens at one side in the same moment is stacked.
/// </summary>
internal sealed class LadderLayout
{
    private const double Top = 112, RowHeight = 25, LineHeight = 18, WidestGap = 100, NarrowestGap = 12, Flight = 46;

    private readonly IReadOnlyList<Rung> _rungs;
    private readonly IReadOnlyList<(LadderRemark Remark, int Lines)> _remarks;
    private readonly double[] _sent, _ends;
    private readonly double[] _free = [Top, Top];
    private readonly double _scale, _stretch, _widestGap;

    public LadderLayout(IReadOnlyList<Rung> rungs, IReadOnlyList<(LadderRemark Remark, int Lines)> remarks, double stretch = 1)
    {
        _rungs = rungs;
        _remarks = remarks;
        _sent = new double[rungs.Count];
        _ends = new double[rungs.Count];
        RemarkTops = new double[remarks.Count];
        double[] flights = [.. rungs.Where(rung => rung.Arrived is not null).Select(rung => (rung.Arrived!.Value - rung.Sent).TotalSeconds).Order()];
        double usual = flights.Length == 0 ? 0 : flights[flights.Length / 2];
        _scale = usual > 0 ? Flight * stretch / usual : 0;
        _stretch = stretch;
        _widestGap = WidestGap * stretch;
        Place(usual);
        Bottom = _free.Concat(_sent).Concat(_ends).Max();
    }

    public IEnumerable<RungPlace> Rungs => _sent.Zip(_ends, (sent, ends) => new RungPlace(sent, ends));

    /// <summary>The line of each remark's first words.</summary>
    public double[] RemarkTops { get; }

    /// <summary>The labels beside the lanes: one for each moment at each side.</summary>
    public List<(bool Left, double Y, TimeSpan Time)> Times { get; } = [];

    /// <summary>Stretches in which more time passes than the picture shows.</summary>
    public List<(double From, double To)> Breaks { get; } = [];

    public double Bottom { get; }

    private void Place(double usualFlight)
    {
        TimeSpan assumed = TimeSpan.FromSeconds(usualFlight);
        TimeSpan End(Rung rung) => rung.Arrived ?? rung.Sent + assumed;
        TimeSpan[] moments = [.. _rungs.Select(rung => rung.Sent).Concat(_rungs.Select(End)).Concat(_remarks.Select(r => r.Remark.At)).Distinct().Order()];
        double y = Top;
        for (int i = 0; i < moments.Length; i++)
        {
            if (i > 0)
                y = After(y, (moments[i] - moments[i - 1]).TotalSeconds, moments, i);
            List<int> sent = Indices(rung => rung.Sent == moments[i]);
            List<int> ended = Indices(rung => End(rung) == moments[i]);
            // Frames that take no time arrive in the moment that they are sent: then the order of the list is all there is.
            if (sent.Intersect(ended).Any())
            {
                PlaceSide(y, moments[i], true, [.. ended.Except(sent).Where(k => !_rungs[k].FromLeft)], []);
                PlaceSide(y, moments[i], false, [.. ended.Except(sent).Where(k => _rungs[k].FromLeft)], []);
                PlaceInOrder(y, moments[i], sent);
            }
            else
            {
                PlaceSide(y, moments[i], true, [.. ended.Where(k => !_rungs[k].FromLeft)], [.. sent.Where(k => _rungs[k].FromLeft)]);
                PlaceSide(y + Apart(sent), moments[i], false, [.. ended.Where(k => _rungs[k].FromLeft)], [.. sent.Where(k => !_rungs[k].FromLeft)]);
            }
            PlaceRemarks(y, moments[i]);
        }
    }

    /// <summary>Long texts that leave both sides at once would meet where the arrows cross: one side is lowered a bit.</summary>
    private double Apart(List<int> sent)
    {
        double Longest(bool left) => sent.Where(k => _rungs[k].FromLeft == left)
            .Select(k => Letters.Width(LadderPicture.Words(_rungs[k]), Letters.Small)).DefaultIfEmpty().Max();
        double left = Longest(true), right = Longest(false);
        return left == 0 || right == 0 || left + right < 240 ? 0 : left + right < 440 ? 56 : 100;
    }

    private double After(double y, double seconds, TimeSpan[] moments, int i)
    {
        double gap = _scale > 0 ? seconds * _scale : double.MaxValue;
        if (gap <= _widestGap)
            return y + Math.Max(gap, NarrowestGap);
        double from = Math.Max(y + 10, _free.Max() - RowHeight + 10);
        Breaks.Add((from, from + 22));
        return Math.Max(y + 52, from + 30);
    }

    private List<int> Indices(Func<Rung, bool> which) => [.. Enumerable.Range(0, _rungs.Count).Where(k => which(_rungs[k]))];

    /// <summary>What is sent in the moment in which something arrives is taken for an answer: it leaves where that arrived,
    /// the answers shared out evenly among the arrivals.</summary>
    private void PlaceSide(double y, TimeSpan moment, bool left, int[] ended, int[] sent)
    {
        int side = left ? 0 : 1;
        y = Math.Max(y, _free[side]);
        int next = 0;
        bool labelled = false;
        for (int a = 0; a < Math.Max(ended.Length, 1) && ended.Length + sent.Length > 0; a++)
        {
            if (a < ended.Length)
                _ends[ended[a]] = y = Math.Max(y, _sent[ended[a]] + LeastDrop(_rungs[ended[a]]));
            bool visible = a >= ended.Length || _rungs[ended[a]].Arrived is not null;
            int until = ended.Length == 0 ? sent.Length : sent.Length * (a + 1) / ended.Length;
            if (!labelled && (visible || until > next))
                Times.Add((left, y, moment));
            labelled |= visible || until > next;
            bool first = true;
            for (; next < until; next++, first = false)
            {
                y += first ? 0 : RowHeight;
                _sent[sent[next]] = y;
            }
            y += RowHeight;
        }
        _free[side] = Math.Max(_free[side], y);
    }

    /// <summary>Stacking pushes things down: an arrow keeps a part of its slope all the same.</summary>
    private double LeastDrop(Rung rung) => rung.Arrived is { } arrived ? Math.Clamp((arrived - rung.Sent).TotalSeconds * _scale * 0.6, 18, 28 * _stretch) : 18;

    private void PlaceInOrder(double y, TimeSpan moment, List<int> sent)
    {
        y = Math.Max(y, _free.Max());
        foreach (int k in sent)
        {
            _sent[k] = y;
            _ends[k] = y + 12;
            AddTime(_rungs[k].FromLeft, y, moment);
            if (_rungs[k].Arrived == moment)
                AddTime(!_rungs[k].FromLeft, y + 12, moment);
            y += RowHeight + 9;
        }
        _free[0] = _free[1] = y;
    }

    /// <summary>A moment is written once at each side.</summary>
    private void AddTime(bool left, double y, TimeSpan moment)
    {
        if (!Times.Exists(time => time.Left == left && time.Time == moment))
            Times.Add((left, y, moment));
    }

    private void PlaceRemarks(double y, TimeSpan moment)
    {
        for (int r = 0; r < _remarks.Count; r++)
        {
            (LadderRemark remark, int lines) = _remarks[r];
            if (remark.At != moment)
                continue;
            int side = remark.AtLeft ? 0 : 1;
            int time = Times.FindLastIndex(t => t.Left == remark.AtLeft && t.Time == moment);
            if (time < 0)
            {
                Times.Add((remark.AtLeft, Math.Max(y, _free[side]), moment));
                time = Times.Count - 1;
            }
            double top = Math.Max(Times[time].Y + LineHeight, RemarkBottom(r, remark.AtLeft));
            RemarkTops[r] = top;
            _free[side] = Math.Max(_free[side], top + lines * LineHeight + 4);
        }
    }

    /// <summary>Below what was remarked at this side before.</summary>
    private double RemarkBottom(int before, bool left)
    {
        double bottom = 0;
        for (int r = 0; r < before; r++)
            if (_remarks[r].Remark.AtLeft == left)
                bottom = Math.Max(bottom, RemarkTops[r] + _remarks[r].Lines * LineHeight);
        return bottom;
    }
}
