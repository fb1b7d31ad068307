namespace Workbook.Exercises;

/// <summary>What a learner starts from: the solved text with its exercises taken out.</summary>
public static class Skeleton
{
    /// <summary>The statement that stands in an exercise nobody has started.</summary>
    public static string Hole(string id) => $"throw new NotImplementedException(\"exercise {id}\");";

    /// <summary>
    /// Replaces the body of every exercise by its hole, indented as its region line is, and keeps every other
    /// character.
    /// </summary>
    /// <exception cref="RegionException">The regions are malformed.</exception>
    public static string From(string solvedSource)
    {
        var source = SourceText.ParseStrictly(solvedSource);
        var result = new List<string>(source.Lines.Count);
        int copied = 0;
        foreach (var exercise in source.Exercises)
        {
            result.AddRange(source.Lines.Skip(copied).Take(exercise.FirstLine - copied));
            result.Add(Indentation(source.Lines[exercise.FirstLine - 1]) + Hole(exercise.Id));
            copied = exercise.LastLine - 1;
        }
        result.AddRange(source.Lines.Skip(copied));
        return string.Join('\n', result);
    }

    /// <summary>The exercises of a text, in its order.</summary>
    /// <exception cref="RegionException">The regions are malformed.</exception>
    public static IReadOnlyList<Exercise> List(string source) => SourceText.ParseStrictly(source).Exercises;

    /// <summary>The exercises whose body is the shipped hole (blank lines and indentation aside) or nothing.</summary>
    /// <exception cref="RegionException">The regions are malformed.</exception>
    public static IReadOnlyList<Exercise> NotStarted(string source)
    {
        var text = SourceText.ParseStrictly(source);
        return [.. text.Exercises.Where(exercise => IsHole(text, exercise))];
    }

    private static bool IsHole(SourceText text, Exercise exercise)
    {
        var statements = text.Body(exercise).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        return statements.Count == 0 || (statements.Count == 1 && statements[0] == Hole(exercise.Id));
    }

    private static string Indentation(string line) => line[..^line.TrimStart().Length];
}
