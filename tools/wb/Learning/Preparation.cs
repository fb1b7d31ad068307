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
        string title = $"building the tests of chapter {chapter.Number} (once, some seconds) ...";
        string? failure = null;
        if (Screen.IsTerminal)
            await Screen.Out.Status().StartAsync(title, async _ => failure = await bench.Foundation.BuildAsync(chapter, token));
        else
        {
            Screen.Tell(title);
            failure = await bench.Foundation.BuildAsync(chapter, token);
        }
        if (failure is null)
            return true;
        Screen.Complain($"the tests of chapter {chapter.Number} do not build with the reference. It is nothing of yours; or was a file outside of chapters/ changed?");
        Screen.Tell(failure);
        return false;
    }
}
