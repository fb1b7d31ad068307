using System.Text;

namespace Workbook.Notebooks.Kernel;

/// <summary>Jupyter counts a cursor's place in code points, C# in UTF-16 units: an emoji is one there, and two here.</summary>
internal static class CodePoints
{
    /// <summary>The index in a text of the so many-eth code point; its end if there are fewer, its begin below 0.</summary>
    public static int ToIndex(string text, int codePoints)
    {
        int index = 0;
        for (int i = 0; i < codePoints && index < text.Length; i++)
            index += char.IsSurrogatePair(text, index) ? 2 : 1;
        return index;
    }

    /// <summary>How many code points stand before an index.</summary>
    public static int FromIndex(string text, int index) => text.AsSpan(0, index).EnumerateRunes().Count();

    private static int Count(this SpanRuneEnumerator runes)
    {
        int count = 0;
        foreach (Rune _ in runes)
            count++;
        return count;
    }
}
