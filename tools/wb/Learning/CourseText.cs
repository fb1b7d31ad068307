using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>Where somebody is in the book.</summary>
internal static class CourseText
{
    public static void WriteList(Workbench bench, IReadOnlyList<Assignment> assignments)
    {
        foreach (var chapter in assignments.GroupBy(assignment => assignment.Chapter))
        {
            Palette.WriteLine(Screen.Out, [new($"{chapter.Key.Name}", Tone.Address), new($"   {Count(bench, chapter)} of {chapter.Count()}", Tone.Faint)]);
            foreach (Assignment assignment in chapter)
                WriteLine(bench, assignment);
        }
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        Palette.WriteLine(Screen.Out,
            [Marks.Good, new(" solved  ", Tone.Faint), Marks.Bad, new(" not yet right  ", Tone.Faint), Marks.Begun, new(" begun, not checked  ", Tone.Faint), Marks.Empty, new(" waiting  ", Tone.Faint), Marks.Attention, new(" broken", Tone.Faint)]);
        foreach (string trouble in assignments.Select(assignment => assignment.Trouble).OfType<string>().Distinct())
            Prose.Write(trouble, "", Tone.Bad);
    }

    public static void WriteLine(Workbench bench, Assignment assignment)
    {
        string minutes = bench.Catalogue.TryGetValue(assignment.Id, out CatalogueEntry? entry) ? $"{entry.Minutes,3} min" : "";
        int room = Math.Max(20, Screen.Width - 10 - minutes.Length - 1);
        string title = assignment.Title.Length > room ? assignment.Title[..(room - 3)] + "..." : assignment.Title;
        Palette.WriteLine(Screen.Out,
        [
            new(" ", Tone.Plain), MarkOf(bench, assignment), new($" {assignment.Id,-5} ", Tone.Plain),
            new(title.PadRight(Math.Min(room, 84)), assignment.Progress == Progress.NotStarted ? Tone.Faint : Tone.Plain), new(" " + minutes, Tone.Faint),
        ]);
    }

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
