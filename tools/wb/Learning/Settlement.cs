using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Before saying where somebody is: looks at what is written and has not been checked as it stands.</summary>
internal static class Settlement
{
    /// <returns>What became of it: nothing, if everything had been checked.</returns>
    public static async Task<IReadOnlyList<Verdict>> RunAsync(Workbench bench, CancellationToken token)
    {
        var unknown = bench.Course.Assignments.Where(
            assignment => assignment.Progress == Progress.Started && bench.Verdicts.IsSolved(assignment) is null).ToHashSet();
        var verdicts = new List<Verdict>();
        foreach (Chapter chapter in bench.Course.Chapters.Where(chapter => chapter.Assignments.Any(unknown.Contains)))
        {
            if (!await Preparation.RunAsync(bench, chapter, token))
                break;
            verdicts.AddRange((await bench.Judge.ChapterAsync(chapter, null, token)).Where(verdict => unknown.Contains(verdict.Assignment)));
        }
        return verdicts;
    }
}
