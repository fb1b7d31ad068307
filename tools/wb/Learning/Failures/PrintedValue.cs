namespace Workbook.Cli.Learning;

/// <summary>A value as tests print it, taken apart: <c>[1, 2]</c>, <c>(1, 2)</c>, <c>Name { A = 1, B = 2 }</c>, or a text that is nothing of the kind.</summary>
/// <param name="Parts">Empty for what has none.</param>
internal sealed record PrintedValue(string Text, string Kind, IReadOnlyList<(string Name, PrintedValue Value)> Parts)
{
    public bool IsList => Kind == "[";

    /// <summary>A list of small values, such as bytes.</summary>
    public bool IsRow => IsList && Parts.All(part => part.Value is { Kind: "", Text.Length: <= 12 });

    /// <summary>Read as one: a small tuple as well.</summary>
    private bool IsWhole => Kind == "" || (Kind == "(" && Text.Length <= 24);

    public static PrintedValue Parse(string text)
    {
        text = text.Trim();
        if (text is ['[', .., ']'] or ['(', .., ')'])
        {
            bool isList = text[0] == '[';
            if (Split(text[1..^1]) is { } items)
                return new PrintedValue(text, text[..1], [.. items.Select((item, i) => (isList ? $"[{i}]" : $"{i + 1}", Parse(item)))]);
        }
        else if (text is [.., '}'] && text.IndexOf(" { ") is > 0 and var brace && Split(text[(brace + 3)..^1]) is { } fields
            && fields.All(field => field.Contains(" = ")))
            return new PrintedValue(text, text[..brace], [.. fields.Select(field => (field[..field.IndexOf(" = ")], Parse(field[(field.IndexOf(" = ") + 3)..])))]);
        return new PrintedValue(text, "", []);
    }

    /// <summary>Every value that is read as one, with its place, paired with that of another value of the same build; null where one has none.</summary>
    public static IEnumerable<(string Place, string? Left, string? Right)> Pair(PrintedValue? left, PrintedValue? right, string place = "")
    {
        if (left is null || right is null || left.Kind != right.Kind || left.IsWhole || left.Parts.Count + right.Parts.Count == 0)
            return [(place, left?.Text, right?.Text)];
        return Enumerable.Range(0, Math.Max(left.Parts.Count, right.Parts.Count)).SelectMany(i =>
        {
            var (name, value) = i < left.Parts.Count ? left.Parts[i] : right.Parts[i];
            return Pair(i < left.Parts.Count ? value : null, i < right.Parts.Count ? right.Parts[i].Value : null, Below(place, name));
        });
    }

    private static string Below(string place, string name) => place == "" ? name : name[0] == '[' ? place + name : $"{place}.{name}";

    /// <summary>At commas outside of brackets and quotes; null if those don't match.</summary>
    private static List<string>? Split(string text)
    {
        var items = new List<string>();
        var open = new Stack<char>();
        bool quoted = false;
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (!quoted && text[i] is '[' or '(' or '{')
                open.Push(text[i]);
            else if (!quoted && text[i] is ']' or ')' or '}' && !open.TryPop(out _))
                return null;
            else if (!quoted && open.Count == 0 && text[i] == ',')
            {
                items.Add(text[start..i].Trim());
                start = i + 1;
            }
        }
        if (text[start..].Trim() is { Length: > 0 } last)
            items.Add(last);
        return open.Count == 0 && !quoted ? items : null;
    }
}
