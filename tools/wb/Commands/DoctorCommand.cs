using Workbook.Cli.Learning;
using Workbook.Cli.Terminal;

namespace Workbook.Cli.Commands;

/// <summary><c>wb doctor</c>: what this machine lacks.</summary>
internal sealed class DoctorCommand : LoopCommand
{
    public DoctorCommand()
        : base("doctor", "What this machine lacks, and the line that mends it.") => SetAction(_ => Run());

    public override string Remarks => "Exercises need the SDK alone. What is marked optional is for the kernel at the other end, or for comfort.";

    public override IReadOnlyList<(string Line, string Purpose)> Examples => [("doctor", "before the first chapter, or when something does not work")];

    private static int Run()
    {
        var findings = Diagnosis.Run(FindRoot()).ToList();
        foreach (Ailment finding in findings)
        {
            Piece mark = finding.Mend is null ? Marks.Good : finding.IsOptional ? Marks.Begun : Marks.Bad;
            Palette.WriteLine(Screen.Out, [mark, new($" {finding.Name,-12} ", Tone.Plain), new(finding.Found, finding.Mend is null ? Tone.Faint : Tone.Plain)]);
            if (finding.Mend is { } mend)
                Prose.WriteVerbatim(mend, "      ", Tone.Data);
        }
        bool isWell = findings.All(finding => finding.Mend is null || finding.IsOptional);
        Prose.Write(isWell ? "Everything that the exercises need is there. ./wb next tells where to go on." : "Mend what is marked, then run ./wb doctor again.", "");
        return isWell ? 0 : 1;
    }
}
