using System.CommandLine;
using System.Diagnostics;
using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb watch</c>: the verdict, each time a file is saved.</summary>
internal sealed class WatchCommand : LoopCommand
{
    private readonly Argument<string?> _what = What("Stay with this exercise. [default: whichever you change]");
    private readonly Option<bool> _poll = new("--poll") { Description = "Look at the files a few times a second, where no events arrive." };

    public WatchCommand(Interruption interruption)
        : base("watch", "Check whatever you save, at once.")
    {
        Arguments.Add(_what);
        Options.Add(_poll);
        SetAction((parsed, _) => RunAsync(parsed.GetValue(_what), parsed.GetValue(_poll), interruption.Token));
    }

    public override string Remarks => "Compiler and tests are kept warm: from saving to the verdict it takes a second or less. Ctrl-C ends it.";

    public override IReadOnlyList<(string Line, string Purpose)> Examples => [("watch", "leave it open beside the editor"), ("watch 6.2", "this exercise alone")];

    private async Task<int> RunAsync(string? what, bool poll, CancellationToken token)
    {
        using Workbench bench = Open();
        if (what is null)
            await Settlement.RunAsync(bench, token);
        string? fixedId = what is null ? null : Find(bench, what).Id;
        if ((fixedId is null ? bench.Next() : Find(bench, fixedId)) is not { } at)
        {
            Screen.Tell("All exercises are solved.");
            return 0;
        }
        using var watcher = new ChapterWatcher(bench.Root, poll, Interval(poll));
        var session = new WatchSession(bench, fixedId, at, token);
        if (!await session.BeginAsync())
            return 1;
        Task saved = watcher.WaitAsync(token);
        while (!token.IsCancellationRequested)
        {
            await saved;
            long began = Stopwatch.GetTimestamp();
            saved = watcher.WaitAsync(token);
            await session.CheckAsync(began, saved);
        }
        return 0;
    }

    /// <summary>More often where it must do without events: then it decides how quick the verdict is.</summary>
    private static TimeSpan Interval(bool poll) => TimeSpan.FromMilliseconds(poll || MayLackEvents() ? 150 : 500);

    private static bool MayLackEvents() =>
        File.Exists("/.dockerenv") || Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") is not null
        || Environment.GetEnvironmentVariable("REMOTE_CONTAINERS") is not null || Environment.GetEnvironmentVariable("WSL_DISTRO_NAME") is not null;
}
