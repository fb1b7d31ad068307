using Spectre.Console;

namespace Workbook.Cli.Terminal;

/// <summary>What the terminal can do, decided once: colours unless <c>NO_COLOR</c>, nothing but text when redirected, and
/// letters of 1967 for <c>TERM=dumb</c>.</summary>
public static class Screen
{
    /// <summary>The widest that lines are made, however wide the terminal is.</summary>
    private const int Widest = 140;

    /// <summary>Narrower than this nothing is legible; such a terminal breaks the lines itself.</summary>
    private const int Narrowest = 60;

    private const int WidthOfFiles = 100;

    /// <summary>Standard output is a terminal that understands control sequences.</summary>
    public static bool IsTerminal { get; } = !Console.IsOutputRedirected && Variable("TERM") is not "dumb";

    public static bool HasColor { get; } = IsTerminal && Variable("NO_COLOR") is null or "";

    /// <summary>Arrows and lines may be drawn.</summary>
    public static bool IsUnicode { get; } = Variable("TERM") is not "dumb" && !NamesAnotherCharset();

    public static int Width { get; } = FindWidth();

    public static IAnsiConsole Out { get; } = Create(Console.Out, IsTerminal);

    public static IAnsiConsole Error { get; } = Create(Console.Error, !Console.IsErrorRedirected && Variable("TERM") is not "dumb");

    /// <summary>A message about what went wrong, on standard error.</summary>
    public static void Complain(string message)
    {
        Error.Markup("[red]wb:[/] ");
        Tell(message);
    }

    /// <summary>A line of news that is no result: on standard error, so that output can be piped.</summary>
    /// <remarks>The terminal breaks long lines, so that commands in them can still be copied whole.</remarks>
    public static void Tell(string message) => Console.Error.WriteLine(message);

    private static IAnsiConsole Create(TextWriter writer, bool isTerminal)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Yes : AnsiSupport.No,
            ColorSystem = isTerminal && Variable("NO_COLOR") is null or "" ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = isTerminal ? InteractionSupport.Yes : InteractionSupport.No,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = FindWidth();
        console.Profile.Capabilities.Unicode = IsUnicode;
        return console;
    }

    private static int FindWidth()
    {
        if (int.TryParse(Variable("COLUMNS"), out int asked) && asked > 0)
            return Math.Clamp(asked, Narrowest, Widest);
        if (Console.IsOutputRedirected)
            return WidthOfFiles;
        try
        {
            return Math.Clamp(Console.WindowWidth, Narrowest, Widest);
        }
        catch (IOException)
        {
            return WidthOfFiles;
        }
    }

    private static bool NamesAnotherCharset()
    {
        string locale = Variable("LC_ALL") ?? Variable("LC_CTYPE") ?? Variable("LANG") ?? "";
        int dot = locale.IndexOf('.');
        return dot >= 0 && !locale[dot..].Contains("utf", StringComparison.OrdinalIgnoreCase);
    }

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
