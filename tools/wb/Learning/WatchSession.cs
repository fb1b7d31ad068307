using System.Diagnostics;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Follows somebody at work: judges what has changed since the last time.</summary>
/// <param name="stayWith">The only exercise to judge; null: whichever changes.</param>
internal sealed class WatchSession(Workbench bench, string? stayWith, Assignment first, CancellationToken token)
{
    private readonly VerdictText _text = new(bench);
    private Dictionary<string, string> _bodies = BodiesOf(bench);
    private string _at = first.Id;

    /// <summary>Says where we are, and gets everything warm.</summary>
    public async Task<bool> BeginAsync()
    {
        if (!await Preparation.RunAsync(bench, first.Chapter, token))
            return false;
        if (first.Progress == Loop.Progress.Started)
            _text.Write(await bench.Judge.AloneAsync(first, null, token));
        else
            CourseText.WriteNext(bench, first);
        await Task.Run(() => bench.WarmUp(first), token);
        // So that the first save in another chapter need not wait for MSBuild; ahead of us first.
        var others = bench.Course.Chapters.OrderBy(chapter => chapter.Number < first.Chapter.Number).ToList();
        _ = Task.Run(() => bench.Foundation.BuildAheadAsync(others, token), token);
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        Tell("watching chapters/; save a file, and it is checked. Ctrl-C ends.");
        return true;
    }

    /// <summary>Judges after a save; gives up as soon as the next save comes.</summary>
    /// <param name="began">The time stamp of the save.</param>
    public async Task CheckAsync(long began, Task nextSave)
    {
        bench.Refresh(testsToo: false);
        var changed = Changed();
        using var superseded = CancellationTokenSource.CreateLinkedTokenSource(token);
        _ = nextSave.ContinueWith(_ => Cancel(superseded), TaskContinuationOptions.ExecuteSynchronously);
        try
        {
            foreach (Assignment assignment in changed)
                await CheckAsync(assignment, began, superseded.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            Tell("saved again ...");
        }
    }

    private async Task CheckAsync(Assignment assignment, long began, CancellationToken superseded)
    {
        if (!await Preparation.RunAsync(bench, assignment.Chapter, token))
            return;
        if (assignment.Id != _at && Screen.IsTerminal)
            Tell($"exercise {assignment.Id} ...");
        _at = assignment.Id;
        Verdict verdict = await bench.Judge.AloneAsync(assignment, null, superseded);
        TimeSpan took = Stopwatch.GetElapsedTime(began);
        if (Screen.IsTerminal)
            Screen.Out.Clear(home: true);
        _text.Write(verdict);
        Assignment? next = verdict.IsSolved && stayWith is null ? bench.Next() : null;
        if (next is not null)
        {
            Screen.Out.Write(new Spectre.Console.Text("\nnext:\n"));
            CourseText.WriteNext(bench, next);
        }
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        Tell($"{DateTime.Now:HH:mm:ss}, {took.TotalSeconds:0.00} s. Watching; Ctrl-C ends.");
        Assignment ahead = next ?? assignment;
        if (bench.Foundation.IsFresh(ahead.Chapter))
            _ = Task.Run(() => bench.WarmUp(ahead), token);
    }

    /// <summary>The exercises whose text is not what it was; where only something around them changed, the one we are at.</summary>
    private IReadOnlyList<Assignment> Changed()
    {
        var now = BodiesOf(bench);
        var changed = bench.Course.Assignments.Where(assignment => now[assignment.Id] != _bodies.GetValueOrDefault(assignment.Id)).ToList();
        _bodies = now;
        if (stayWith is not null || changed.Count == 0)
            return [bench.Course.Find(stayWith ?? _at)!];
        // A file that breaks breaks all of its exercises: one message is enough.
        return [.. changed.DistinctBy(assignment => assignment.Trouble ?? assignment.Id).Take(3)];
    }

    private static Dictionary<string, string> BodiesOf(Workbench bench) =>
        bench.Course.Assignments.ToDictionary(assignment => assignment.Id, assignment => assignment.Trouble ?? string.Join('\n', assignment.LearnerBody));

    private static void Cancel(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The check was over before.
        }
    }

    private static void Tell(string message) => Palette.WriteLine(Screen.Out, [new(message, Tone.Faint)]);
}
