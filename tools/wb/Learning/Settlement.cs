using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Before saying where somebody is: looks at what is written and has not been checked as it stands.</summary>
internal static class Settlement
{
    public static async Task RunAsync(Workbench bench, CancellationToken token)
    {
        var unknown = bench.Course.Chapters.Where(chapter => chapter.Assignments.Any(
            assignment => assignment.Progress == Progress.Started && bench.Verdicts.IsSolved(assignment) is null)).ToList();
        foreach (Chapter chapter in unknown)
        {
            if (!await Preparation.RunAsync(bench, chapter, token))
                return;
            await bench.Judge.ChapterAsync(chapter, null, token);
        }
    }
}
