using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Workbook.Exercises;

namespace Workbook.Loop;

/// <summary>Reads a chapter from disk.</summary>
internal static partial class ChapterReader
{
    public static int? NumberOf(string directory) =>
        ChapterName().Match(Path.GetFileName(directory)) is { Success: true } match ? int.Parse(match.Groups[1].Value) : null;

    /// <summary>Null for a directory without a project.</summary>
    public static Chapter? Read(string root, string directory, IReadOnlyDictionary<string, string?>? instead)
    {
        if (Directory.EnumerateFiles(directory, "*.csproj").FirstOrDefault() is not { } project)
            return null;
        string name = Path.GetFileName(directory);
        var chapter = new Chapter
        {
            Number = NumberOf(directory)!.Value,
            Name = name,
            Directory = directory,
            Assembly = Path.GetFileNameWithoutExtension(project),
            References = [.. ReadReferences(project)],
            Files = [.. ReadFiles(directory, Path.Combine(root, "solutions", name), instead)],
            TestProject = FindTests(Path.Combine(root, "tests", name)),
        };
        chapter.Assignments = [.. ReadAssignments(chapter)];
        return chapter;
    }

    private static IEnumerable<string> ReadReferences(string project) =>
        XDocument.Load(project).Descendants("ProjectReference")
            .Select(reference => ((string)reference.Attribute("Include")!).Replace('\\', '/'))
            .Select(path => Path.GetFileNameWithoutExtension(path));

    private static string? FindTests(string directory) =>
        Directory.Exists(directory) ? Directory.EnumerateFiles(directory, "*.csproj").FirstOrDefault() : null;

    private static IEnumerable<ChapterFile> ReadFiles(string directory, string solutions, IReadOnlyDictionary<string, string?>? instead)
    {
        var names = NamesBelow(directory).Union(NamesBelow(solutions)).Order(StringComparer.Ordinal);
        foreach (string name in names)
        {
            string path = Path.Combine(directory, name), reference = Path.Combine(solutions, name);
            bool solved = File.Exists(reference);
            string? text = instead?.TryGetValue(path, out string? other) == true ? other : File.Exists(path) ? ReadText(path) : null;
            var file = new ChapterFile(name, path, text, solved ? reference : null, solved ? ReadText(reference) : null);
            yield return file with { Trouble = solved ? FindTrouble(file) : null };
        }
    }

    private static FileTrouble? FindTrouble(ChapterFile file)
    {
        var reference = SourceText.Parse(file.Reference!).Exercises;
        if (file.Text is null)
            return new FileTrouble("the file is gone", null, reference[0].Id);
        var learner = SourceText.Parse(file.Text);
        string? missing = reference.FirstOrDefault(exercise => learner.Find(exercise.Id) is null)?.Id;
        if (learner.Problems is [var problem, ..])
            return new FileTrouble(problem.Message, problem.Line, missing ?? reference[0].Id);
        return missing is null ? null : new FileTrouble($"the lines '#region exercise {missing}: ...' and '#endregion' are gone", null, missing);
    }

    private static IEnumerable<string> NamesBelow(string directory) => !Directory.Exists(directory) ? []
        : Directory.EnumerateFiles(directory, "*.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(directory, file).Replace('\\', '/'))
            .Where(name => !BuildOutput().IsMatch(name));

    private static IEnumerable<Assignment> ReadAssignments(Chapter chapter) =>
        chapter.Files.Where(file => file.HasHoles)
            .SelectMany(file => SourceText.Parse(file.Reference!).Exercises.Select(exercise => ReadAssignment(chapter, file, exercise)))
            .OrderBy(assignment => assignment.Number);

    private static Assignment ReadAssignment(Chapter chapter, ChapterFile file, Exercise reference)
    {
        var text = file.Text is null || file.Trouble is not null ? null : SourceText.Parse(file.Text);
        if (text?.Find(reference.Id) is not { } learner)
            return new Assignment(chapter, file, reference, null, Progress.Broken);
        bool waiting = Skeleton.NotStarted(file.Text!).Any(exercise => exercise.Id == reference.Id);
        return new Assignment(chapter, file, reference, learner, waiting ? Progress.NotStarted : Progress.Started);
    }

    /// <summary>Waits a moment for an editor that is just writing the file.</summary>
    private static string ReadText(string path)
    {
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return File.ReadAllText(path, Encoding.UTF8);
            }
            catch (IOException) when (attempt < 5)
            {
                Thread.Sleep(20);
            }
        }
    }

    [GeneratedRegex(@"^(\d\d)-")]
    private static partial Regex ChapterName();

    [GeneratedRegex("^(bin|obj|artifacts)/")]
    private static partial Regex BuildOutput();
}
