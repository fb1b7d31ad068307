namespace Workbook.Cli.Terminal;

/// <summary>Signs that stand for a state, each with a letter for those who cannot see it.</summary>
internal static class Marks
{
    public static Piece Good => new(Screen.IsUnicode ? "✔" : "+", Tone.Opening);

    public static Piece Bad => new(Screen.IsUnicode ? "✘" : "x", Tone.Bad);

    public static Piece Begun => new(Screen.IsUnicode ? "●" : "*", Tone.Address);

    public static Piece Empty => new(Screen.IsUnicode ? "○" : ".", Tone.Faint);

    public static Piece Attention => new("!", Tone.Bad);
}
