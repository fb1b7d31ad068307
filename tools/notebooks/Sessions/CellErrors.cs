using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Workbook.Notebooks;

/// <summary>Says what ended a cell, and where.</summary>
internal static class CellErrors
{
    /// <summary>The name of the error that the compiler's messages make.</summary>
    public const string Compilation = "CompilationError";

    public const string Interruption = "OperationCanceledException";

    private const int MostMessages = 8;

    public static ErrorOutput Interrupted(int cell) =>
        new(Interruption, $"cell {cell} was interrupted", [$"{Interruption}: cell {cell} was interrupted"]);

    public static ErrorOutput From(IReadOnlyList<Diagnostic> errors)
    {
        var lines = errors.Take(MostMessages).SelectMany(Describe).ToList();
        if (errors.Count > MostMessages)
            lines.Add($"and {errors.Count - MostMessages} more");
        return new ErrorOutput(Compilation, $"{errors[0].Id} in {Place(errors[0])}: {errors[0].GetMessage()}", lines);
    }

    public static ErrorOutput From(Exception exception, StackLines stack, int cell)
    {
        // Waiting for a task wraps what it threw, which says nothing.
        Exception cause = exception is AggregateException { InnerExceptions.Count: 1 } ? exception.InnerException! : exception;
        var lines = new List<string>();
        for (Exception? e = cause; e is not null; e = e.InnerException)
        {
            lines.Add($"{(e == cause ? "" : "caused by ")}{e.GetType().Name}: {stack.Anonymous(e.Message)}");
            lines.AddRange(stack.Of(e));
        }
        string place = stack.PlaceOf(cause) ?? $"cell {cell}";
        return new ErrorOutput(cause.GetType().Name, $"{stack.Anonymous(cause.Message)} ({place})", lines);
    }

    private static IEnumerable<string> Describe(Diagnostic error)
    {
        yield return $"{Place(error)}: error {error.Id}: {error.GetMessage()}";
        if (error.Location.SourceTree?.GetText() is not { } text)
            yield break;
        FileLinePositionSpan span = error.Location.GetLineSpan();
        TextLine line = text.Lines[span.StartLinePosition.Line];
        int end = span.EndLinePosition.Line == span.StartLinePosition.Line ? span.EndLinePosition.Character : line.Span.Length;
        yield return $"    {line}";
        yield return $"    {new string(' ', span.StartLinePosition.Character)}{new string('^', Math.Max(1, end - span.StartLinePosition.Character))}";
    }

    private static string Place(Diagnostic error) => error.Location.SourceTree is { } tree
        ? $"{tree.FilePath}, line {error.Location.GetLineSpan().StartLinePosition.Line + 1}" : "a reference";
}
