using System.Collections.Concurrent;
using System.Text.Json;

namespace Workbook.Loop;

/// <summary>What MSBuild builds once, so that afterwards only what the learner changes is compiled: a chapter's tests, with the reference.</summary>
public sealed class Foundation(Course course)
{
    private sealed record Stamp(string Key, Dictionary<string, string> Chapters);

    private readonly ConcurrentDictionary<string, Stamp?> _stamps = [];
    private readonly ConcurrentDictionary<string, string> _keys = [];

    // Two builds at a time would write the same files.
    private readonly SemaphoreSlim _building = new(1, 1);

    /// <summary>Changes when the tests change, or how they are built.</summary>
    public string KeyOf(Chapter chapter)
    {
        if (_keys.TryGetValue(chapter.Name, out string? key))
            return key;
        string tests = Path.GetDirectoryName(chapter.TestProject) ?? "", all = Path.Combine(course.Root, "tests");
        IEnumerable<string> files =
        [
            .. Directory.EnumerateFiles(course.Root, "Directory.*"), .. Directory.EnumerateFiles(all),
            .. Sources(Path.Combine(all, "harness")), .. tests == "" ? [] : Sources(tests), .. Directory.EnumerateFiles(course.Root, "global.json"),
            .. course.Chapters.SelectMany(other => Directory.EnumerateFiles(other.Directory, "*.csproj")),
        ];
        return _keys[chapter.Name] = Mixer.Fingerprint([course.Root, .. files.Order(StringComparer.Ordinal).SelectMany(file => new[] { file, File.ReadAllText(file) })]);
    }

    /// <summary>The chapter's tests are there, and are those that lie in tests/.</summary>
    public bool IsFresh(Chapter chapter) => Read(chapter)?.Key == KeyOf(chapter) && File.Exists(TestRunner.TestsOf(course.Root, chapter));

    /// <summary>Whether the tests of a chapter lie beside this very text, compiled.</summary>
    public bool IsBuilt(Chapter tested, MixedChapter text) =>
        Read(tested)?.Chapters.TryGetValue(text.Chapter.Name, out string? key) == true && key == text.Key;

    /// <summary>Builds tests of a chapter.</summary>
    /// <returns>What went wrong, in MSBuild's words, or null.</returns>
    public Task<string?> BuildAsync(Chapter chapter, CancellationToken token) => BuildAsync(chapter.TestProject!, [chapter], token);

    /// <summary>Builds the tests of chapters that somebody may come to, one after the other.</summary>
    public async Task BuildAheadAsync(IEnumerable<Chapter> chapters, CancellationToken token)
    {
        // What does not build is told when it is needed.
        foreach (Chapter chapter in chapters.Where(chapter => chapter.TestProject is not null && !IsFresh(chapter)))
            if (await BuildAsync(chapter.TestProject!, [chapter], token) is not null)
                return;
    }

    /// <summary>Builds the tests of all chapters.</summary>
    /// <returns>What went wrong, in MSBuild's words, or null.</returns>
    public Task<string?> BuildAllAsync(CancellationToken token) =>
        BuildAsync(Path.Combine(course.Root, "Workbook.sln"), [.. course.Chapters.Where(chapter => chapter.TestProject is not null)], token);

    private async Task<string?> BuildAsync(string project, IReadOnlyList<Chapter> chapters, CancellationToken token)
    {
        await _building.WaitAsync(token);
        try
        {
            // While this one waited, another may have built it.
            return chapters is [var only] && IsFresh(only) ? null : await RunAsync(project, chapters, token);
        }
        finally
        {
            _building.Release();
        }
    }

    private async Task<string?> RunAsync(string project, IReadOnlyList<Chapter> chapters, CancellationToken token)
    {
        // Read before building: what changes meanwhile is then compiled in process.
        var stamps = chapters.Select(chapter => (chapter, new Stamp(
            KeyOf(chapter), course.Closure(chapter).ToDictionary(below => below.Name, below => Mixer.Reference(below).Key)))).ToList();
        var (exitCode, output, errors) = await MsBuild.RunAsync(course.Root, [project, "-p:Solved=all", "-clp:ErrorsOnly;NoSummary"], token);
        if (exitCode != 0)
            return Shorten(output + errors);
        foreach (var (chapter, stamp) in stamps)
            Write(chapter, stamp);
        return null;
    }

    private string FileOf(Chapter chapter) => Path.Combine(course.CacheDirectory, "built", chapter.TestAssembly + ".json");

    private Stamp? Read(Chapter chapter)
    {
        if (_stamps.TryGetValue(chapter.Name, out Stamp? stamp))
            return stamp;
        string file = FileOf(chapter);
        try
        {
            return _stamps[chapter.Name] = File.Exists(file) ? JsonSerializer.Deserialize<Stamp>(File.ReadAllText(file)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private void Write(Chapter chapter, Stamp stamp)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(chapter))!);
        File.WriteAllText(FileOf(chapter), JsonSerializer.Serialize(stamp));
        _stamps[chapter.Name] = stamp;
    }

    private string Shorten(string output)
    {
        var errors = output.Split('\n').Where(line => line.Contains("error")).Select(line => line.Replace(course.Root + Path.DirectorySeparatorChar, "").Trim()).Distinct();
        return string.Join("\n", errors.DefaultIfEmpty(output.Trim()).Take(20));
    }

    private static IEnumerable<string> Sources(string directory) =>
        Directory.EnumerateFiles(directory, "*.cs*", SearchOption.AllDirectories);
}
