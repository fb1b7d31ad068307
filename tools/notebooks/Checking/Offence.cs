namespace Workbook.Notebooks;

/// <summary>Something that keeps a notebook from being read or run elsewhere.</summary>
/// <param name="Rule">The rule's name, one of <see cref="LintRules"/>.</param>
/// <param name="Cell">The cell's number; 0 for the notebook itself.</param>
/// <param name="Line">The line in the cell, from 1; 0 if it is no line's.</param>
public sealed record Offence(string Rule, int Cell, int Line, string Message)
{
    public override string ToString() =>
        $"{(Cell == 0 ? "notebook" : Line == 0 ? $"cell {Cell}" : $"cell {Cell}, line {Line}")}: {Rule}: {Message}";
}

/// <summary>Names of what is looked for.</summary>
public static class LintRules
{
    public const string RefStruct = "ref-struct-variable", Namespace = "namespace", LateUsing = "using-after-code", Magic = "magic-command",
        Package = "package-reference", AbsoluteReference = "absolute-reference", Metadata = "metadata", LongLine = "long-line", NotRun = "not-run",
        AbsolutePath = "absolute-path", RawSvg = "raw-svg", Style = "style-attribute";
}
