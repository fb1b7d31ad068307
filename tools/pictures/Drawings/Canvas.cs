using System.Text;

namespace Workbook.Pictures.Drawings;

/// <summary>A sheet of letters to draw on: what is put beyond its right edge is cut, rows are made as they are needed.</summary>
internal sealed class Canvas(int width = Canvas.Columns)
{
    /// <summary>What a terminal shows without breaking lines.</summary>
    public const int Columns = 96;

    private const int MostRows = 2000;
    private readonly List<char[]> _rows = [];

    public int Width { get; } = width;
    public int Height => _rows.Count;

    public void Put(int x, int y, string text)
    {
        for (int i = 0; i < text.Length; i++)
            Put(x + i, y, text[i]);
    }

    public void Put(int x, int y, char letter)
    {
        if (x < 0 || x >= Width || y is < 0 or >= MostRows)
            return;
        while (_rows.Count <= y)
        {
            _rows.Add(new char[Width]);
            _rows[^1].AsSpan().Fill(' ');
        }
        _rows[y][x] = letter == '\n' ? ' ' : letter;
    }

    public char At(int x, int y) => x >= 0 && x < Width && y >= 0 && y < _rows.Count ? _rows[y][x] : ' ';

    public bool IsFree(int x, int y, int length)
    {
        for (int i = 0; i < length; i++)
            if (At(x + i, y) != ' ')
                return false;
        return true;
    }

    public override string ToString()
    {
        StringBuilder text = new();
        foreach (char[] row in _rows)
            text.Append(new string(row).TrimEnd()).Append('\n');
        return text.ToString().TrimEnd('\n');
    }

    public static string Fit(string text, int room) =>
        text.Length <= room ? text : room < 1 ? "" : string.Concat(text.AsSpan(0, room - 1).TrimEnd(), "…");

    /// <summary>One line as it may be printed.</summary>
    public static string Tidy(string line) =>
        string.Concat(line.Select(letter => char.IsControl(letter) || letter is '\uFFFE' or '\uFFFF' ? ' ' : letter)).TrimEnd();

    /// <summary>In the middle of so many columns, cut if it must be.</summary>
    public static string Middle(string text, int room)
    {
        text = Fit(text, room);
        return text.PadLeft(text.Length + (room - text.Length) / 2).PadRight(Math.Max(room, 0));
    }
}
