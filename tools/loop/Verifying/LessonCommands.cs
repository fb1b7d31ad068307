using System.Diagnostics;

namespace Workbook.Loop;

/// <summary>Runs what lessons show as runnable: blocks that begin with <c>```sh run</c>.</summary>
public static class LessonCommands
{
    public const string Check = "commands";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    public static IEnumerable<(string File, int Line, string Script)> Find(string root, IEnumerable<string> files)
    {
        foreach (string file in files.Where(File.Exists))
        {
            string[] lines = File.ReadAllLines(file);
            for (int i = 0; i < lines.Length; i++)
            {
                if (lines[i].Trim() != "```sh run")
                    continue;
                int first = i + 1;
                while (i + 1 < lines.Length && !lines[i + 1].StartsWith("```"))
                    i++;
                yield return (Path.GetRelativePath(root, file).Replace('\\', '/'), first + 1, string.Join('\n', lines[first..(i + 1)]));
            }
        }
    }

    /// <returns>What went wrong, or null.</returns>
    public static async Task<string?> RunAsync(string root, string script, CancellationToken token)
    {
        var start = new ProcessStartInfo("sh", ["-e", "-c", script])
        {
            WorkingDirectory = root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(token);
        limit.CancelAfter(Limit);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None), errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            token.ThrowIfCancellationRequested();
            return $"does not end within {Limit.TotalSeconds:0} seconds: {script.Split('\n')[0]}";
        }
        return process.ExitCode == 0 ? null : $"exit code {process.ExitCode}: {script.Split('\n')[0]}: {LastLine(await errors + await output)}";
    }

    private static string LastLine(string text) => text.Trim().Split('\n')[^1];
}
