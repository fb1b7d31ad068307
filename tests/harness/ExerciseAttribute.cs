using Xunit.v3;

namespace Workbook.Harness;

/// <summary>Names the exercise whose solution a test judges: <c>[Exercise("6.2")]</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class ExerciseAttribute(string id) : Attribute, ITraitAttribute
{
    public string Id { get; } = id;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new("Exercise", Id)];
}
