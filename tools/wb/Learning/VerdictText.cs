using System.Text.RegularExpressions;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Tells what became of an exercise: what happened, where, and what to do.</summary>
internal sealed partial class VerdictText(Workbench bench)
{
    /// <summary>So many errors are read; the rest follows from them, as a rule.</summary>
    private const int MostErrors = 5;

    private const int MostStackLines = 4;

    /// <summary>What drives the tests of the last chapter stands in every trace, and is never the mistake.</summary>
    private const string LoopDirectory = "chapters/09-host/Loop/";

    /// <summary>All there is to say about one exercise.</summary>
    public void Write(Verdict verdict)
    {
        Heading(verdict);
        switch (verdict.Outcome)
        {
            case Outcome.Solved:
                Solved(verdict);
                break;
            case Outcome.Waiting when verdict.Assignment.Progress == Progress.NotStarted:
                Waiting(verdict);
                break;
            case Outcome.NotCompiling:
                Screen.Out.Write(new Spectre.Console.Text("\n"));
                Prose.Write(verdict.Summary, tone: Tone.Bad);
                Errors(verdict.Messages);
                break;
            case Outcome.Renamed:
                Screen.Out.Write(new Spectre.Console.Text("\n"));
                Prose.Write(verdict.Summary, tone: Tone.Bad);
                Errors(verdict.Messages);
                Prose.Write($"Write it again as it was, or: ./wb reset {verdict.Assignment.Id} --file (puts the file back with your exercises in it, and keeps a copy)");
                break;
            default:
                Failed(verdict);
                break;
        }
        Warnings(verdict);
    }

    /// <summary>One line: for a chapter's list.</summary>
    public static void WriteLine(Verdict verdict) => Palette.WriteLine(Screen.Out,
        [MarkOf(verdict), new($" {verdict.Assignment.Id,-5} ", Tone.Plain), new(Prose.Clip(verdict.Assignment.Title, Screen.Width - 8), verdict.Outcome == Outcome.Waiting ? Tone.Faint : Tone.Plain)]);

    private static Piece MarkOf(Verdict verdict) => verdict.Outcome switch
    {
        Outcome.Solved => Marks.Good,
        Outcome.Waiting => Marks.Empty,
        Outcome.Broken => Marks.Attention,
        Outcome.NotJudged => Marks.Begun,
        _ => Marks.Bad,
    };

    private static void Heading(Verdict verdict)
    {
        Prose.WriteMarked(MarkOf(verdict), $"exercise {verdict.Assignment.Id}: {verdict.Assignment.Title}");
        Palette.WriteLine(Screen.Out, [new("  " + verdict.Assignment.Place, Tone.Faint)]);
    }

    private void Solved(Verdict verdict)
    {
        string points = bench.Catalogue.TryGetValue(verdict.Assignment.Id, out CatalogueEntry? entry) ? $", {entry.Points} points" : "";
        Prose.Write($"Solved: {verdict.Summary}{points}.", tone: Tone.Opening);
        Prose.WriteVerbatim($"./wb why {verdict.Assignment.Id,-6} why it is done so\n./wb diff {verdict.Assignment.Id,-5} your solution beside the reference", "  ", Tone.Faint);
    }

    private static void Waiting(Verdict verdict)
    {
        Prose.Write($"exercise {verdict.Assignment.Id} is waiting: nothing is written there yet.");
        Prose.Write($"Open {verdict.Assignment.Place} and write in place of the throw; the lesson is chapters/{verdict.Assignment.Chapter.Name}/README.md.", tone: Tone.Faint);
    }

    private void Failed(Verdict verdict)
    {
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        if (verdict.Failures is [var first, ..] && !verdict.IsCutShort)
        {
            Prose.WriteMarked(Marks.Bad, Name(first), "  ");
            Screen.Out.Write(new Spectre.Console.Text("\n"));
            Message(verdict, first);
            Stack(first);
        }
        else
            Prose.Write(WithoutRoot(verdict.Summary), tone: Tone.Bad);
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        Others(verdict);
        if (verdict.Outcome is not (Outcome.Broken or Outcome.NotJudged))
            Stuck(verdict);
    }

    /// <summary>What an assertion says; of any other exception its kind as well, unless there are better words for it.</summary>
    private void Message(Verdict verdict, TestResult test)
    {
        if (!test.Message.StartsWith(verdict.Summary))
        {
            Prose.Write(WithoutRoot(verdict.Summary), "    ", Tone.Bad);
            return;
        }
        string kind = test.ExceptionTypes is [var type, ..] && type.StartsWith("System.") ? type.Split('.')[^1] + ": " : "";
        foreach (string line in FailureText.Lines(kind + WithoutRoot(test.Message), Prose.Width - 4, test.Method))
            Palette.WriteLine(Screen.Out, [new("    " + line, Tone.Plain)]);
    }

    /// <summary>A mistake that is known by the test it fails has a hint of its own.</summary>
    private void Stuck(Verdict verdict)
    {
        bool known = bench.Catalogue.TryGetValue(verdict.Assignment.Id, out CatalogueEntry? entry)
            && Hints.Recognize(entry, verdict.Clues).Count > 0;
        string why = known ? "   (there is one for this mistake)" : "";
        Prose.WriteVerbatim($"stuck:  ./wb hint {verdict.Assignment.Id}{why}", "  ", Tone.Faint);
    }

    /// <summary>The tests that fail as well; one that takes data once, with how many cases of it fail.</summary>
    private static void Others(Verdict verdict)
    {
        string told = verdict.IsCutShort ? "" : verdict.Failures.Select(test => test.Method).FirstOrDefault("");
        foreach (var other in verdict.Failures.Skip(verdict.IsCutShort ? 0 : 1).GroupBy(test => test.Method).Take(5))
        {
            int cases = other.Count();
            bool isSame = other.Key == told;
            string name = cases == 1 && !isSame ? Name(other.First()) : $"{SentenceOf(other.First())}: {Quantity.Count(cases, isSame ? "more case" : "case")}";
            Prose.WriteMarked(Marks.Bad, name, "  ", Tone.Faint);
        }
        int ran = verdict.Passed + verdict.Failures.Count;
        if (ran > 0 && verdict.Outcome is not (Outcome.Broken or Outcome.NotJudged))
            Prose.Write(verdict.IsCutShort ? $"Of {Quantity.Count(ran, "test")} before that, {verdict.Passed} passed." : $"{verdict.Passed} of {ran} tests pass.");
    }

    private static string Name(TestResult test) => Data().Replace(test.Name, " (");

    private static string SentenceOf(TestResult test) => Data().Split(test.Name, 2)[0];

    private void Stack(TestResult test)
    {
        var frames = Frame().Matches(test.StackTrace).Select(match => $"{Relative(match.Groups["file"].Value)}:{match.Groups["line"].Value}")
            .Where(place => place.StartsWith("chapters/") || place.StartsWith("solutions/") || place.StartsWith("tests/0"))
            .Where(place => !place.StartsWith(LoopDirectory)).Distinct().Take(MostStackLines).ToList();
        if (frames.Count > 0)
            Prose.WriteVerbatim(string.Join("\n", frames.Select(place => $"at {place}")), "    ", Tone.Faint);
    }

    private void Errors(IEnumerable<CompilerMessage> messages)
    {
        var errors = messages.Where(message => message.IsError).ToList();
        foreach (CompilerMessage error in errors.Take(MostErrors))
        {
            Palette.WriteLine(Screen.Out, [new($"    {Relative(error.Path)}:{error.Line}:{error.Column}", Tone.Address), new($"  {error.Code}", Tone.Faint)]);
            Prose.Write(error.Message, "      ");
            if (error.Source.Trim().Length > 0)
                Caret(error);
        }
        if (errors.Count > MostErrors)
            Prose.Write($"and {errors.Count - MostErrors} more", "    ", Tone.Faint);
    }

    /// <summary>The line with the mistake, and a mark below it; of a line that is too long, what is around it.</summary>
    private static void Caret(CompilerMessage error)
    {
        string source = error.Source.Replace('\t', ' ').TrimEnd();
        int room = Prose.Width - 14, column = Math.Min(error.Column - 1, source.Length), indent = source.Length - source.TrimStart().Length;
        int start = source.Length - indent <= room ? indent : Math.Max(indent, Math.Min(column - room / 2, source.Length - room)), end = Math.Min(source.Length, start + room);
        string before = start > indent ? "... " : "";
        Palette.WriteLine(Screen.Out, [new($"      {before}{source[start..end]}{(end < source.Length ? " ..." : "")}", Tone.Data)]);
        Palette.WriteLine(Screen.Out, [new($"      {new string(' ', before.Length + Math.Max(0, column - start))}^", Tone.Bad)]);
    }

    private void Warnings(Verdict verdict)
    {
        foreach (CompilerMessage warning in verdict.Messages.Where(message => !message.IsError).Take(3))
            Prose.Write($"warning: {Relative(warning.Path)}:{warning.Line}: {warning.Message} ({warning.Code})", tone: Tone.Address);
    }

    private string Relative(string path) => WithoutRoot(path).Replace('\\', '/');

    private string WithoutRoot(string text) => text.Replace(bench.Root + Path.DirectorySeparatorChar, "");

    /// <summary>Where the data of a test begins in its name.</summary>
    [GeneratedRegex(@"(?<=\w)\((?=\w+: )")]
    private static partial Regex Data();

    [GeneratedRegex(@" in (?<file>[^\n]+?):line (?<line>\d+)")]
    private static partial Regex Frame();
}
