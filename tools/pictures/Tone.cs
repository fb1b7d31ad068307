namespace Workbook.Pictures;

/// <summary>The colours of the house. Each has a light and a dark pair of fill and stroke (Drawings/Style.cs), and every
/// text is legible on every fill.</summary>
public enum Tone
{
    Grey,
    Blue,
    Green,
    Yellow,
    Red,
    Purple,
    Orange,
    Teal,
    Pink,

    /// <summary>No fill and a dashed edge: free, expected, not there.</summary>
    Hollow,
}
