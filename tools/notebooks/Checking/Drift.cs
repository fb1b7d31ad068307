namespace Workbook.Notebooks;

/// <summary>Tells how what a cell puts out differs from what is stored.</summary>
public static class Drift
{
    private const int MostLines = 6;

    /// <returns>What differs, a line of summary first; null if every byte is the same.</returns>
    public static IReadOnlyList<string>? Find(IReadOnlyList<CellOutput> stored, IReadOnlyList<CellOutput> now)
    {
        stored = OutputJson.Merge(stored);
        for (int i = 0; i < Math.Min(stored.Count, now.Count); i++)
        {
            if (Compare(stored[i], now[i]) is { } difference)
                return [$"output {i + 1}, {difference[0]}", .. difference.Skip(1)];
        }
        return stored.Count == now.Count ? null
            : stored.Count > now.Count ? [$"output {now.Count + 1} is stored, but does not come any more:", .. Lines("-", Text(stored[now.Count]))]
            : [$"output {stored.Count + 1} comes, but is not stored:", .. Lines("+", Text(now[stored.Count]))];
    }

    private static IReadOnlyList<string>? Compare(CellOutput stored, CellOutput now)
    {
        if (stored.GetType() != now.GetType())
            return [$"was {Kind(stored)}, is {Kind(now)}:", .. Differing(Text(stored), Text(now))];
        return (stored, now) switch
        {
            (StreamOutput old, StreamOutput other) when old.Name != other.Name => [$"was on {old.Name}, is on {other.Name}"],
            (DisplayOutput old, DisplayOutput other) => Compare(old.Data, other.Data),
            (ResultOutput old, ResultOutput other) => Compare(old.Data, other.Data),
            (ErrorOutput old, ErrorOutput other) when old.Name != other.Name || old.Value != other.Value => ["the error:", .. Differing($"{old.Name}: {old.Value}", $"{other.Name}: {other.Value}")],
            _ => Text(stored) == Text(now) ? null : [$"{Kind(stored)}:", .. Differing(Text(stored), Text(now))],
        };
    }

    private static IReadOnlyList<string>? Compare(MimeBundle stored, MimeBundle now)
    {
        // The plain text first: it is what can be read.
        foreach (string type in stored.Parts.Keys.Union(now.Parts.Keys).OrderBy(type => type != MimeBundle.Plain).ThenBy(type => type, StringComparer.Ordinal))
        {
            if (!stored.Parts.TryGetValue(type, out string? old))
                return [$"{type} is new"];
            if (!now.Parts.TryGetValue(type, out string? other))
                return [$"{type} is gone"];
            if (old != other)
                return type == MimeBundle.Plain ? [$"{type}:", .. Differing(old, other)] : [$"{type} differs ({old.Length} characters were, {other.Length} are)"];
        }
        return null;
    }

    /// <summary>The first lines that are not the same.</summary>
    private static IEnumerable<string> Differing(string old, string now)
    {
        string[] before = old.Split('\n'), after = now.Split('\n');
        int from = before.Zip(after).TakeWhile(pair => pair.First == pair.Second).Count();
        int same = before.Skip(from).Reverse().Zip(after.Skip(from).Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        yield return $"@ line {from + 1}";
        foreach (string line in Lines("-", string.Join('\n', before[from..^same])).Concat(Lines("+", string.Join('\n', after[from..^same]))))
            yield return line;
    }

    private static IEnumerable<string> Lines(string sign, string text)
    {
        if (text.Length == 0)
            return [];
        string[] lines = text.TrimEnd('\n').Split('\n');
        var shown = lines.Take(MostLines).Select(line => $"{sign} {line}");
        return lines.Length <= MostLines ? shown : shown.Append($"{sign} ... {lines.Length - MostLines} more");
    }

    private static string Kind(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Name,
        DisplayOutput => "a display",
        ResultOutput => "a result",
        _ => "an error",
    };

    private static string Text(CellOutput output) => output switch
    {
        StreamOutput stream => stream.Text,
        DisplayOutput display => display.Data.Text,
        ResultOutput result => result.Data.Text,
        ErrorOutput error => string.Join('\n', error.Traceback),
        _ => "",
    };
}
