using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Finds notebooks by what people call them.</summary>
internal static class NotebookFiles
{
    /// <summary>The workbook's own, in the order of their chapters.</summary>
    public static IReadOnlyList<string> All(string root) =>
        Directory.Exists(DirectoryIn(root)) ? [.. Directory.EnumerateFiles(DirectoryIn(root), "*.ipynb").Order(StringComparer.Ordinal)] : [];

    /// <param name="what">A chapter's number, a notebook's name or a part of it from the start, or a file.</param>
    /// <exception cref="ArgumentException">There is no such notebook.</exception>
    public static string Find(string root, string what)
    {
        if (what.EndsWith(".ipynb", StringComparison.OrdinalIgnoreCase))
            return File.Exists(what) ? what : throw new ArgumentException($"there is no file {what}.");
        string start = int.TryParse(what, out int number) ? $"{number:00}-" : what;
        var all = All(root);
        return all.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == what)
            ?? all.FirstOrDefault(path => Path.GetFileName(path).StartsWith(start, StringComparison.Ordinal))
            ?? throw new ArgumentException($"there is no notebook '{what}'. There are: {string.Join(", ", all.Select(Path.GetFileNameWithoutExtension))}.");
    }

    private static string DirectoryIn(string root) => Path.Combine(root, "notebooks");
}
