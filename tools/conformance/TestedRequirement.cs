using System.Xml.Linq;

namespace Workbook.Conformance;

public enum ReportedResult { Passed, Failed, Skipped }

/// <summary>A test of a report, as far as conformance is concerned.</summary>
/// <param name="Project">The test project's name: <c>Workbook.Link.Tests</c>.</param>
/// <param name="Name">The test's display name.</param>
/// <param name="Requirements">The keys it names: <c>RFC9293 MUST-8</c>.</param>
public sealed record TestedRequirement(string Project, string Name, ReportedResult Result, IReadOnlyList<string> Requirements);

/// <summary>Reads the reports that <c>dotnet test ... --report-xunit</c> leaves.</summary>
public static class TestReports
{
    /// <summary>All tests of all *.xml reports in a directory; those without requirement, too.</summary>
    public static IReadOnlyList<TestedRequirement> ReadDirectory(string directory) =>
        [.. Directory.EnumerateFiles(directory, "*.xml").Order(StringComparer.Ordinal).SelectMany(file => Read(XDocument.Load(file)))];

    public static IEnumerable<TestedRequirement> Read(XDocument report) =>
        from assembly in report.Descendants("assembly")
        let project = Path.GetFileNameWithoutExtension((string?)assembly.Attribute("name") ?? "")
        from test in assembly.Descendants("test")
        select new TestedRequirement(project, (string?)test.Attribute("name") ?? "", Result(test), Requirements(test));

    // "NotRun" (explicit tests) says as little about a requirement as "Skip".
    private static ReportedResult Result(XElement test) => (string?)test.Attribute("result") switch
    {
        "Pass" => ReportedResult.Passed,
        "Skip" or "NotRun" => ReportedResult.Skipped,
        _ => ReportedResult.Failed,
    };

    private static IReadOnlyList<string> Requirements(XElement test) =>
        [.. test.Descendants("trait").Where(trait => (string?)trait.Attribute("name") == "Requirement")
            .Select(trait => (string?)trait.Attribute("value") ?? "")];
}
