using System.Diagnostics;
using System.Globalization;

namespace Workbook.Notebooks.Kernel;

/// <summary>A kernel whose Jupyter has died without a word would run for ever; Jupyter names itself in JPY_PARENT_PID.</summary>
public static class ParentWatch
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Ends when the parent has; never if there is none to watch.</summary>
    public static async Task WaitAsync(CancellationToken token)
    {
        // On Windows it is a handle, no number of a process; there Jupyter's end takes its kernels along.
        if (!OperatingSystem.IsWindows() && int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), CultureInfo.InvariantCulture, out int id) && id > 1)
        {
            while (IsAlive(id))
                await Task.Delay(Interval, token);
            return;
        }
        await Task.Delay(Timeout.Infinite, token);
    }

    private static bool IsAlive(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
