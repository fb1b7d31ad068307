using System.CommandLine;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary>A command that tells what one should have found out alone first.</summary>
internal abstract class AfterwardsCommand : LoopCommand
{
    private readonly Argument<string> _exercise = Exercise();
    private readonly Option<bool> _force = new("--force") { Description = "Before it is solved, too." };

    protected AfterwardsCommand(string name, string description, Interruption interruption)
        : base(name, description)
    {
        Arguments.Add(_exercise);
        Options.Add(_force);
        SetAction((parsed, _) => RunAsync(parsed.GetValue(_exercise)!, parsed.GetValue(_force), interruption.Token));
    }

    protected abstract int Show(Workbench bench, Assignment assignment);

    private async Task<int> RunAsync(string id, bool force, CancellationToken token)
    {
        using Workbench bench = Open();
        Assignment assignment = Find(bench, id);
        if (!force && !await IsSolvedAsync(bench, assignment, token))
        {
            Screen.Complain($"exercise {assignment.Id} is not solved yet, and this would spoil it. ./wb {Name} {assignment.Id} --force shows it all the same; ./wb hint {assignment.Id} gives less away.");
            return 1;
        }
        return Show(bench, assignment);
    }

    private static async Task<bool> IsSolvedAsync(Workbench bench, Assignment assignment, CancellationToken token) =>
        bench.Verdicts.IsSolved(assignment)
        ?? (assignment.Progress == Progress.Started && await PrepareAsync(bench, assignment.Chapter, token) && (await bench.Judge.AloneAsync(assignment, null, token)).IsSolved);
}
