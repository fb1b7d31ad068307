using System.Diagnostics;
using Spectre.Console;
using Workbook.Cli.Terminal;

namespace Workbook.Cli;

/// <summary>Runs the tests of the workbook, and finds the reports they left.</summary>
internal static class TestRun
{
    /// <summary>The directory above this program that holds the solution.</summary>
    /// <exception cref="DirectoryNotFoundException">The program was moved out of it.</exception>
    public static string Root
    {
        get
        {
            for (DirectoryInfo? directory = new(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
            {
                if (File.Exists(Path.Combine(directory.FullName, "Workbook.sln")))
                    return directory.FullName;
            }
            throw new DirectoryNotFoundException("The directory of the workbook is not above this program: start it by ./wb.");
        }
    }

    private static string Reports => Path.Combine(Root, "artifacts", "reports");

    /// <summary>Where the newest reports of the solved stack are; null if there are none.</summary>
    public static string? NewestReports() => !Directory.Exists(Reports) ? null
        : Directory.EnumerateFiles(Reports, "*.xml", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(Path.GetDirectoryName(file)) != "skeleton")
            .OrderByDescending(File.GetLastWriteTimeUtc).Select(Path.GetDirectoryName).FirstOrDefault();

    /// <summary>Runs the tests of all chapters, solved.</summary>
    /// <param name="directory">Where the reports go; null for the usual place.</param>
    /// <returns>That directory.</returns>
    public static string RunAll(string? directory, CancellationToken token)
    {
        string reports = Path.GetFullPath(directory ?? Path.Combine(Reports, "conformance"));
        if (directory is null && Directory.Exists(reports))
            Directory.Delete(reports, recursive: true);
        Directory.CreateDirectory(reports);
        string log = Path.Combine(reports, "output.txt");
        if (Screen.IsTerminal)
            Screen.Out.Status().Start("running all tests, some minutes ...", _ => Run(reports, log, token));
        else
        {
            Screen.Tell("running all tests, some minutes ...");
            Run(reports, log, token);
        }
        Screen.Tell($"what they printed: {log}");
        return reports;
    }

    private static void Run(string reports, string log, CancellationToken token)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            ["test", "--solution", "Workbook.sln", "-p:Solved=all", "-p:TestReports=true", "--results-directory", reports, "--no-ansi", "--no-progress"])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using StreamWriter output = File.CreateText(log);
        using Process test = Process.Start(start)!;
        using CancellationTokenRegistration ending = token.Register(() => test.Kill(entireProcessTree: true));
        void Write(object _, DataReceivedEventArgs line)
        {
            lock (output)
                output.WriteLine(line.Data);
        }
        test.OutputDataReceived += Write;
        test.ErrorDataReceived += Write;
        test.BeginOutputReadLine();
        test.BeginErrorReadLine();
        test.WaitForExit();
        token.ThrowIfCancellationRequested();
    }
}
