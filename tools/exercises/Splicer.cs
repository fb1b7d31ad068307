namespace Workbook.Exercises;

/// <summary>Puts the solutions of some exercises from one text into another.</summary>
public static class Splicer
{
    /// <summary>
    /// The text <paramref name="target"/> with the bodies of the exercises in <paramref name="ids"/> taken from
    /// <paramref name="source"/>. Ids that neither text has are ignored, so that one set of ids serves all files.
    /// </summary>
    /// <param name="paths">
    /// Where the two texts live. If given, <c>#line</c> directives make compiler errors and debuggers point at
    /// those files instead of the spliced one.
    /// </param>
    /// <exception cref="RegionException">Regions are malformed, or only one of the texts has an exercise.</exception>
    public static string Splice(
        string target, string source, ISet<string> ids, (string Target, string Source)? paths = null)
    {
        var to = SourceText.ParseStrictly(target);
        var from = SourceText.ParseStrictly(source);
        RequireSame(from, to, ids, "the file to splice into lacks exercise");
        RequireSame(to, from, ids, "the file to splice from lacks exercise");

        var result = new List<string>(to.Lines.Count + from.Lines.Count);
        if (paths is { } start)
            result.Add(LineDirective(1, start.Target));
        int copied = 0;
        foreach (var exercise in to.Exercises.Where(exercise => ids.Contains(exercise.Id)))
        {
            var reference = from.Find(exercise.Id)!;
            result.AddRange(to.Lines.Skip(copied).Take(exercise.FirstLine - copied));
            if (paths is { } before)
                result.Add(LineDirective(reference.FirstLine + 1, before.Source));
            result.AddRange(from.Body(reference));
            if (paths is { } after)
                result.Add(LineDirective(exercise.LastLine, after.Target));
            copied = exercise.LastLine - 1;
        }
        result.AddRange(to.Lines.Skip(copied));
        return string.Join('\n', result);
    }

    private static void RequireSame(SourceText having, SourceText lacking, ISet<string> ids, string complaint)
    {
        foreach (var exercise in having.Exercises)
        {
            if (ids.Contains(exercise.Id) && lacking.Find(exercise.Id) is null)
                throw new RegionException(new Problem(exercise.FirstLine, $"{complaint} {exercise.Id}"));
        }
    }

    private static string LineDirective(int line, string path) => $"#line {line} \"{path}\"";
}
