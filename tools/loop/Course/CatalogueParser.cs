namespace Workbook.Loop;

/// <summary>Reads an entry of the catalogue: front matter of <c>key: value</c> lines, then sections headed by <c>## </c>.</summary>
public static class CatalogueParser
{
    private static readonly string[] HintTitles = ["Nudge", "Approach", "Shape"];

    /// <summary>Never throws: what is wrong with the text stands in <see cref="CatalogueEntry.Problems"/>.</summary>
    public static CatalogueEntry Parse(string id, string path, string text)
    {
        var problems = new List<string>();
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        int body = 0;
        var front = ReadFront(lines, ref body, problems);
        var sections = ReadSections(lines, body);
        string Section(string title)
        {
            string content = sections.Find(section => section.Title == title).Content ?? "";
            if (content.Length == 0)
                problems.Add($"has no section '{title}'");
            return content;
        }
        var entry = new CatalogueEntry(
            id, path, Value("objective"), List("prerequisites"), List("rfc"),
            Number("minutes", 10, 40), Number("difficulty", 1, 5), Number("points", 1, 100),
            [.. HintTitles.Select(Section)], Section("Why"),
            [.. sections.Where(section => section.Title.StartsWith("Mutant:")).Select(section => ReadMutant(section, problems))], problems);
        if (entry.Mutants.Count < 3)
            problems.Add($"has {entry.Mutants.Count} mutants; at least 3 are wanted");
        return entry;

        string Value(string key)
        {
            if (front.TryGetValue(key, out string? value) && value.Length > 0)
                return value;
            problems.Add($"does not say its {key}");
            return "";
        }
        IReadOnlyList<string> List(string key)
        {
            if (!front.TryGetValue(key, out string? value))
                problems.Add($"does not say its {key}");
            return [.. (value ?? "").Trim('[', ']').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Unquote)];
        }
        int Number(string key, int least, int most)
        {
            if (int.TryParse(Value(key), out int number) && number >= least && number <= most)
                return number;
            problems.Add($"{key} must be a number from {least} to {most}");
            return least;
        }
    }

    private static Dictionary<string, string> ReadFront(string[] lines, ref int body, List<string> problems)
    {
        var front = new Dictionary<string, string>();
        if (lines[0].Trim() != "---")
        {
            problems.Add("does not begin with a line '---'");
            return front;
        }
        for (body = 1; body < lines.Length && lines[body].Trim() != "---"; body++)
        {
            string line = lines[body];
            int comment = line.IndexOf("   #", StringComparison.Ordinal);
            line = comment >= 0 ? line[..comment] : line;
            if (line.IndexOf(':') is > 0 and var colon)
                front[line[..colon].Trim()] = Unquote(line[(colon + 1)..].Trim());
        }
        body++;
        return front;
    }

    private static string Unquote(string value) => value is ['"', .., '"'] ? value[1..^1] : value;

    private static List<(string Title, string Content)> ReadSections(string[] lines, int first)
    {
        var sections = new List<(string Title, List<string> Lines)>();
        bool inCode = false;
        foreach (string line in lines.Skip(first))
        {
            inCode ^= line.StartsWith("```");
            if (!inCode && line.StartsWith("## "))
                sections.Add((line[3..].Trim(), []));
            else if (sections.Count > 0)
                sections[^1].Lines.Add(line);
        }
        return [.. sections.Select(section => (section.Title, string.Join('\n', section.Lines).Trim('\n')))];
    }

    private static Mutant ReadMutant((string Title, string Content) section, List<string> problems)
    {
        string title = section.Title["Mutant:".Length..].Trim();
        var code = new List<string>();
        string killer = "", says = "";
        bool inCode = false;
        foreach (string line in section.Content.Split('\n'))
        {
            if (line.StartsWith("```"))
                inCode = !inCode;
            else if (inCode)
                code.Add(line);
            else if (line.StartsWith("Killed by:"))
                killer = line["Killed by:".Length..].Trim(' ', '`', '.').Split('.')[^1].Trim();
            else if (line.StartsWith("Says:"))
                says = line["Says:".Length..].Trim();
            else if (says.Length > 0 && line.Trim().Length > 0)
                says += " " + line.Trim();
        }
        foreach (string missing in new[] { (killer, "Killed by"), (says, "Says"), (string.Concat(code), "code") }.Where(part => part.Item1.Length == 0).Select(part => part.Item2))
            problems.Add($"mutant '{title}' has no {missing}");
        return new Mutant(title, killer, says, string.Join('\n', code));
    }
}
