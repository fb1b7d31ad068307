using System.Text;
using System.Text.RegularExpressions;
using Workbook.Basics;
using Xunit;

namespace Workbook.Harness;

/// <summary>Writes what a failed script has to say.</summary>
internal sealed partial class FailureStory(IReadOnlyList<ScriptStep> steps, ScriptOptions options, CaptureFile capture)
{
    private readonly List<Instant> _times = [];

    public void Done(Instant now) => _times.Add(now);

    /// <summary>The words by which a hole is known, wherever in the original message they stand.</summary>
    public static string Waiting(NotImplementedException waiting) =>
        NamedExercise().Match(waiting.Message) is { Success: true } match
            ? $"{match.Value} is waiting{(waiting.Message == match.Value ? "" : $" ({waiting.Message})")}"
            : $"something is not written yet: {waiting.Message}";

    /// <param name="step">The step that failed; null: what comes after the last one.</param>
    public string Tell(ScriptStep? step, Instant now, string why, IReadOnlyList<FieldComparison> fields, IReadOnlyList<string> alsoLeft)
    {
        var text = new StringBuilder();
        text.Append(step is null ? "after the last line: " : $"line {step.Line}, '{step.Text}': ").Append(why).Append("\n\n");
        for (int i = 0; i < _times.Count && i < steps.Count; i++)
            AppendStep(text, steps[i], _times[i], steps[i].Kind == StepKind.Comment ? "" : "ok");
        if (step is null)
            text.Append($"{now,12}  HERE  (the end)\n");
        else
            AppendStep(text, step, now, "HERE");
        AppendFields(text, fields);
        foreach (ScriptStep next in steps.Skip(_times.Count + 1))
            text.Append($"{"",12}        {next.Text}\n");
        if (alsoLeft.Count > 0)
            text.Append('\n').Append(string.Concat(alsoLeft.Select(left => $"left too:  {left}\n")));
        AppendPointers(text, step, why);
        return text.ToString().TrimEnd();
    }

    private static void AppendStep(StringBuilder text, ScriptStep step, Instant time, string mark) =>
        text.Append(step.Kind == StepKind.Comment ? $"{"",12}  {"",-4}  " : $"{time,12}  {mark,-4}  ").Append(step.Text).Append('\n');

    private static void AppendFields(StringBuilder text, IReadOnlyList<FieldComparison> fields)
    {
        // A single one stands in the first line already.
        if (fields.Count < 2)
            return;
        int width = Math.Max("expected".Length, fields.Max(field => field.Expected.Length)) + 2;
        int actualWidth = Math.Max("actual".Length, fields.Max(field => field.Actual.Length)) + 2;
        text.Append($"{"",20}  {"",-16}{"expected".PadRight(width)}actual\n");
        foreach (FieldComparison field in fields)
        {
            string line = $"{"",20}  {field.Field,-16}{field.Expected.PadRight(width)}{field.Actual.PadRight(actualWidth)}";
            text.Append(field.Differs ? line + "<-- differs" : line.TrimEnd()).Append('\n');
        }
    }

    // A grader looks for "exercise 6.2" in messages to tell a hole from a mistake, so the words appear only for a hole.
    private void AppendPointers(StringBuilder text, ScriptStep? step, string why)
    {
        text.Append($"\nwhy:      {why}\n");
        if (((step ?? steps.LastOrDefault())?.Section ?? options.Section) is { } section)
            text.Append($"rule:     {section}\n");
        string[] exercises = NamedExercise().Match(why) is { Success: true } hole ? [hole.Groups["id"].Value]
            : options.Exercise is { } own ? [own] : Traits("Exercise");
        if (exercises.Length > 0)
            text.Append($"stuck:    {string.Join(", ", exercises.Select(id => $"./wb hint {id}"))}\n");
        if (capture.Count > 0)
            text.Append($"packets:  {capture.Write()}\n");
    }

    private static string[] Traits(string name) =>
        TestContext.Current.Test?.Traits.TryGetValue(name, out var values) == true ? [.. values.Order(StringComparer.Ordinal)] : [];

    [GeneratedRegex(@"\bexercise (?<id>[0-9]+\.[0-9]+)\b")]
    private static partial Regex NamedExercise();
}
