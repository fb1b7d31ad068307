namespace Workbook.Notebooks;

/// <param name="Directory">The notebook's own, which <c>#r</c> starts from.</param>
/// <param name="Root">Source files in stack traces are named relative to it; those outside are not named.</param>
public sealed record SessionOptions(string Directory, string? Root = null);
