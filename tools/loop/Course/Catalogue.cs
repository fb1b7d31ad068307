namespace Workbook.Loop;

/// <summary>A wrong solution that learners really write, and the test that tells it from a right one.</summary>
/// <param name="KilledBy">The test's method name.</param>
/// <param name="Says">The hint for somebody who wrote it.</param>
/// <param name="Body">What stands in the region.</param>
public sealed record Mutant(string Title, string KilledBy, string Says, string Body);

/// <summary>All there is to know about an exercise that does not stand in its region.</summary>
/// <param name="Path">The file that says it, below the repository.</param>
/// <param name="Hints">Nudge, approach and shape, in this order.</param>
/// <param name="Problems">What is missing or wrong, for authors.</param>
public sealed record CatalogueEntry(
    string Id, string Path, string Objective, IReadOnlyList<string> Prerequisites, IReadOnlyList<string> Rfc,
    int Minutes, int Difficulty, int Points, IReadOnlyList<string> Hints, string Why, IReadOnlyList<Mutant> Mutants,
    IReadOnlyList<string> Problems);

/// <summary>The entries of all exercises: <c>tools/catalog/NN-name/N.M.md</c>.</summary>
public static class Catalogue
{
    public static IReadOnlyDictionary<string, CatalogueEntry> Read(string root)
    {
        string directory = Path.Combine(root, "tools", "catalog");
        return !Directory.Exists(directory) ? new Dictionary<string, CatalogueEntry>()
            : Directory.EnumerateFiles(directory, "*.md", SearchOption.AllDirectories)
                .Where(file => char.IsAsciiDigit(Path.GetFileName(file)[0]))
                .Select(file => CatalogueParser.Parse(
                    Path.GetFileNameWithoutExtension(file), Path.GetRelativePath(root, file).Replace('\\', '/'), File.ReadAllText(file)))
                .GroupBy(entry => entry.Id).ToDictionary(group => group.Key, group => group.First());
    }

    /// <summary>An exercise that needs itself, by way of others, as <c>6.1 -> 6.2 -> 6.1</c>; null if there is none.</summary>
    public static string? FindCycle(IReadOnlyDictionary<string, CatalogueEntry> entries)
    {
        var done = new HashSet<string>();
        var path = new List<string>();
        return entries.Keys.Order(StringComparer.Ordinal).Select(Visit).FirstOrDefault(cycle => cycle is not null);

        string? Visit(string id)
        {
            if (path.IndexOf(id) is >= 0 and var first)
                return string.Join(" -> ", [.. path.Skip(first), id]);
            if (!entries.TryGetValue(id, out CatalogueEntry? entry) || !done.Add(id))
                return null;
            path.Add(id);
            string? cycle = entry.Prerequisites.Select(Visit).FirstOrDefault(found => found is not null);
            path.RemoveAt(path.Count - 1);
            return cycle;
        }
    }
}
