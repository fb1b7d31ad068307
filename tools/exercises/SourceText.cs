using System.Text.RegularExpressions;

namespace Workbook.Exercises;

/// <summary>The lines of a source text and the exercises in it.</summary>
/// <remarks>
/// Regions are recognised line by line, as the compiler does, but without a lexer: a line of a multi-line
/// string that looks like a region counts as one. Chapters have no reason to hold such a string.
/// </remarks>
public sealed partial class SourceText
{
    private readonly List<Exercise> exercises = [];
    private readonly List<Problem> problems = [];

    private SourceText(string text) => Lines = text.TrimStart('\uFEFF').Split('\n');

    /// <summary>The lines without line feeds; joined by line feeds they are the text again (less a byte order mark).</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The exercises in the order of the text.</summary>
    public IReadOnlyList<Exercise> Exercises => exercises;

    /// <summary>What is wrong with the regions; empty if all is well.</summary>
    public IReadOnlyList<Problem> Problems => problems;

    /// <summary>Reads a text and collects every problem of its regions.</summary>
    public static SourceText Parse(string text)
    {
        var source = new SourceText(text);
        source.FindExercises();
        return source;
    }

    /// <summary>Reads a text whose regions are expected to be in order.</summary>
    /// <exception cref="RegionException">The first problem, if there is one.</exception>
    public static SourceText ParseStrictly(string text)
    {
        var source = Parse(text);
        return source.Problems is [var first, ..] ? throw new RegionException(first) : source;
    }

    /// <summary>The exercise with this id, or null.</summary>
    public Exercise? Find(string id) => exercises.Find(exercise => exercise.Id == id);

    /// <summary>The lines between the two region lines of an exercise.</summary>
    public IEnumerable<string> Body(Exercise exercise) =>
        Lines.Skip(exercise.FirstLine).Take(exercise.BodyLines);

    private void FindExercises()
    {
        (int Line, Match Header)? open = null;
        for (int number = 1; number <= Lines.Count; number++)
        {
            string line = Lines[number - 1].TrimEnd();
            if (RegionLine().Match(line) is { Success: true } header)
            {
                if (open is { } outer)
                    Report(number, $"a region inside the region of line {outer.Line}; exercises do not nest");
                else
                    open = (number, header);
            }
            else if (EndLine().IsMatch(line))
            {
                if (open is { } begun)
                    Close(begun.Line, begun.Header.Groups["rest"].Value, number);
                else
                    Report(number, "#endregion without a #region");
                open = null;
            }
        }
        if (open is { } left)
            Report(left.Line, "this #region has no #endregion");
        problems.Sort((a, b) => a.Line.CompareTo(b.Line));
    }

    private void Close(int first, string heading, int last)
    {
        var match = ExerciseHeading().Match(heading);
        string id = match.Groups["id"].Value, title = match.Groups["title"].Value.Trim();
        if (!match.Success)
            Report(first, $"'#region {heading}' is no exercise; write '#region exercise 6.2: the task' (regions have no other use)");
        else if (title.Length == 0)
            Report(first, $"exercise {id} has no title; the title is the task");
        else if (Find(id) is { } earlier)
            Report(first, $"exercise {id} is already at line {earlier.FirstLine}");
        else
            exercises.Add(new Exercise(id, title, first, last));
    }

    private void Report(int line, string message) => problems.Add(new Problem(line, message));

    [GeneratedRegex(@"^\s*#\s*region\b\s*(?<rest>.*)$")]
    private static partial Regex RegionLine();

    [GeneratedRegex(@"^\s*#\s*endregion\b")]
    private static partial Regex EndLine();

    [GeneratedRegex(@"^exercise (?<id>[0-9]+\.[0-9]+)(:(?<title>.*))?$")]
    private static partial Regex ExerciseHeading();
}
