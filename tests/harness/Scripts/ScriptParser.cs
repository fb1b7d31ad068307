using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbook.Harness;

/// <summary>Reads the lines of a script; the notation is described at <see cref="TcpScript"/>.</summary>
internal static partial class ScriptParser
{
    /// <exception cref="FormatException">A line is none of a script's; the message names it.</exception>
    public static IReadOnlyList<ScriptStep> Parse(string script)
    {
        var steps = new List<ScriptStep>();
        string? section = null;
        string[] lines = script.Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            string text = lines[i].Trim();
            if (text.StartsWith("#rfc ", StringComparison.OrdinalIgnoreCase))
                section = text[5..].Trim();
            else if (text.Length > 0)
                steps.Add(Step(i + 1, text, section));
        }
        return steps;
    }

    private static ScriptStep Step(int line, string text, string? section)
    {
        try
        {
            string code = WithoutComment(text);
            if (code.Length == 0)
                return new(line, text, StepKind.Comment, default, default, "", null, section);
            var (earliest, latest) = TakeTime(ref code);
            StepKind kind = code.Length == 0 ? StepKind.Passes : Kind(code[0]);
            if (earliest != latest && kind != StepKind.Leaves)
                throw new FormatException("only '>' can be expected within a span of time");
            string argument = code.Length == 0 ? "" : code[1..].Trim();
            if (argument.Length == 0 && kind != StepKind.Passes)
                throw new FormatException($"nothing follows '{code}'");
            SegmentText? segment = kind is StepKind.Arrives or StepKind.Leaves
                ? SegmentParser.Parse(argument, arrives: kind == StepKind.Arrives) : null;
            return new(line, text, kind, earliest, latest, argument, segment, section);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            throw new FormatException($"script line {line}, '{text}': {e.Message}", e);
        }
    }

    private static string WithoutComment(string text)
    {
        int comment = text.IndexOf('#');
        return (comment < 0 ? text : text[..comment]).Trim();
    }

    /// <summary><c>+0.2</c>, <c>+0.2~0.4</c> (some time from 0.2 to 0.4 s later), <c>*</c> (within a second).</summary>
    private static (TimeSpan Earliest, TimeSpan Latest) TakeTime(ref string code)
    {
        if (code[0] == '*')
        {
            code = code[1..].Trim();
            return (TimeSpan.Zero, TcpScript.Patience);
        }
        if (code[0] != '+')
            return default;
        Match match = Duration().Match(code);
        if (!match.Success)
            throw new FormatException("a time looks like +0.2 or +0.2~0.4, in seconds");
        code = code[match.Length..].Trim();
        TimeSpan earliest = Seconds(match.Groups["from"].Value);
        TimeSpan latest = match.Groups["to"].Success ? Seconds(match.Groups["to"].Value) : earliest;
        return latest >= earliest ? (earliest, latest) : throw new FormatException("the later time comes first");
    }

    private static TimeSpan Seconds(string text) =>
        new((long)(decimal.Parse(text, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));

    private static StepKind Kind(char sign) => sign switch
    {
        '<' => StepKind.Arrives,
        '>' => StepKind.Leaves,
        '!' => StepKind.Acts,
        '=' => StepKind.Shows,
        _ => throw new FormatException("a line begins with <, >, !, =, + or #"),
    };

    [GeneratedRegex(@"^\+(?<from>\d*\.?\d+)(~\+?(?<to>\d*\.?\d+))?(?=\s|$)")]
    private static partial Regex Duration();
}
