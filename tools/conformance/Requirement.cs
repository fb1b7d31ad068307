namespace Workbook.Conformance;

/// <summary>How far a requirement concerns this stack.</summary>
public enum Applies
{
    /// <summary>It applies, and a test must name it.</summary>
    Yes,

    /// <summary>Only where the feature is offered; otherwise a stated deviation.</summary>
    Offered,

    /// <summary>Out of scope; <see cref="Requirement.Note"/> says why.</summary>
    No,
}

/// <summary>One row of tests/conformance.tsv.</summary>
/// <param name="Document">As tests write it: <c>RFC9293</c>.</param>
/// <param name="Id">
/// RFC 9293's own (its appendix B); for RFC 1122 L, I or U (link, internet, UDP) and a number; else the section.
/// </param>
/// <param name="Level">MUST, SHOULD, RECOMMENDED or MAY.</param>
/// <param name="Text">The requirement in a line.</param>
/// <param name="Note">A deviation, a reason, or empty.</param>
public sealed record Requirement(string Document, string Id, string Level, Applies Applies, string Text, string Note)
{
    /// <summary>What the trait <c>Requirement</c> of a test holds.</summary>
    public string Key => $"{Document} {Id}";
}
