using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>The parts of a verification that take a whole build, or a shell.</summary>
internal static class VerifyBuilds
{
    private const string Skeleton = "skeleton";

    /// <summary>What is shipped builds without a warning.</summary>
    public static async Task<IReadOnlyList<Finding>> SkeletonAsync(string root, CancellationToken token)
    {
        Screen.Tell("building the skeletons ...");
        var (_, output, _) = await MsBuild.RunAsync(root, ["Workbook.sln", "-clp:NoSummary"], token);
        return [.. output.Split('\n').Where(line => line.Contains(": warning ") || line.Contains(": error ")).Distinct()
            .Select(line => new Finding(Skeleton, "build", line.Trim().Replace(root + Path.DirectorySeparatorChar, "")))];
    }

    /// <summary>What lessons show as runnable runs.</summary>
    public static async Task<IReadOnlyList<Finding>> LessonsAsync(Workbench bench, CancellationToken token)
    {
        var findings = new List<Finding>();
        var lessons = bench.Course.Chapters.Select(PaperCheck.LessonOf).Prepend(Path.Combine(bench.Root, "README.md"));
        foreach (var (file, line, script) in LessonCommands.Find(bench.Root, lessons))
        {
            Screen.Tell($"{file}:{line}: {script.Split('\n')[0]}");
            if (await LessonCommands.RunAsync(bench.Root, script, token) is { } failure)
                findings.Add(new Finding(LessonCommands.Check, $"{file}:{line}", failure));
        }
        return findings;
    }
}
