using System.Text.RegularExpressions;
using Workbook.Exercises;

namespace Workbook.Loop;

/// <summary>What can be found out without running anything: catalogue, lessons, sizes.</summary>
public static partial class PaperCheck
{
    public const string Catalogue = "catalogue", Lessons = "lessons", Sizes = "references";

    public static IEnumerable<Finding> Run(Course course, IReadOnlyDictionary<string, CatalogueEntry> catalogue, IReadOnlyCollection<Assignment> assignments) =>
    [
        .. assignments.SelectMany(assignment => Entry(course, catalogue, assignment)),
        .. Strays(course, catalogue),
        .. assignments.Select(assignment => assignment.Chapter).Distinct().SelectMany(chapter => Lesson(course, chapter, assignments)),
        .. assignments.Where(assignment => assignment.Reference.BodyLines > SkeletonMaker.LongestReference)
            .Select(assignment => new Finding(Sizes, assignment.Id, $"the reference takes {assignment.Reference.BodyLines} lines, more than {SkeletonMaker.LongestReference}")),
    ];

    /// <summary>The lesson of a chapter; it may not exist.</summary>
    public static string LessonOf(Chapter chapter) => Path.Combine(chapter.Directory, "README.md");

    private static IEnumerable<Finding> Entry(Course course, IReadOnlyDictionary<string, CatalogueEntry> catalogue, Assignment assignment)
    {
        if (!catalogue.TryGetValue(assignment.Id, out CatalogueEntry? entry))
            return [new Finding(Catalogue, assignment.Id, $"tools/catalog/{assignment.Chapter.Name}/{assignment.Id}.md is missing")];
        var problems = entry.Problems.ToList();
        problems.AddRange(entry.Prerequisites.Where(id => course.Find(id) is null).Select(id => $"has the prerequisite {id}, which does not exist"));
        if (!entry.Path.Contains(assignment.Chapter.Name))
            problems.Add($"belongs in tools/catalog/{assignment.Chapter.Name}");
        return problems.Select(problem => new Finding(Catalogue, assignment.Id, $"{entry.Path}: {problem}"));
    }

    private static IEnumerable<Finding> Strays(Course course, IReadOnlyDictionary<string, CatalogueEntry> catalogue)
    {
        foreach (CatalogueEntry entry in catalogue.Values.Where(entry => course.Find(entry.Id) is null))
            yield return new Finding(Catalogue, entry.Id, $"{entry.Path} describes an exercise that does not exist");
        if (Loop.Catalogue.FindCycle(catalogue) is { } cycle)
            yield return new Finding(Catalogue, "prerequisites", $"go round in a circle: {cycle}");
    }

    private static IEnumerable<Finding> Lesson(Course course, Chapter chapter, IEnumerable<Assignment> assignments)
    {
        string path = Path.GetRelativePath(course.Root, LessonOf(chapter)).Replace('\\', '/');
        if (!File.Exists(LessonOf(chapter)))
            return [new Finding(Lessons, chapter.Name, $"{path} is missing")];
        string text = File.ReadAllText(LessonOf(chapter));
        var headed = Heading().Matches(text).Select(match => match.Groups[1].Value).ToHashSet();
        var findings = assignments.Where(assignment => assignment.Chapter.Name == chapter.Name && !headed.Contains(assignment.Id))
            .Select(assignment => new Finding(Lessons, assignment.Id, $"{path} has no section '### Exercise {assignment.Id}'")).ToList();
        findings.AddRange(Links().Matches(text).Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://") && !link.StartsWith('#') && !Path.Exists(Path.Combine(chapter.Directory, link.Split('#')[0])))
            .Select(link => new Finding(Lessons, chapter.Name, $"{path} links to {link}, which does not exist")));
        return findings;
    }

    [GeneratedRegex(@"^#+ Exercise ([0-9]+\.[0-9]+)\b", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Links();
}
