namespace Workbook.Notebooks;

public static class NotebookLint { public static IEnumerable<string> Inspect(Notebook notebook) => []; }
