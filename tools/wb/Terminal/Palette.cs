using Spectre.Console;

namespace Workbook.Cli.Terminal;

/// <summary>Colours, in one place.</summary>
public static class Palette
{
    public static Style StyleOf(Tone tone) => tone switch
    {
        Tone.Faint => new Style(Color.Grey),
        Tone.Address => new Style(Color.Yellow),
        Tone.Opening => new Style(Color.Green, decoration: Decoration.Bold),
        Tone.Data => new Style(Color.Aqua),
        Tone.Closing => new Style(Color.Blue, decoration: Decoration.Bold),
        Tone.Bad => new Style(Color.Red, decoration: Decoration.Bold),
        Tone.Again => new Style(Color.Fuchsia),
        _ => Style.Plain,
    };

    /// <summary>Writes a line of pieces that fits the width.</summary>
    public static void WriteLine(IAnsiConsole console, IEnumerable<Piece> pieces)
    {
        var line = new Paragraph { Overflow = Overflow.Crop };
        foreach (Piece piece in pieces)
            line.Append(piece.Text, StyleOf(piece.Tone));
        console.Write(line);
        console.WriteLine();
    }
}
