namespace Workbook.Exercises;

/// <summary>Makes all skeletons and judges whether <c>chapters/</c> and <c>solutions/</c> fit together.</summary>
public static class SkeletonMaker
{
    /// <summary>The longest reference that an exercise may have, in lines.</summary>
    public const int LongestReference = 45;

    /// <param name="Skeletons">What <c>chapters/</c> has to hold, by path below it; only if there are no problems.</param>
    /// <param name="Problems">Messages of the form <c>path:line: message</c>.</param>
    public sealed record Result(IReadOnlyDictionary<string, string> Skeletons, IReadOnlyList<string> Problems);

    /// <summary>Makes the skeletons of all solved files.</summary>
    /// <param name="solutions">Texts by path below <c>solutions/</c>, as in <c>06-tcp-handshake/Handshake.cs</c>.</param>
    /// <param name="chapters">Texts by path below <c>chapters/</c>.</param>
    public static Result Make(
        IReadOnlyDictionary<string, string> solutions, IReadOnlyDictionary<string, string> chapters)
    {
        var problems = new List<string>();
        var places = new Dictionary<string, string>();
        foreach (var (path, text) in solutions.OrderBy(file => file.Key, StringComparer.Ordinal))
            problems.AddRange(CheckSolution(path, text, places));
        foreach (var (path, text) in chapters.OrderBy(file => file.Key, StringComparer.Ordinal))
            problems.AddRange(CheckChapterFile(path, text, solutions));
        return problems.Count > 0
            ? new Result(new Dictionary<string, string>(), problems)
            : new Result(solutions.ToDictionary(file => file.Key, file => Skeleton.From(file.Value)), problems);
    }

    /// <summary>The started exercises that writing the skeletons would throw away, as <c>path:line: message</c>.</summary>
    public static IEnumerable<string> WorkAtRisk(
        IReadOnlyDictionary<string, string> solutions, IReadOnlyDictionary<string, string> chapters)
    {
        foreach (var (path, text) in chapters.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            if (!solutions.ContainsKey(path) || SourceText.Parse(text).Problems.Count > 0)
                continue;
            foreach (var exercise in Skeleton.List(text).Except(Skeleton.NotStarted(text)))
                yield return $"chapters/{path}:{exercise.FirstLine}: exercise {exercise.Id} has been started";
        }
    }

    private static IEnumerable<string> CheckSolution(string path, string text, Dictionary<string, string> places)
    {
        if (text.Contains('\r') || text.StartsWith('\uFEFF'))
            yield return $"solutions/{path}:1: has carriage returns or a byte order mark; save it as UTF-8 with LF";
        var source = SourceText.Parse(text);
        foreach (var problem in source.Problems)
            yield return $"solutions/{path}:{problem.Line}: {problem.Message}";
        if (source.Exercises.Count == 0 && source.Problems.Count == 0)
            yield return $"solutions/{path}:1: has no exercise; a file without holes lives in chapters/ only";
        foreach (var exercise in source.Exercises)
        {
            string place = $"solutions/{path}:{exercise.FirstLine}";
            if (!places.TryAdd(exercise.Id, place))
                yield return $"{place}: exercise {exercise.Id} is already at {places[exercise.Id]}";
            if (!path.StartsWith($"{exercise.Chapter:00}-", StringComparison.Ordinal))
                yield return $"{place}: exercise {exercise.Id} belongs to chapter {exercise.Chapter:00}";
            if (exercise.BodyLines > LongestReference)
                yield return $"{place}: exercise {exercise.Id} takes {exercise.BodyLines} lines, more than {LongestReference}";
            if (source.Body(exercise).All(string.IsNullOrWhiteSpace))
                yield return $"{place}: exercise {exercise.Id} has no reference";
        }
    }

    private static IEnumerable<string> CheckChapterFile(
        string path, string text, IReadOnlyDictionary<string, string> solutions)
    {
        if (solutions.ContainsKey(path))
            yield break;
        var source = SourceText.Parse(text);
        var regions = source.Exercises.Select(exercise => exercise.FirstLine)
            .Concat(source.Problems.Select(problem => problem.Line));
        foreach (int line in regions.Order().Distinct())
            yield return $"chapters/{path}:{line}: a region in a file that solutions/{path} does not solve";
    }
}
