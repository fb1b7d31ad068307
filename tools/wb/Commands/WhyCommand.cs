using System.CommandLine;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Commands;

/// <summary><c>wb why</c>: what is worth knowing about an exercise afterwards.</summary>
internal sealed class WhyCommand : AfterwardsCommand
{
    public WhyCommand(Interruption interruption)
        : base("why", "After an exercise: why it is done so, and what real stacks do.", interruption)
    {
    }

    public override IReadOnlyList<(string Line, string Purpose)> Examples => [("why 6.2", "about exercise 6.2, once it is solved")];

    protected override int Show(Workbench bench, Assignment assignment)
    {
        if (!bench.Catalogue.TryGetValue(assignment.Id, out CatalogueEntry? entry))
        {
            Screen.Complain($"nobody has written why for exercise {assignment.Id}.");
            return 1;
        }
        Prose.Write($"why exercise {assignment.Id} is solved so: {assignment.Title}", "");
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        Prose.WriteMarkdown(entry.Why);
        if (entry.Rfc.Count > 0)
            Prose.Write("read on: " + string.Join("; ", entry.Rfc), tone: Tone.Faint);
        return 0;
    }
}
