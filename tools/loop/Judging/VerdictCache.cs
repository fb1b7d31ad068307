namespace Workbook.Loop;

/// <summary>Remembers verdicts by a fingerprint of everything they depend on. Deleting it costs time and nothing else.</summary>
public sealed class VerdictCache(Course course, Foundation foundation)
{
    private readonly Dictionary<string, string> _bases = [];

    /// <summary>Solved or not, for the text as it stands; null: nobody has looked.</summary>
    public bool? IsSolved(Assignment assignment)
    {
        if (assignment.Progress != Progress.Started)
            return null;
        string file = FileOf(assignment);
        try
        {
            return File.Exists(file) ? File.ReadAllText(file).StartsWith("solved") : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Remember(Verdict verdict)
    {
        if (verdict.Assignment.Progress != Progress.Started)
            return;
        string file = FileOf(verdict.Assignment);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"{(verdict.IsSolved ? "solved" : "not solved")}\nexercise {verdict.Assignment.Id}: {verdict.Summary}\n");
    }

    private string FileOf(Assignment assignment) => Path.Combine(course.CacheDirectory, "verdicts", Mixer.Fingerprint(
        [foundation.KeyOf(assignment.Chapter), .. course.Closure(assignment.Chapter).Select(BaseOf), assignment.Id, .. assignment.LearnerBody]));

    /// <summary>The chapter with all exercises solved: what an exercise is judged in.</summary>
    private string BaseOf(Chapter chapter)
    {
        if (!_bases.TryGetValue(chapter.Name, out string? key))
            _bases[chapter.Name] = key = Mixer.Mix(chapter, _ => false).Key;
        return key;
    }
}
