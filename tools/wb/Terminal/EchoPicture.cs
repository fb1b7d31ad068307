using Spectre.Console;
using Workbook.Basics;
using Workbook.Cli.Echo;

namespace Workbook.Cli.Terminal;

/// <summary>Prints an echo in memory: the ladder while it happens, or of a long one, in the end, its first and last rungs;
/// then what it came to.</summary>
public sealed class EchoPicture(IAnsiConsole console, bool isLong)
{
    private const int First = 12, Last = 8;

    private readonly Ladder _ladder = new(Screen.Width, Screen.IsUnicode, isLong ? 7 : 3);
    private readonly List<(FrameStory, FrameText)> _head = [];
    private readonly Queue<FrameStory> _tail = new();
    private long _told;

    /// <summary>Lines of standard input, asked for if somebody sits there.</summary>
    public static IEnumerable<string> ReadLines(CancellationToken token)
    {
        bool ask = !Console.IsInputRedirected;
        if (ask)
            Screen.Tell("Type lines to be echoed; Ctrl-D ends the conversation.");
        while (true)
        {
            if (ask)
                Console.Error.Write("> ");
            // A read of a terminal cannot be interrupted, but left behind.
            if (Task.Run(Console.In.ReadLine, token).WaitAsync(token).GetAwaiter().GetResult() is not { } line)
                yield break;
            yield return line;
        }
    }

    public void Begin()
    {
        if (!isLong)
            DrawHeader();
    }

    private void DrawHeader()
    {
        foreach (IReadOnlyList<Piece> line in _ladder.Header($"client {EchoRun.ClientAddress.Address}", $"{EchoRun.ServerAddress.Address} server"))
            Palette.WriteLine(console, line);
    }

    /// <summary>Draws a frame, or keeps it in case it is one of the last.</summary>
    public void Tell(in FrameStory story, ReadOnlySpan<byte> bytes)
    {
        if (!isLong)
            Draw(story, Describe(story, bytes));
        else if (++_told <= First)
            _head.Add((story, Describe(story, bytes)));
        else
            KeepForTheEnd(story);
    }

    private void KeepForTheEnd(in FrameStory story)
    {
        if (_tail.Count == Last)
            _tail.Dequeue();
        _tail.Enqueue(story);
    }

    public void End(EchoOutcome outcome, EchoPlan plan)
    {
        if (isLong)
            DrawHeader();
        foreach ((FrameStory story, FrameText text) in _head)
            Draw(story, text);
        if (_told > First + Last)
            Palette.WriteLine(console, _ladder.Remark($"{Quantity.Count(_told - First - Last)} more packets"));
        foreach (FrameStory story in _tail)
            Draw(story, Describe(story, default));
        console.WriteLine();
        Summarize(outcome, plan);
    }

    private static FrameText Describe(in FrameStory story, ReadOnlySpan<byte> bytes) => story.Number == 0
        ? new FrameText(["a frame that nobody sent"], Tone.Bad, false)
        : FrameText.Of(story.Frame, story.Numbers, bytes);

    private void Draw(in FrameStory story, FrameText text)
    {
        Palette.WriteLine(console, _ladder.Draw(new Rung(story.Number, story.FromClient, story.Sent, story.Arrived, text, story.Fate)));
    }

    private void Summarize(EchoOutcome outcome, EchoPlan plan)
    {
        string whole = outcome.Failure is null ? $", every one as it was sent (SHA-256 {outcome.Sha256[..12]})" : "";
        Line("echoed", Quantity.Count(outcome.Echoed, "byte") + whole);
        Line("packets", $"{Quantity.Count(outcome.Packets)}, together {Quantity.Size(outcome.PacketBytes)}");
        Line("", Faults(outcome));
        Line("virtual time", Quantity.Time(outcome.Virtual) + RateOf(outcome, plan, outcome.Virtual));
        Line("wall time", Quantity.Time(outcome.Wall) + RateOf(outcome, plan, outcome.Wall));
        if (plan.Capture is { } path)
            Line("capture", path);
        if (outcome.Failure is { } failure)
            Screen.Complain(failure);
        else if (!isLong && plan.Lose.Count == 0 && outcome.Packets >= 5)
            Palette.WriteLine(console, [new($"{Environment.NewLine}What if packet 5 gets lost?  ./wb echo --lose 5", Tone.Faint)]);
    }

    private void Line(string label, string value) => Palette.WriteLine(console, [new(label.PadRight(14), Tone.Faint), new(value, Tone.Plain)]);

    private static string RateOf(EchoOutcome outcome, EchoPlan plan, TimeSpan time) =>
        plan.Size is not null && time > TimeSpan.Zero ? $", {Quantity.Rate(8 * outcome.Echoed / time.TotalSeconds)} each way" : "";

    private static string Faults(EchoOutcome outcome)
    {
        var faults = new List<string> { $"{Quantity.Count(outcome.Lost)} lost", $"{Quantity.Count(outcome.Retransmitted)} sent again" };
        if (outcome.Damaged > 0)
            faults.Add($"{Quantity.Count(outcome.Damaged)} damaged");
        if (outcome.Duplicated > 0)
            faults.Add($"{Quantity.Count(outcome.Duplicated)} doubled");
        if (outcome.Refused > 0)
            faults.Add($"{Quantity.Count(outcome.Refused)} refused");
        return string.Join(", ", faults);
    }
}
