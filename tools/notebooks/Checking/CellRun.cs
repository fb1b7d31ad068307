namespace Workbook.Notebooks;

/// <summary>What became of a cell.</summary>
/// <param name="Problem">Why the notebook does not hold; null if the cell did what it should.</param>
public sealed record CellRun(NotebookCell Cell, IReadOnlyList<CellOutput> Outputs, TimeSpan Took, string? Problem);
