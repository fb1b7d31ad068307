using System.Globalization;
using Workbook.Basics;
using Workbook.Cli.Terminal;
using Workbook.Link;

namespace Workbook.Cli.Serving;

/// <summary>Prints packets as they pass, a line each.</summary>
/// <param name="kinds">Some of <see cref="TapPlan.TraceKinds"/>.</param>
internal sealed class TrafficTrace(IReadOnlyList<string> kinds)
{
    private const int TextBegins = 58;

    private readonly SequenceBook _book = new();

    public void Observe(FrameDirection direction, ReadOnlySpan<byte> frame, Instant now)
    {
        FrameSummary summary = FrameSummary.Read(frame);
        SequenceBook.Numbers numbers = summary.Kind == FrameKind.Tcp ? _book.Note(summary) : default;
        if (!kinds.Contains("all") && !kinds.Contains(summary.Kind.ToString().ToLowerInvariant()))
            return;
        FrameText text = FrameText.Of(summary, numbers, frame);
        string time = (now - Instant.Zero).TotalSeconds.ToString("0.000000", CultureInfo.InvariantCulture).PadLeft(12);
        string start = $"{time} {(direction == FrameDirection.In ? "in " : "out")} {Ends(summary)}".PadRight(TextBegins - 1);
        Palette.WriteLine(Screen.Out, [new(start + " ", Tone.Faint), new(text.Fit(Screen.Width - TextBegins), text.Tone)]);
    }

    private static string Ends(in FrameSummary frame) => frame.Kind switch
    {
        FrameKind.Tcp => $"{frame.From}:{frame.FromPort} > {frame.To}:{frame.ToPort}",
        FrameKind.Other => frame.SourceMac.ToString(),
        _ => $"{frame.From} > {frame.To}",
    };
}
