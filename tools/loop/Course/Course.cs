using System.Text.RegularExpressions;

namespace Workbook.Loop;

/// <summary>The repository as it stands on disk at one moment: chapters, exercises, and what the learner has made of them.</summary>
/// <remarks>There is no state beside the files: to know where somebody is, read the course again.</remarks>
public sealed partial class Course
{
    private readonly Dictionary<string, Assignment> assignments;

    private Course(string root, IReadOnlyList<Chapter> chapters)
    {
        Root = root;
        Chapters = chapters;
        assignments = chapters.SelectMany(chapter => chapter.Assignments).ToDictionary(assignment => assignment.Id);
    }

    /// <summary>The directory that holds <c>Workbook.sln</c>.</summary>
    public string Root { get; }

    /// <summary>In the order of their numbers.</summary>
    public IReadOnlyList<Chapter> Chapters { get; }

    /// <summary>In the order in which a learner meets them.</summary>
    public IEnumerable<Assignment> Assignments => Chapters.SelectMany(chapter => chapter.Assignments);

    /// <summary>What wb may throw away at any time.</summary>
    public string CacheDirectory => Path.Combine(Root, "artifacts", "loop");

    /// <summary>Where one goes on, or null at the end of the book.</summary>
    /// <remarks>
    /// In the chapter whose exercises were written last: first what is begun there, then the first exercise whose
    /// prerequisites are solved; if some of another chapter never are, those of this one will do, for the reference stands
    /// in. When the chapter is done, in those behind it, then in those before it.
    /// </remarks>
    /// <param name="prerequisites">Numbers of the exercises that an exercise builds on.</param>
    public Assignment? Next(Func<Assignment, bool> isSolved, Func<Assignment, IEnumerable<string>> prerequisites)
    {
        Assignment? last = Assignments.Where(assignment => assignment.IsBegun).MaxBy(assignment => assignment.File.Written);
        int here = last?.Chapter.Number ?? 0;
        var left = Assignments.Where(assignment => !isSolved(assignment)).OrderBy(assignment => assignment.Chapter.Number < here).ToList();
        var near = left.Where(assignment => assignment.Chapter == last?.Chapter).ToList();
        bool HasAll(Assignment assignment, Func<Assignment, bool> counts) =>
            prerequisites(assignment).Select(Find).All(needed => needed is null || !counts(needed) || isSolved(needed));
        return near.Where(assignment => assignment.IsBegun).MaxBy(assignment => assignment.File.Written)
            ?? near.FirstOrDefault(assignment => HasAll(assignment, _ => true))
            ?? near.FirstOrDefault(assignment => HasAll(assignment, needed => needed.Chapter == last!.Chapter))
            ?? left.FirstOrDefault(assignment => HasAll(assignment, _ => true))
            ?? left.FirstOrDefault();
    }

    public Assignment? Find(string id) => assignments.GetValueOrDefault(id);

    public Chapter? FindChapter(int number) => Chapters.FirstOrDefault(chapter => chapter.Number == number);

    /// <param name="what">Its number or name, or a path of it or of something in it: <c>6</c>, <c>06-tcp-handshake</c>,
    /// <c>chapters/06-tcp-handshake/Handshake.cs</c>.</param>
    public Chapter? FindChapter(string what) =>
        NamedChapter().Match(what) is { Success: true } match ? FindChapter(int.Parse(match.Groups[1].Value)) : null;

    /// <summary>A chapter and all that it stands on, each after those it refers to.</summary>
    public IReadOnlyList<Chapter> Closure(Chapter chapter)
    {
        var needed = new HashSet<string> { chapter.Assembly };
        foreach (Chapter below in Chapters.Reverse().Where(below => needed.Contains(below.Assembly)))
            needed.UnionWith(below.References);
        return [.. Chapters.Where(below => needed.Contains(below.Assembly))];
    }

    /// <summary>The directory at or above one of <paramref name="starts"/> that holds the solution.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none.</exception>
    public static string FindRoot(params IEnumerable<string> starts)
    {
        foreach (string start in starts)
        {
            for (DirectoryInfo? place = new(start); place is not null; place = place.Parent)
            {
                if (File.Exists(Path.Combine(place.FullName, "Workbook.sln")))
                    return place.FullName;
            }
        }
        throw new DirectoryNotFoundException("The workbook is in no directory above this one: run ./wb in the directory you cloned.");
    }

    /// <param name="instead">Texts to take in place of what files hold, by their full path; null: the file is gone.</param>
    /// <exception cref="IOException">Files of the workbook cannot be read.</exception>
    public static Course Read(string root, IReadOnlyDictionary<string, string?>? instead = null)
    {
        var chapters = Directory.EnumerateDirectories(Path.Combine(root, "chapters"))
            .Where(directory => ChapterReader.NumberOf(directory) is not null)
            .OrderBy(ChapterReader.NumberOf)
            .Select(directory => ChapterReader.Read(root, directory, instead))
            .OfType<Chapter>();
        return new Course(root, [.. chapters]);
    }

    /// <summary>The last of a path's parts that begins with a chapter's number.</summary>
    [GeneratedRegex(@"(?:^|[/\\])(\d{1,2})(?:$|-)", RegexOptions.RightToLeft)]
    private static partial Regex NamedChapter();
}
