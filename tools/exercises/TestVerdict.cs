using System.Text.RegularExpressions;

namespace Workbook.Exercises;

/// <summary>One line of a test report.</summary>
/// <param name="Name">The test's display name.</param>
/// <param name="Passed">Neither failed nor skipped.</param>
/// <param name="Message">The failure's message; empty if there is none.</param>
/// <param name="Exercises">Ids of the exercises that the test judges; empty if it tests given code.</param>
/// <param name="Skipped">It said that it cannot run here, and <paramref name="Message"/> says why.</param>
public sealed record TestOutcome(string Name, bool Passed, string Message, IReadOnlyList<string> Exercises, bool Skipped = false);

/// <summary>Judges test outcomes: does a test do what it must, before and after the exercises are solved?</summary>
public static partial class TestVerdict
{
    /// <summary>What a test of the whole names in place of an exercise: it waits for whichever it meets first.</summary>
    public const string AnyExercise = "any";

    /// <summary>
    /// What is wrong with an outcome on the skeleton, or null: a test of an exercise must fail by the exercise's
    /// name, every other test must pass. A skipped test is neither.
    /// </summary>
    /// <param name="allowEarlier">Whether the name of an exercise of an earlier chapter is good enough.</param>
    public static string? OnSkeleton(TestOutcome outcome, bool allowEarlier = false)
    {
        if (outcome.Skipped)
            return null;
        if (outcome.Exercises.Count == 0)
            return outcome.Passed ? null : $"tests given code and must pass, but: {FirstLine(outcome.Message)}";
        string wanted = string.Join(" or ", outcome.Exercises);
        if (outcome.Passed)
            return $"passes although exercise {wanted} is not started";
        var named = NamedExercise().Matches(outcome.Message).Select(match => match.Groups["id"].Value).ToList();
        if (named.Exists(outcome.Exercises.Contains) || (named.Count > 0 && outcome.Exercises.Contains(AnyExercise)))
            return null;
        if (allowEarlier && named.Exists(id => outcome.Exercises.All(own => own != AnyExercise && Chapter(id) < Chapter(own))))
            return null;
        return $"must fail by the name of exercise {wanted}, but: {FirstLine(outcome.Message)}";
    }

    /// <summary>What is wrong with an outcome on solved code, or null: every test that runs must pass.</summary>
    public static string? OnSolved(TestOutcome outcome) =>
        outcome.Passed || outcome.Skipped ? null : $"must pass, but: {FirstLine(outcome.Message)}";

    private static int Chapter(string id) => int.Parse(id.AsSpan(0, id.IndexOf('.')));

    private static string FirstLine(string message) =>
        message.Length == 0 ? "it was not run" : message.Split('\n')[0].TrimEnd();

    [GeneratedRegex(@"\bexercise (?<id>[0-9]+\.[0-9]+)\b")]
    private static partial Regex NamedExercise();
}
