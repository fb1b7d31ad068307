using Workbook.Pictures;
using Workbook.Playground.Traffic;
using Tone = Workbook.Pictures.Tone;

namespace Workbook.Playground;

public static partial class Show
{
    /// <summary>Where the fragments that were sent lie in the datagram that they are pieces of; red: it has not arrived.</summary>
    /// <exception cref="ArgumentException">None of the frames carries a fragment.</exception>
    public static BarsPicture Fragments(IEnumerable<Frame> frames, string title = "A datagram in pieces")
    {
        BarLane[] lanes = [.. frames.Where(frame => frame.Kind == FrameKind.Fragment).Select(frame => new BarLane($"frame #{frame.Number}", BarOf(frame)))];
        return lanes.Length > 0 ? new BarsPicture(title, "bytes", lanes) : throw new ArgumentException("None of these frames carries a fragment.", nameof(frames));
    }

    private static Bar BarOf(Frame frame)
    {
        FrameSummary summary = FrameSummary.Read(frame.Bytes);
        return new Bar(summary.Detail, summary.Detail + summary.PayloadLength, frame.Fate, frame.Arrived is null ? Tone.Red : Tone.Blue);
    }
}
