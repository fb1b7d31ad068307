using Xunit.v3;

namespace Workbook.Harness;

/// <summary>Names the exercise whose solution a test judges: <c>[Exercise("6.2")]</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ExerciseAttribute(string id) : Attribute, ITraitAttribute
{
    /// <summary>In place of a number: a test of the whole, which on the skeleton waits for whichever exercise it meets first.</summary>
    public const string Any = "any";

    public string Id { get; } = id;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Exercise", Id)];
}
