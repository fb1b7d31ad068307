using System.Diagnostics;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Runs this program once more, with the learner's chapters in it.</summary>
internal static class MixedSelf
{
    /// <summary>Set in a process that is the mix already.</summary>
    private const string Variable = "WORKBOOK_MIXED";

    /// <summary>What an echo in memory may take, which takes a second.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Runs a command in the mix.</summary>
    /// <param name="arguments">The command's words.</param>
    /// <param name="ends">It should come to an end by itself within seconds.</param>
    /// <returns>Its exit code; null if there is nothing of the learner's to mix, so that this process will do.</returns>
    public static async Task<int?> RunAsync(IReadOnlyList<string> arguments, bool ends, CancellationToken token)
    {
        if (Environment.GetEnvironmentVariable(Variable) is not null)
            return null;
        if (LearnersMix.Make(token) is not { } mix)
            return 1;
        if (mix.Yours.Count == 0)
            return null;
        mix.Tell();
        return await ExecuteAsync(Mirror(mix.Root, mix.Replaced), arguments, ends, token);
    }

    /// <summary>A copy of this program's directory, with other chapters.</summary>
    private static string Mirror(string root, IReadOnlyList<CompiledChapter> replaced)
    {
        string directory = Path.Combine(root, "artifacts", "loop", "mix", $"{Environment.ProcessId}");
        Clean(Path.GetDirectoryName(directory)!);
        foreach (string file in Directory.EnumerateFiles(AppContext.BaseDirectory, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(directory, Path.GetRelativePath(AppContext.BaseDirectory, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
        foreach (CompiledChapter chapter in replaced)
        {
            File.Copy(chapter.Dll, Path.Combine(directory, Path.GetFileName(chapter.Dll)), overwrite: true);
            string symbols = Path.ChangeExtension(chapter.Dll, ".pdb");
            File.Copy(symbols, Path.Combine(directory, Path.GetFileName(symbols)), overwrite: true);
        }
        return directory;
    }

    private static void Clean(string mixes)
    {
        if (!Directory.Exists(mixes))
            return;
        foreach (string old in Directory.EnumerateDirectories(mixes).Where(old => !int.TryParse(Path.GetFileName(old), out int id) || !IsAlive(id)))
        {
            try
            {
                Directory.Delete(old, recursive: true);
            }
            catch (IOException)
            {
                // Somebody looks into it; next time, then.
            }
        }
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

    private static async Task<int> ExecuteAsync(string directory, IReadOnlyList<string> arguments, bool ends, CancellationToken token)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", Path.Combine(directory, "wb.dll"), .. arguments]) { UseShellExecute = false };
        start.Environment[Variable] = "1";
        using Process process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        if (ends)
            limit.CancelAfter(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C has reached it too; it has a moment to clean up.
            if (!token.IsCancellationRequested || !process.WaitForExit(2000))
                process.Kill(entireProcessTree: true);
            process.WaitForExit();
            if (token.IsCancellationRequested)
                throw;
            Screen.Complain($"your part of the stack did nothing for {Patience.TotalSeconds:0} seconds, and was stopped. ./wb check tells which exercise; --solved runs the reference alone.");
            return 1;
        }
        if (process.ExitCode is not (0 or 1 or 2) and < 129 or > 143 or 134)
            Screen.Complain("your part of the stack ended the program: above is the exception, with file and line. ./wb check tells which exercise; --solved runs the reference alone.");
        return process.ExitCode;
    }
}
