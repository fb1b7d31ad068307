using System.Diagnostics;
using Spectre.Console;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Builds, once, what the loop stands on.</summary>
internal static class Preparation
{
    /// <returns>False if it did not build; then it has been said why.</returns>
    public static async Task<bool> RunAsync(Workbench bench, Chapter chapter, CancellationToken token)
    {
        if (chapter.TestProject is null)
        {
            Screen.Complain($"chapter {chapter.Name} has no tests.");
            return false;
        }
        if (bench.Foundation.IsFresh(chapter))
            return true;
        if (await BuildAsync(bench, chapter, token) is not { } failure)
            return true;
        Screen.Complain($"the tests of chapter {chapter.Number} do not build with the reference. It is nothing of yours; or was a file outside of chapters/ changed?");
        Screen.Tell(failure);
        return false;
    }

    private static async Task<string?> BuildAsync(Workbench bench, Chapter chapter, CancellationToken token)
    {
        string title = $"building the tests of chapter {chapter.Number}, this once: up to a minute ...";
        if (!Screen.IsTerminal)
        {
            Screen.Tell(title);
            return await bench.Foundation.BuildAsync(chapter, token);
        }
        return await Screen.Out.Status().StartAsync(title, async status =>
        {
            long began = Stopwatch.GetTimestamp();
            Task<string?> build = bench.Foundation.BuildAsync(chapter, token);
            while (await Task.WhenAny(build, Task.Delay(1000, CancellationToken.None)) != build)
                status.Status = $"{title} {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s";
            return await build;
        });
    }
}
