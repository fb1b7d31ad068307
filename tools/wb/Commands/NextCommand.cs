using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb next</c>: the exercise that is next.</summary>
internal sealed class NextCommand : LoopCommand
{
    public NextCommand(Interruption interruption)
        : base("next", "What to do next, and where.") => SetAction((_, _) => RunAsync(interruption.Token));

    public override IReadOnlyList<(string Line, string Purpose)> Examples => [("next", "in the chapter you worked in last; when that is done, behind it")];

    private static async Task<int> RunAsync(CancellationToken token)
    {
        using Workbench bench = Open();
        await Settlement.RunAsync(bench, token);
        if (bench.Next() is { } next)
            CourseText.WriteNext(bench, next);
        else
            Prose.Write("All exercises are solved. The whole stack is yours: ./wb echo runs it, sudo ./wb lab talks to the kernel with it.", "");
        return 0;
    }
}
