using System.Text.RegularExpressions;

namespace Workbook.Cli.Learning;

/// <summary>What an assertion that failed says: the expression, then labels with values, as in "should be" 4 "but was" 3.</summary>
/// <param name="Info">The reason that the test gives; may be empty.</param>
internal sealed partial record Assertion(string Expression, IReadOnlyList<(string Label, string Value)> Claims, string Info)
{
    /// <summary>The two values should be the same, so that it can be told where they differ.</summary>
    public bool IsEquality => Claims is [("should be", _), ("but was", _)];

    /// <summary>Null if a message has another form. The table of characters that differ is left out.</summary>
    /// <param name="method">The test's: a part of the expression if both stand in one line.</param>
    public static Assertion? Read(string message, string method = "")
    {
        string[] lines = message.ReplaceLineEndings("\n").TrimEnd().Split('\n');
        int info = Array.FindIndex(lines, line => line.Trim() == "Additional Info:");
        int end = info < 0 ? lines.Length : info;
        int[] labels = [.. Enumerable.Range(0, end).Where(i => Label().IsMatch(lines[i]))];
        if (labels.Length == 0 || !lines[labels[0]].TrimStart().StartsWith("should"))
            return null;
        var claims = labels.Select((at, i) => (Kind().Replace(lines[at].Trim(), ""), Join(lines, at + 1, i + 1 < labels.Length ? labels[i + 1] : end)))
            .Where(claim => claim.Item1 != "difference");
        return new Assertion(
            Glued().Replace(Body(Join(lines, 0, labels[0]), method), ", "), [.. claims.Select(claim => (claim.Item1, Plain(claim.Item2)))],
            info < 0 ? "" : string.Join(' ', lines[(info + 1)..].Select(line => line.Trim())));
    }

    private static string Body(string expression, string method)
    {
        int name = method.Length == 0 || !expression.StartsWith("public ") ? -1 : expression.IndexOf(method, StringComparison.Ordinal);
        return name < 0 ? expression : Parameters().Replace(expression[(name + method.Length)..], "");
    }

    private static string Join(string[] lines, int start, int end) => string.Join('\n', lines[start..end]).Trim('\n', ' ');

    /// <summary>Numbers without the letter that stands for their type.</summary>
    private static string Plain(string value) => Suffixed().Replace(value, "$1");

    [GeneratedRegex(@"^ {4}[a-z]+( [a-z]+)*( \([a-z ]+\))?$")]
    private static partial Regex Label();

    /// <summary>How texts are compared: of interest only where that is why a test fails, and then the test says so.</summary>
    [GeneratedRegex(@" \(case [a-z]+ comparison\)$")]
    private static partial Regex Kind();

    /// <summary>Where an expression of several lines was put into one.</summary>
    [GeneratedRegex(@"(?<=[\w)\]]),(?=[\w(\[])")]
    private static partial Regex Glued();

    /// <summary>What stands between a method's name and its expression.</summary>
    [GeneratedRegex(@"^\([^()]*\)\s*=>\s*")]
    private static partial Regex Parameters();

    [GeneratedRegex(@"(?<=^|[\[( ])(-?\d+(?:\.\d+)?)[dmf](?=$|[\],)])")]
    private static partial Regex Suffixed();
}
