using Spectre.Console;
using Workbook.Conformance;

namespace Workbook.Cli.Terminal;

/// <summary>Prints the matrix of requirements and tests.</summary>
internal static class ConformanceTable
{
    public static void Write(IAnsiConsole console, ConformanceReport report, bool onlyMissing, string source)
    {
        ConformanceRow[] rows = [.. report.Rows.Where(row => !onlyMissing || row.Result is RequirementResult.Missing or RequirementResult.Failing)];
        foreach (IGrouping<string, ConformanceRow> document in rows.GroupBy(row => row.Requirement.Document))
            console.Write(TableOf(document.Key, document));
        foreach (UnknownRequirement unknown in report.Unknown)
            console.MarkupLineInterpolated($"[red]{unknown.Key}[/] is named by {unknown.Tests[0].Name}, but is not in the list.");
        console.WriteLine();
        console.MarkupLineInterpolated($"{report.Applicable} requirements apply: {report.WithTest} have tests, {report.WithoutTest} have none; {report.Failing} fail. [grey]From {source}[/]");
    }

    /// <summary>The matrix as it is written into JSON.</summary>
    public static object ForPrograms(ConformanceReport report) => new
    {
        applicable = report.Applicable,
        withTest = report.WithTest,
        withoutTest = report.WithoutTest,
        failing = report.Failing,
        rows = report.Rows.Select(row => new
        {
            document = row.Requirement.Document,
            id = row.Requirement.Id,
            level = row.Requirement.Level,
            applies = row.Requirement.Applies.ToString(),
            requirement = row.Requirement.Text,
            note = row.Requirement.Note,
            result = row.Result.ToString(),
            tests = row.Tests.Select(test => new { name = test.Name, project = test.Project, result = test.Result.ToString() }),
        }),
        unknown = report.Unknown.Select(unknown => new { key = unknown.Key, tests = unknown.Tests.Select(test => test.Name) }),
    };

    private static Table TableOf(string document, IEnumerable<ConformanceRow> rows)
    {
        Table table = new Table().Border(Screen.IsUnicode ? TableBorder.Simple : TableBorder.Ascii).Title($"[bold]{document.EscapeMarkup()}[/]", Style.Plain).Expand()
            .AddColumn(new TableColumn("id").NoWrap()).AddColumn(new TableColumn("requirement")).AddColumn(new TableColumn("result").NoWrap()).AddColumn(new TableColumn("tests").RightAligned());
        foreach (ConformanceRow row in rows)
        {
            string text = row.Requirement.Note is { Length: > 0 } note ? $"{row.Requirement.Text} [{note}]" : row.Requirement.Text;
            table.AddRow(
                new Markup($"{row.Requirement.Id.EscapeMarkup()} [grey]{row.Requirement.Level.ToLowerInvariant()}[/]"),
                new Text(text), ResultOf(row), new Text(row.Tests.Count == 0 ? "" : row.Tests.Count.ToString()));
        }
        return table;
    }

    private static Text ResultOf(ConformanceRow row) => row.Result switch
    {
        RequirementResult.Shown => new Text("shown", new Style(Color.Green)),
        RequirementResult.Failing => new Text("FAILS", new Style(Color.Red, decoration: Decoration.Bold)),
        RequirementResult.Skipped => new Text("skipped", new Style(Color.Yellow)),
        RequirementResult.Missing => new Text("no test", new Style(Color.Yellow)),
        _ => new Text("not claimed", new Style(Color.Grey)),
    };
}
