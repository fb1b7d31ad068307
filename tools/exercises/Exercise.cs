namespace Workbook.Exercises;

/// <summary>One exercise as it stands in a source text.</summary>
/// <param name="Id">Chapter and number, as in <c>6.2</c>.</param>
/// <param name="Title">The task, as the region line states it.</param>
/// <param name="FirstLine">Line number, from 1, of the <c>#region</c> line.</param>
/// <param name="LastLine">Line number, from 1, of the <c>#endregion</c> line.</param>
public sealed record Exercise(string Id, string Title, int FirstLine, int LastLine)
{
    /// <summary>How many lines stand between the two region lines.</summary>
    public int BodyLines => LastLine - FirstLine - 1;

    /// <summary>The chapter that the exercise belongs to: the number before the dot.</summary>
    public int Chapter => int.Parse(Id.AsSpan(0, Id.IndexOf('.')));
}

/// <summary>Something wrong with a source text, at a line counted from 1.</summary>
public sealed record Problem(int Line, string Message);

/// <summary>A text whose regions are not what the workbook expects.</summary>
public sealed class RegionException(Problem problem) : Exception($"line {problem.Line}: {problem.Message}")
{
    public Problem Problem { get; } = problem;
}
