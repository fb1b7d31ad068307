using Xunit.v3;

namespace Workbook.Harness;

/// <summary>Names the requirement that a test shows to be met: <c>[Requirement("RFC9293", "MUST-8")]</c>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class RequirementAttribute(string document, string requirement) : Attribute, ITraitAttribute
{
    public string Document { get; } = document;

    public string Id { get; } = requirement;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() =>
        [new("Requirement", $"{Document} {Id}")];
}
