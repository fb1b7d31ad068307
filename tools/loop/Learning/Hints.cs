namespace Workbook.Loop;

/// <summary>Gives one more hint each time it is asked.</summary>
/// <remarks>How many were given lies in the cache: deleted, one begins again at the first.</remarks>
public sealed class Hints(Course course)
{
    /// <summary>The wrong solutions that what somebody wrote looks like: their killing tests fail.</summary>
    /// <param name="failing">Methods of the tests that fail.</param>
    public static IReadOnlyList<Mutant> Recognize(CatalogueEntry entry, IEnumerable<string> failing)
    {
        var methods = failing.ToHashSet();
        // A test that many mistakes fail tells least.
        return [.. entry.Mutants.Where(mutant => methods.Contains(mutant.KilledBy))
            .OrderBy(mutant => entry.Mutants.Count(other => other.KilledBy == mutant.KilledBy))];
    }

    public int Given(string id) => int.TryParse(ReadOrNull(FileOf(id)), out int count) ? Math.Max(0, count) : 0;

    /// <summary>Counts one more, and says which it is, from 0.</summary>
    public int Next(string id, int most)
    {
        int next = Math.Min(Given(id), most - 1);
        Directory.CreateDirectory(Path.GetDirectoryName(FileOf(id))!);
        File.WriteAllText(FileOf(id), (next + 1).ToString());
        return next;
    }

    private string FileOf(string id) => Path.Combine(course.CacheDirectory, "hints", id);

    private static string? ReadOrNull(string file) => File.Exists(file) ? File.ReadAllText(file) : null;
}
