using System.CommandLine;
using Spectre.Console;

namespace Workbook.Cli.Terminal;

/// <summary>What <c>wb</c> alone prints.</summary>
internal static class Overview
{
    public static void Write(IAnsiConsole console, RootCommand root)
    {
        console.MarkupLine("[bold]Workbook[/]: a TCP/IP stack in C#, written by you, chapter by chapter.\n");
        foreach (Command command in root.Subcommands.Where(command => !command.Hidden))
            Palette.WriteLine(console, [new($"  ./wb {command.Name,-13}", Tone.Data), new(command.Description ?? "", Tone.Plain)]);
        console.MarkupLine("\n[grey]./wb COMMAND --help tells the rest. Begin with ./wb echo: it needs nothing.[/]");
    }
}
