using Spectre.Console;

namespace Workbook.Cli.Terminal;

/// <summary>A bar for work that takes a while, where somebody watches it.</summary>
public static class ProgressBar
{
    /// <summary>Does work that reports how many bytes of a total are done.</summary>
    public static T Run<T>(string title, long total, Func<Action<long>?, T> work)
    {
        if (!Screen.IsTerminal)
            return work(null);
        Progress progress = Screen.Out.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new DownloadedColumn(), new TransferSpeedColumn(), new RemainingTimeColumn());
        return progress.Start(context =>
        {
            ProgressTask task = context.AddTask(title, maxValue: total);
            return work(done => task.Value = done);
        });
    }
}
