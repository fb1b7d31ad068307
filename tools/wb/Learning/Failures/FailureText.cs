using Workbook.Cli.Terminal;

namespace Workbook.Cli.Learning;

/// <summary>Lays out what a test says when it fails: values one below the other, and only the part of long ones that differs.</summary>
internal static class FailureText
{
    private const string Should = "should be", But = "but was", Differs = "  <-- differs";

    /// <summary>So many fields are still read one by one; of more, those that differ.</summary>
    private const int MostFields = 12;

    /// <summary>So many lines of a long value are shown.</summary>
    private const int MostLines = 6;

    /// <returns>Lines that are no longer than <paramref name="width"/>, save for words that are.</returns>
    /// <param name="method">The test's.</param>
    public static IEnumerable<string> Lines(string message, int width, string method = "")
    {
        if (Assertion.Read(message, method) is not { } assertion)
            return message.TrimEnd().Split('\n').SelectMany(line => Prose.Fold(line.TrimEnd(), width));
        var lines = Prose.Fold(assertion.Expression.ReplaceLineEndings(" "), width).Concat(Claims(assertion, width - 2).Select(line => "  " + line));
        return assertion.Info.Length == 0 ? lines : [.. lines, "", .. Prose.Wrap(assertion.Info, width)];
    }

    private static IEnumerable<string> Claims(Assertion assertion, int width)
    {
        if (assertion.IsEquality)
        {
            string expected = assertion.Claims[0].Value, actual = assertion.Claims[1].Value;
            PrintedValue left = PrintedValue.Parse(expected), right = PrintedValue.Parse(actual);
            if (left.IsRow && right.IsRow && left.Parts.Count + right.Parts.Count > 2)
                return Row([.. left.Parts.Select(part => part.Value.Text)], [.. right.Parts.Select(part => part.Value.Text)], "item", " ", width);
            if (left.Kind != "" && left.Kind == right.Kind && Fields(left, right, width) is { } table)
                return table;
            if (IsQuoted(expected) && IsQuoted(actual) && Math.Max(expected.Length, actual.Length) > width - Should.Length - 2)
                return Row([.. expected[1..^1].Select(Visible)], [.. actual[1..^1].Select(Visible)], "character", "", width);
        }
        return Plain(assertion.Claims, width);
    }

    /// <summary>Label and value; values that don't fit beside their labels come below them.</summary>
    private static IEnumerable<string> Plain(IReadOnlyList<(string Label, string Value)> claims, int width)
    {
        int column = claims.Max(claim => claim.Label.Length) + 2;
        if (claims.All(claim => !claim.Value.Contains('\n') && column + claim.Value.Length <= width))
            return claims.Select(claim => $"{claim.Label.PadRight(column)}{claim.Value}".TrimEnd());
        return claims.SelectMany(claim =>
        {
            string[] all = [.. claim.Value.Split('\n').SelectMany(line => Prose.Fold(line.TrimEnd(), width - 2)).Select(line => "  " + line)];
            return (string[])[claim.Label, .. all.Take(MostLines), .. all.Length > MostLines ? ["  ..."] : Array.Empty<string>()];
        });
    }

    /// <summary>Two values field by field; null if they are too wide for that.</summary>
    private static IEnumerable<string>? Fields(PrintedValue left, PrintedValue right, int width)
    {
        var all = PrintedValue.Pair(left, right).ToList();
        var shown = all.Count <= MostFields ? all : [.. all.Where(field => field.Left != field.Right)];
        int more = Math.Max(0, shown.Count - MostFields);
        shown = [.. shown.Take(MostFields)];
        if (shown.Count == 0 || all.Count == 1)
            return null;
        int name = shown.Max(field => field.Place.Length) + 2;
        int one = Math.Max(Should.Length, shown.Max(field => (field.Left ?? "nothing").Length)) + 2;
        int two = Math.Max(But.Length, shown.Max(field => (field.Right ?? "nothing").Length));
        if (name + one + two + Differs.Length > width)
            return null;
        return
        [
            $"{"".PadRight(name)}{Should.PadRight(one)}{But}",
            .. shown.Select(field => $"{field.Place.PadRight(name)}{(field.Left ?? "nothing").PadRight(one)}{(field.Right ?? "nothing").PadRight(two)}{(field.Left != field.Right ? Differs : "")}".TrimEnd()),
            .. more > 0 ? [$"and {more} more that differ"] : Array.Empty<string>(),
        ];
    }

    /// <summary>Two rows of small things, one below the other around the first that differs.</summary>
    private static IEnumerable<string> Row(string[] left, string[] right, string thing, string separator, int width)
    {
        int longest = Math.Max(left.Length, right.Length), first = 0;
        while (first < Math.Min(left.Length, right.Length) && left[first] == right[first])
            first++;
        int label = Should.Length + 2, cell = left.Concat(right).Max(item => item.Length);
        int room = Math.Max(1, (width - label - 8) / (cell + separator.Length));
        // A few of those before show where in the row this is.
        int start = longest <= room ? 0 : Math.Max(0, Math.Min(first - room / 4, longest - room)), end = Math.Min(longest, start + room);
        string Line(string name, string[] items)
        {
            var cells = Enumerable.Range(start, end - start).Select(i => (i < items.Length ? items[i] : "").PadLeft(cell));
            return $"{name.PadRight(label)}{(start > 0 ? "... " : "")}{string.Join(separator, cells)}{(end < items.Length ? " ..." : "")}".TrimEnd();
        }
        var marks = Enumerable.Range(start, end - start).Select(i => (i < left.Length && i < right.Length && left[i] == right[i] ? "" : "^").PadLeft(cell));
        int differing = Enumerable.Range(0, longest).Count(i => i >= left.Length || i >= right.Length || left[i] != right[i]);
        string tally = left.Length == right.Length ? $"; {differing} of {left.Length} differ" : $"; there should be {left.Length}, and there are {right.Length}";
        return
        [
            Line(Should, left), Line(But, right),
            $"{"".PadRight(label)}{(start > 0 ? "    " : "")}{string.Join(separator, marks)}".TrimEnd(),
            .. Prose.Wrap($"{thing} {first}, counted from 0, is the first that differs{tally}.", width),
        ];
    }

    private static bool IsQuoted(string value) => value is ['"', .., '"'] && value.Length > 1;

    private static string Visible(char c) => c switch { '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\0' => "\\0", _ => c.ToString() };
}
