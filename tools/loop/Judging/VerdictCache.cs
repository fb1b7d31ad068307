namespace Workbook.Loop;

/// <summary>Remembers verdicts by a fingerprint of everything they depend on. Deleting it costs time and nothing else.</summary>
public sealed class VerdictCache(Course course, Foundation foundation)
{
    private const string Solved = "solved";

    private readonly Dictionary<string, string> _bases = [];

    /// <summary>Solved or not, for the text as it stands; null: nobody has looked.</summary>
    public bool? IsSolved(Assignment assignment) => Read(assignment) is [var first, ..] ? first == Solved : null;

    /// <summary>What tells which mistake it is (<see cref="Verdict.Clues"/>), for the text as it stands; null: nobody has looked.</summary>
    public IReadOnlyList<string>? Failing(Assignment assignment) => Read(assignment) is { Length: > 0 } lines ? lines[1..] : null;

    public void Remember(Verdict verdict)
    {
        if (verdict.Assignment.Progress != Progress.Started || verdict.Outcome == Outcome.NotJudged)
            return;
        string file = FileOf(verdict.Assignment);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllLines(file, [verdict.IsSolved ? Solved : "not solved", .. verdict.Clues]);
    }

    private string[]? Read(Assignment assignment)
    {
        if (assignment.Progress != Progress.Started)
            return null;
        string file = FileOf(assignment);
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private string FileOf(Assignment assignment) => Path.Combine(course.CacheDirectory, "verdicts", Mixer.Fingerprint(
        [foundation.KeyOf(assignment.Chapter), .. course.Closure(assignment.Chapter).Select(BaseOf), assignment.Id, .. assignment.LearnerBody]));

    /// <summary>The chapter with all exercises solved: what an exercise is judged in. The same whatever the learner has made of the others.</summary>
    private string BaseOf(Chapter chapter)
    {
        if (!_bases.TryGetValue(chapter.Name, out string? key))
            _bases[chapter.Name] = key = Mixer.KeyOfSurroundings(chapter);
        return key;
    }
}
