using System.CommandLine;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb reset</c>: an exercise as it was shipped.</summary>
internal sealed class ResetCommand : LoopCommand
{
    private readonly Argument<string> _exercise = Exercise();
    private readonly Option<bool> _file = new("--file") { Description = "Everything around the exercises of its file too; the exercises stay." };

    public ResetCommand()
        : base("reset", "Put an exercise back to what it was; keeps a copy.")
    {
        Arguments.Add(_exercise);
        Options.Add(_file);
        SetAction(parsed => Run(parsed.GetValue(_exercise)!, parsed.GetValue(_file)));
    }

    public override string Remarks => "Mends deleted regions and files, too. Nothing is lost: the file as it was lies in artifacts/backups/.";

    public override IReadOnlyList<(string Line, string Purpose)> Examples => [("reset 6.2", "begin exercise 6.2 anew"), ("reset 6.2 --file", "a renamed method, a lost brace: the file around the exercises")];

    private static int Run(string id, bool wholeFile)
    {
        using Workbench bench = Open();
        Assignment assignment = Find(bench, id);
        string? copy = new Reset(bench.Course).Write(assignment, wholeFile, DateTime.Now);
        bench.Refresh();
        assignment = Find(bench, id);
        Prose.Write(wholeFile ? $"{assignment.Path} is as it was shipped, with your exercises in it." : $"exercise {assignment.Id} is as it was shipped: {assignment.Place}", "");
        if (copy is not null)
            Prose.Write($"What you had: {Path.GetRelativePath(Directory.GetCurrentDirectory(), copy)}", "");
        if (assignment.Trouble is { } trouble)
            Prose.Write(trouble, "", Tone.Bad);
        return 0;
    }
}
