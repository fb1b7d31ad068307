using System.Security.Cryptography;
using System.Text;
using Workbook.Exercises;

namespace Workbook.Loop;

/// <summary>A text to compile. <paramref name="Path"/> is what errors and the debugger name.</summary>
public sealed record MixedFile(string Path, string Text);

/// <summary>All texts of one chapter, and a fingerprint of them.</summary>
public sealed class MixedChapter(Chapter chapter, IReadOnlyList<MixedFile> files)
{
    public Chapter Chapter { get; } = chapter;

    public IReadOnlyList<MixedFile> Files { get; } = files;

    /// <summary>The same for the same texts at the same places.</summary>
    public string Key { get; } = Mixer.Fingerprint(files.SelectMany(file => new[] { file.Path, file.Text }));
}

/// <summary>Decides whose code runs: puts the learner's exercises and the reference's together.</summary>
public static class Mixer
{
    /// <summary>A chapter in which an exercise comes from the learner where <paramref name="fromLearner"/> says so.</summary>
    /// <remarks>What stands around the exercises is the learner's, unless the file's regions cannot be told apart.</remarks>
    public static MixedChapter Mix(Chapter chapter, Func<Assignment, bool> fromLearner)
    {
        var learners = chapter.Assignments
            .Where(assignment => assignment.Progress != Progress.Broken && fromLearner(assignment))
            .Select(assignment => assignment.Id).ToHashSet();
        return new MixedChapter(chapter, [.. chapter.Files.Select(file => Mix(file, learners)).OfType<MixedFile>()]);
    }

    /// <summary>A chapter with nothing of the learner's but changes to files that are given.</summary>
    public static MixedChapter Reference(Chapter chapter) => new(chapter,
        [.. chapter.Files.Select(file => file.HasHoles ? new MixedFile(file.ReferencePath!, file.Reference!) : Given(file)).OfType<MixedFile>()]);

    /// <summary>Changes with what stands around a chapter's exercises, whatever the learner has written into them.</summary>
    public static string KeyOfSurroundings(Chapter chapter) => Fingerprint(Mix(chapter, _ => false).Files
        .Select(file => string.Join('\n', file.Text.Split('\n').Where(line => !line.StartsWith("#line", StringComparison.Ordinal)).Select(line => line.TrimEnd('\r')))));

    /// <summary>The reference with another body in one exercise.</summary>
    public static MixedChapter WithBody(Assignment assignment, string body)
    {
        string text = Replace(assignment.File.Reference!, assignment.Reference, body);
        return new MixedChapter(assignment.Chapter, [.. Reference(assignment.Chapter).Files
            .Select(file => file.Path == assignment.File.ReferencePath ? file with { Text = text } : file)]);
    }

    /// <summary>The text with another body in one exercise.</summary>
    public static string Replace(string text, Exercise exercise, string body)
    {
        var lines = SourceText.Parse(text).Lines;
        return string.Join('\n', [.. lines.Take(exercise.FirstLine), body, .. lines.Skip(exercise.LastLine - 1)]);
    }

    public static string Fingerprint(IEnumerable<string> texts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string text in texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            hash.AppendData([0]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..20];
    }

    private static MixedFile? Mix(ChapterFile file, HashSet<string> learners)
    {
        if (!file.HasHoles)
            return Given(file);
        var reference = new MixedFile(file.ReferencePath!, file.Reference!);
        if (file.Text is null || file.Trouble is not null)
            return reference;
        var all = SourceText.Parse(file.Reference!).Exercises.Select(exercise => exercise.Id).ToList();
        var ids = all.Where(id => !learners.Contains(id)).ToHashSet();
        // Of an untouched file nothing needs compiling.
        return ids.Count == all.Count && file.Text == Skeleton.From(file.Reference!)
            ? reference
            : new MixedFile(file.Path, Splicer.Splice(file.Text, file.Reference!, ids, (file.Path, file.ReferencePath!)));
    }

    private static MixedFile? Given(ChapterFile file) => file.Text is null ? null : new MixedFile(file.Path, file.Text);
}
