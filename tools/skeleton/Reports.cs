using System.Xml.Linq;
using Workbook.Exercises;

namespace Workbook.SkeletonTool;

/// <summary>Judges the xUnit XML reports of a whole run.</summary>
internal static class Reports
{
    /// <summary>
    /// Prints every outcome that is not as it should be and, as the last line, "N passed, N failed". A test
    /// project without a report (it crashed, or was not run) counts as a failure.
    /// </summary>
    public static int Verify(Tree tree, string directory, Func<TestOutcome, string?> complaint)
    {
        int passed = 0, failed = 0, skipped = 0;
        var missing = TestProjects(tree);
        foreach (var assembly in Assemblies(directory))
        {
            string project = Path.GetFileNameWithoutExtension((string)assembly.Attribute("name")!);
            missing.Remove(project);
            foreach (var outcome in assembly.Descendants("test").Select(Read))
            {
                if (outcome.Skipped)
                    Console.WriteLine($"{project}: '{outcome.Name}' was skipped: {outcome.Message}");
                if (complaint(outcome) is not { } message)
                {
                    skipped += outcome.Skipped ? 1 : 0;
                    passed++;
                    continue;
                }
                failed++;
                Console.WriteLine($"{project}: '{outcome.Name}' {message}");
            }
            foreach (var error in assembly.Descendants("error"))
            {
                failed++;
                Console.WriteLine($"{project}: {error.Value.Trim()}");
            }
        }
        foreach (string project in missing.Order(StringComparer.Ordinal))
            Console.WriteLine($"{project}: left no report");
        failed += missing.Count;
        passed -= skipped;
        if (skipped > 0)
            Console.WriteLine($"{skipped} skipped");
        Console.WriteLine($"{passed} passed, {failed} failed");
        return failed == 0 ? 0 : 1;
    }

    private static HashSet<string> TestProjects(Tree tree) =>
        [.. Directory.EnumerateFiles(Path.Combine(tree.Root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)!)];

    private static IEnumerable<XElement> Assemblies(string directory) =>
        Directory.EnumerateFiles(directory, "*.xml").Order(StringComparer.Ordinal)
            .SelectMany(file => XDocument.Load(file).Descendants("assembly"));

    private static TestOutcome Read(XElement test) => new(
        (string)test.Attribute("name")!,
        (string?)test.Attribute("result") == "Pass",
        (string?)test.Element("failure")?.Element("message") ?? (string?)test.Element("reason") ?? "",
        [.. test.Descendants("trait")
            .Where(trait => (string?)trait.Attribute("name") == "Exercise")
            .Select(trait => (string)trait.Attribute("value")!)],
        (string?)test.Attribute("result") == "Skip");
}
