namespace Workbook.Conformance;

/// <summary>What the tests say about a requirement.</summary>
public enum RequirementResult
{
    /// <summary>All of its tests passed.</summary>
    Shown,

    /// <summary>At least one of its tests failed.</summary>
    Failing,

    /// <summary>Its tests were skipped, all of them.</summary>
    Skipped,

    /// <summary>No test names it, although it applies.</summary>
    Missing,

    /// <summary>No test names it, and none has to: not offered, or out of scope.</summary>
    NotClaimed,
}

/// <summary>A requirement and the tests that name it.</summary>
public sealed record ConformanceRow(Requirement Requirement, IReadOnlyList<TestedRequirement> Tests)
{
    public RequirementResult Result =>
        Tests.Count == 0 ? Requirement.Applies == Applies.Yes ? RequirementResult.Missing : RequirementResult.NotClaimed
        : Tests.Any(test => test.Result == ReportedResult.Failed) ? RequirementResult.Failing
        : Tests.All(test => test.Result == ReportedResult.Skipped) ? RequirementResult.Skipped
        : RequirementResult.Shown;
}

/// <summary>An id that tests name but the list does not hold: a misspelling, or a row that is missing there.</summary>
public sealed record UnknownRequirement(string Key, IReadOnlyList<TestedRequirement> Tests);

/// <summary>The whole matrix. It is good if there is nothing unknown, failing or missing.</summary>
public sealed record ConformanceReport(IReadOnlyList<ConformanceRow> Rows, IReadOnlyList<UnknownRequirement> Unknown)
{
    /// <summary>Rows that apply (Y).</summary>
    public int Applicable => Rows.Count(row => row.Requirement.Applies == Applies.Yes);

    /// <summary>Applicable rows that at least one test names.</summary>
    public int WithTest => Rows.Count(row => row.Requirement.Applies == Applies.Yes && row.Tests.Count > 0);

    /// <summary>Applicable rows that no test names.</summary>
    public int WithoutTest => Applicable - WithTest;

    /// <summary>Rows of any kind with a failing test.</summary>
    public int Failing => Rows.Count(row => row.Result == RequirementResult.Failing);

    public bool IsGood => Unknown.Count == 0 && Failing == 0 && WithoutTest == 0;
}
