using Workbook.Pictures;
using Workbook.Tcp;
using FrameTone = Workbook.Playground.Traffic.Tone;

namespace Workbook.Playground;

public static partial class Show
{
    /// <summary>Who said what when, between two stations.</summary>
    /// <param name="states">Write the states of TCP connections at the sides, beside what applications have said.</param>
    public static LadderPicture Ladder(IEnumerable<Frame> frames, Station left, Station right, string title, bool states)
    {
        Frame[] between = [.. frames.Where(frame => IsBetween(frame, left, right))];
        LadderRemark[] remarks = states && between.Length > 0 ? [.. Remarks(left, true, between), .. Remarks(right, false, between)] : [];
        LadderRemark[] said = [.. left.World.Said.Where(each => (each.Who == left || each.Who == right) && between.Length > 0 && each.At >= between[0].Sent)
            .Select(each => new LadderRemark(Rounded(each.At), each.Who == left, each.Text))];
        return new LadderPicture(title, $"{left.Name} {left.Address}", $"{right.Name} {right.Address}", [.. between.Select(frame => RungOf(frame, left))], [.. remarks, .. said]);
    }

    private static bool IsBetween(Frame frame, Station left, Station right) =>
        frame.From == left && frame.To == right || frame.From == right && frame.To == left || frame.From is null && (frame.To == left || frame.To == right);

    private static Rung RungOf(Frame frame, Station left)
    {
        Tone tone = frame.Tone switch
        {
            FrameTone.Address => Tone.Teal,
            FrameTone.Opening => Tone.Green,
            FrameTone.Data => Tone.Blue,
            FrameTone.Closing => Tone.Purple,
            FrameTone.Bad => Tone.Red,
            FrameTone.Again => Tone.Orange,
            _ => Tone.Grey,
        };
        bool fromLeft = frame.From is null ? frame.To != left : frame.From == left;
        string fate = frame.From is null ? frame.Fate == "" ? "forged" : $"forged; {frame.Fate}" : frame.Fate;
        return new Rung(Rounded(frame.Sent), frame.Arrived is { } arrived ? Rounded(arrived) : null, fromLeft, $"#{frame.Number}  {frame.Brief}", frame.Arrived is null ? Tone.Red : tone, fate);
    }

    private static IEnumerable<LadderRemark> Remarks(Station station, bool atLeft, Frame[] frames)
    {
        TimeSpan first = frames[0].Sent, last = frames.Max(frame => frame.Arrived ?? frame.Sent);
        return station.Connections.SelectMany(track => track.States)
            .Where(state => first <= state.At && state.At <= last + TimeSpan.FromMinutes(2))
            .Select(state => new LadderRemark(Rounded(state.At), atLeft, Name(state.State)));
    }

    /// <summary>To a tenth of a millisecond: more digits tell nothing.</summary>
    private static TimeSpan Rounded(TimeSpan time) => TimeSpan.FromTicks((time.Ticks + 500) / 1000 * 1000);

    /// <summary>As the RFC writes it: SYN-SENT.</summary>
    public static string Name(TcpState state) => state switch
    {
        TcpState.SynSent => "SYN-SENT",
        TcpState.SynReceived => "SYN-RECEIVED",
        TcpState.FinWait1 => "FIN-WAIT-1",
        TcpState.FinWait2 => "FIN-WAIT-2",
        TcpState.CloseWait => "CLOSE-WAIT",
        TcpState.LastAck => "LAST-ACK",
        TcpState.TimeWait => "TIME-WAIT",
        _ => $"{state}".ToUpperInvariant(),
    };
}
