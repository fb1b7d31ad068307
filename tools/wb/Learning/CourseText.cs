using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Where somebody is in the book.</summary>
internal static class CourseText
{
    private const int WidthOfNames = 16;

    /// <summary>A line for each chapter, and below some of them a line for each exercise.</summary>
    public static void WriteList(Workbench bench, IEnumerable<Chapter> chapters, Func<Chapter, bool> isOpen)
    {
        var shown = chapters.Where(chapter => chapter.Assignments.Count > 0).ToList();
        string? next = bench.Next()?.Id;
        foreach (Chapter chapter in shown)
        {
            WriteChapter(bench, chapter);
            foreach (Assignment assignment in isOpen(chapter) ? chapter.Assignments : [])
                WriteLine(bench, assignment, isNext: assignment.Id == next);
        }
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        Palette.WriteLine(Screen.Out,
            [Marks.Good, new(" solved  ", Tone.Faint), Marks.Bad, new(" not yet right  ", Tone.Faint), Marks.Begun, new(" begun, not checked  ", Tone.Faint), Marks.Empty, new(" waiting  ", Tone.Faint), Marks.Attention, new(" broken", Tone.Faint)]);
        if (!shown.All(isOpen))
            Prose.Write("./wb list 6 opens chapter 6, ./wb list --all every one.", "", Tone.Faint);
        foreach (string trouble in shown.SelectMany(chapter => chapter.Assignments).Select(assignment => assignment.Trouble).OfType<string>().Distinct())
            Prose.Write(trouble, "", Tone.Bad);
    }

    /// <summary>A chapter with a mark for each of its exercises.</summary>
    private static void WriteChapter(Workbench bench, Chapter chapter)
    {
        int most = bench.Course.Chapters.Max(other => other.Assignments.Count), solved = Count(bench, chapter.Assignments);
        int minutes = chapter.Assignments.Where(assignment => bench.Verdicts.IsSolved(assignment) != true)
            .Sum(assignment => bench.Catalogue.GetValueOrDefault(assignment.Id)?.Minutes ?? 0);
        Palette.WriteLine(Screen.Out,
        [
            new($"{chapter.Name.Replace('-', ' '),-WidthOfNames} ", Tone.Address), .. chapter.Assignments.Select(assignment => MarkOf(bench, assignment)),
            new(new string(' ', most - chapter.Assignments.Count + 2), Tone.Plain),
            new($"{$"{solved} of {chapter.Assignments.Count}",8}", solved == chapter.Assignments.Count ? Tone.Opening : Tone.Plain),
            new(minutes == 0 ? "" : $"   {Hours(minutes)} to go", Tone.Faint),
        ]);
    }

    /// <summary>Number, task and minutes; a long task goes on below itself.</summary>
    private static void WriteLine(Workbench bench, Assignment assignment, bool isNext)
    {
        string minutes = bench.Catalogue.TryGetValue(assignment.Id, out CatalogueEntry? entry) ? $"{entry.Minutes,3} min" : "";
        int room = Prose.Width - 11 - minutes.Length;
        Tone tone = assignment.Progress == Progress.NotStarted && !isNext ? Tone.Faint : Tone.Plain;
        foreach (var (i, line) in Prose.Wrap(assignment.Title, room - 2).Index())
        {
            Piece[] before = i == 0
                ? [new(isNext ? "> " : "  ", Tone.Opening), MarkOf(bench, assignment), new($" {assignment.Id,-5} ", tone)] : [new(new string(' ', 10), Tone.Plain)];
            Palette.WriteLine(Screen.Out, [.. before, new(i == 0 ? line.PadRight(room) : line, tone), new(i == 0 ? minutes : "", Tone.Faint)]);
        }
    }

    private static string Hours(int minutes) => minutes < 60 ? $"{minutes} min" : minutes % 60 == 0 ? $"{minutes / 60} h" : $"{minutes / 60} h {minutes % 60} min";

    /// <summary>What to do now, with all that is needed to begin.</summary>
    public static void WriteNext(Workbench bench, Assignment assignment)
    {
        Prose.WriteMarked(MarkOf(bench, assignment), $"exercise {assignment.Id}: {assignment.Title}");
        if (bench.Catalogue.TryGetValue(assignment.Id, out CatalogueEntry? entry))
        {
            Prose.Write(entry.Objective);
            Prose.Write($"{entry.Minutes} minutes, difficulty {entry.Difficulty} of 5, {entry.Points} points. {string.Join("; ", entry.Rfc)}", tone: Tone.Faint);
        }
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        if (assignment.Trouble is { } trouble)
            Prose.Write(trouble, tone: Tone.Bad);
        Row("lesson", $"chapters/{assignment.Chapter.Name}/README.md");
        Row("write", assignment.Place);
        Row("check", $"./wb check {assignment.Id}    or, at each save:  ./wb watch");
        Row("stuck", $"./wb hint {assignment.Id}");
    }

    public static Piece MarkOf(Workbench bench, Assignment assignment) => assignment.Progress switch
    {
        Progress.NotStarted => Marks.Empty,
        Progress.Broken => Marks.Attention,
        _ => bench.Verdicts.IsSolved(assignment) switch { true => Marks.Good, false => Marks.Bad, null => Marks.Begun },
    };

    public static int Count(Workbench bench, IEnumerable<Assignment> assignments) => assignments.Count(assignment => bench.Verdicts.IsSolved(assignment) == true);

    private static void Row(string name, string value) => Palette.WriteLine(Screen.Out, [new($"  {name,-8}", Tone.Faint), new(value, Tone.Plain)]);
}
