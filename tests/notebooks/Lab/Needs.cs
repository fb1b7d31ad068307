using System.Reflection;

namespace Workbook.Notebooks.Tests;

/// <summary>What these tests need of the machine; where it is missing they are skipped, and say so.</summary>
internal static class Needs
{
    /// <summary>Full paths of programs; skips the test if there is nothing to run, or nothing to run it with.</summary>
    public static IReadOnlyList<string> Programs(params string[] names)
    {
        if (Missing(names) is { } reason)
            Assert.Skip($"not run: {reason}");
        return [.. names.Select(name => Find(name)!)];
    }

    /// <summary>Why a test that needs these programs cannot run here; null if it can.</summary>
    public static string? Missing(params IEnumerable<string> programs) =>
        Solved != "all" ? "notebooks show a stack that works (-p:Solved=all)"
        : !OperatingSystem.IsLinux() ? "it looks for the Jupyter and the Chromium of a Linux"
        : programs.FirstOrDefault(name => Find(name) is null) is { } name ? $"the program '{name}' is not installed"
        : null;

    /// <summary>Skips the test if the Notebook is a later one, 7 and up, whose page is another.</summary>
    public static async Task ClassicNotebookAsync(JupyterHome jupyter)
    {
        await using Child question = jupyter.Start(Find("jupyter-notebook")!, "--version");
        await question.ShouldSucceedAsync(Browser.Patience);
        if (!question.Said.StartsWith("6.", StringComparison.Ordinal))
            Assert.Skip($"not run: it wants the classic Notebook, version 6, and this is {question.Said.Trim()}");
    }

    private static string? Find(string name) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static string? Solved => typeof(Needs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(data => data.Key == nameof(Solved)).Value;
}
