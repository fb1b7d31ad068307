namespace Workbook.Conformance;

/// <summary>Which requirement is shown by which test.</summary>
public static class Conformance
{
    private const string Heading = "document\tid\tlevel\tapplies\trequirement\tnote";

    /// <summary>The list this program was built with: tests/conformance.tsv.</summary>
    public static IReadOnlyList<Requirement> Load()
    {
        using var stream = typeof(Conformance).Assembly.GetManifestResourceStream("conformance.tsv")!;
        using var reader = new StreamReader(stream);
        return Parse(reader.ReadToEnd());
    }

    /// <exception cref="FormatException">A line is not a row, or its id stands there twice.</exception>
    public static IReadOnlyList<Requirement> Parse(string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        if (lines[0] != Heading)
            throw new FormatException($"line 1 must be '{Heading}'");
        var rows = new List<Requirement>();
        var keys = new HashSet<string>();
        for (int i = 1; i < lines.Length; i++)
        {
            Requirement row = Row(lines[i], i + 1);
            if (!keys.Add(row.Key))
                throw new FormatException($"line {i + 1}: {row.Key} stands there twice");
            rows.Add(row);
        }
        return rows;
    }

    /// <summary>
    /// Joins requirements with the tests that name them, in the order of the list. What a test says of a section's part
    /// (<c>RFC6298 2.1</c>, <c>RFC6582 3.2 step 2</c>) counts for the section if the part has no row of its own.
    /// </summary>
    public static ConformanceReport Matrix(IReadOnlyList<Requirement> requirements, IReadOnlyList<TestedRequirement> tests)
    {
        var known = requirements.Select(requirement => requirement.Key).ToHashSet();
        var byKey = tests.SelectMany(test => test.Requirements.Select(key => Resolve(key, known)).Distinct().Select(key => (key, test))).ToLookup(pair => pair.key, pair => pair.test);
        return new ConformanceReport(
            [.. requirements.Select(requirement => new ConformanceRow(requirement, [.. byKey[requirement.Key]]))],
            [.. byKey.Where(group => !known.Contains(group.Key)).OrderBy(group => group.Key, StringComparer.Ordinal)
                .Select(group => new UnknownRequirement(group.Key, [.. group]))]);
    }

    private static string Resolve(string key, HashSet<string> known)
    {
        for (string part = key; part.Contains(' ');)
        {
            if (known.Contains(part))
                return part;
            part = part[..part.LastIndexOfAny(['.', ' '])];
        }
        return key;
    }

    private static Requirement Row(string line, int number)
    {
        string[] cells = line.Split('\t');
        if (cells.Length is < 5 or > 6)
            throw new FormatException($"line {number} has {cells.Length} cells instead of 5 or 6: {line}");
        Applies applies = cells[3] switch
        {
            "Y" => Applies.Yes,
            "O" => Applies.Offered,
            "N" => Applies.No,
            _ => throw new FormatException($"line {number}: applies is '{cells[3]}' instead of Y, O or N"),
        };
        if (cells[2] is not ("MUST" or "SHOULD" or "RECOMMENDED" or "MAY"))
            throw new FormatException($"line {number}: '{cells[2]}' is no level of RFC 2119");
        return new(cells[0], cells[1], cells[2], applies, cells[4], cells.Length > 5 ? cells[5] : "");
    }
}
