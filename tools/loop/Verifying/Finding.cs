namespace Workbook.Loop;

/// <summary>Something that the workbook promises and does not keep.</summary>
/// <param name="Check">Which of the checks found it.</param>
/// <param name="Subject">An exercise, a chapter or a file.</param>
public sealed record Finding(string Check, string Subject, string Message);
