using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Spectre.Console;
using Workbook.Cli.Terminal;
using Workbook.Conformance;

namespace Workbook.Cli.Commands;

/// <summary><c>wb conformance</c>: which requirement of which RFC is shown by which test.</summary>
internal sealed class ConformanceCommand : ExampledCommand
{
    private readonly Option<string?> _results = new("--results") { Description = "Directory of test reports (*.xml) to read. [default: the newest there are]", HelpName = "DIR" };
    private readonly Option<bool> _run = new("--run") { Description = "Run all tests first; takes some minutes." };
    private readonly Option<bool> _missing = new("--missing") { Description = "Only what no test shows, or what fails." };
    private readonly Option<bool> _json = new("--json") { Description = "For programs." };

    public ConformanceCommand(Interruption interruption)
        : base("conformance", "Each requirement of the RFCs, its tests, and their results.")
    {
        foreach (Option option in (Option[])[_results, _run, _missing, _json])
            Options.Add(option);
        SetAction(parsed => Run(parsed, interruption.Token));
    }

    public override string Remarks => "Exits with 1 if a test of a requirement fails, or an applicable requirement has none.";

    public override IReadOnlyList<(string Line, string Purpose)> Examples =>
    [
        ("conformance --run", "run all tests, then print the matrix"),
        ("conformance --missing", "what is left to show"),
        ("conformance --json > matrix.json", "for programs"),
    ];

    private int Run(ParseResult parsed, CancellationToken token)
    {
        string? directory = parsed.GetValue(_run) ? TestRun.RunAll(parsed.GetValue(_results), token) : parsed.GetValue(_results) ?? TestRun.NewestReports();
        if (directory is null || !Directory.Exists(directory) || Directory.GetFiles(directory, "*.xml").Length == 0)
        {
            Screen.Complain(directory is null
                ? "there are no test reports yet. ./wb conformance --run runs the tests and prints the matrix."
                : $"there are no test reports (*.xml) in {directory}.");
            return 1;
        }
        ConformanceReport report = Conformance.Conformance.Matrix(Conformance.Conformance.Load(), TestReports.ReadDirectory(directory));
        if (parsed.GetValue(_json))
            Console.Out.WriteLine(JsonSerializer.Serialize(ConformanceTable.ForPrograms(report), new JsonSerializerOptions { WriteIndented = true }));
        else
            ConformanceTable.Write(Screen.Out, report, parsed.GetValue(_missing), directory);
        return report.IsGood ? 0 : 1;
    }
}
