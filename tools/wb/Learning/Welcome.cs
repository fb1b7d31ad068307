using System.CommandLine;
using Workbook.Cli.Terminal;
using Workbook.Loop;

namespace Workbook.Cli.Learning;

/// <summary>What <c>wb</c> alone prints: where you are, and what is next.</summary>
internal static class Welcome
{
    private static readonly string[] Daily = ["next", "check", "watch", "hint", "list", "mix", "echo"];

    public static async Task WriteAsync(RootCommand root, CancellationToken token)
    {
        using var bench = new Workbench(Course.FindRoot(Directory.GetCurrentDirectory(), AppContext.BaseDirectory));
        await Settlement.RunAsync(bench, token);
        var all = bench.Course.Assignments.ToList();
        int solved = CourseText.Count(bench, all), begun = all.Count(assignment => assignment.Progress == Loop.Progress.Started) - solved;
        Palette.WriteLine(Screen.Out, [new("Workbook", Tone.Opening), new(": a TCP/IP stack in C#, written by you, chapter by chapter.\n", Tone.Plain)]);
        Bar(solved, all.Count, begun);
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        if (bench.Next() is { } next)
        {
            Prose.Write(solved + begun == 0 ? "You begin here:" : "You are here:", "");
            CourseText.WriteNext(bench, next);
        }
        else
            Prose.Write("Every line of it is yours.", "");
        Screen.Out.Write(new Spectre.Console.Text("\n"));
        foreach (Command command in Daily.Select(name => root.Subcommands.First(command => command.Name == name)))
            Palette.WriteLine(Screen.Out, [new($"  ./wb {command.Name,-8}", Tone.Data), new(command.Description ?? "", Tone.Plain)]);
        Prose.Write("./wb --help lists the rest.", tone: Tone.Faint);
    }

    private static void Bar(int solved, int total, int begun)
    {
        const int width = 40;
        int filled = total == 0 ? 0 : width * solved / total;
        var (full, empty) = Screen.IsUnicode ? ('█', '░') : ('#', '.');
        string more = begun > 0 ? $", {begun} begun" : "";
        Palette.WriteLine(Screen.Out, [new(new string(full, filled), Tone.Opening), new(new string(empty, width - filled), Tone.Faint), new($"  {solved} of {total} solved{more}", Tone.Plain)]);
    }
}
