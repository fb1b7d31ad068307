namespace Workbook.Pictures.Drawings;

/// <summary>The part of a field that stands in one row of 32 bits. The widest part of a field bears its name.</summary>
internal readonly record struct HeaderPiece(int Field, int Row, int From, int Bits, bool Named)
{
    public int To => From + Bits;

    public static IEnumerable<HeaderPiece> Split(int field, int bit, int bits)
    {
        int end = bit + bits;
        List<HeaderPiece> pieces = [];
        for (int at = bit; at < end;)
        {
            int take = Math.Min(32 - at % 32, end - at);
            pieces.Add(new HeaderPiece(field, at / 32, at % 32, take, false));
            at += take;
        }
        int widest = pieces.Max(piece => piece.Bits);
        int named = pieces.FindIndex(piece => piece.Bits == widest);
        pieces[named] = pieces[named] with { Named = true };
        return pieces;
    }

    /// <summary>The number that these bits make, in decimal; beyond 64 bits their count; nothing if they are not all there.</summary>
    public static string NumberAt(ReadOnlySpan<byte> bytes, int bit, int bits)
    {
        if (bit + bits > bytes.Length * 8)
            return "missing";
        if (bits > 64)
            return bits % 8 == 0 ? $"{bits / 8} bytes" : $"{bits} bits";
        ulong number = 0;
        for (int i = bit; i < bit + bits; i++)
            number = number << 1 | (uint)(bytes[i / 8] >> (7 - i % 8) & 1);
        return number.ToString();
    }
}

/// <summary>The same header in letters: two columns to a bit, as RFCs do.</summary>
internal static class HeaderText
{
    public static string Draw(IReadOnlyList<HeaderPiece> pieces, IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        Canvas canvas = new();
        for (int bit = 0; bit < 32; bit++)
        {
            if (bit % 10 == 0)
                canvas.Put(1 + 2 * bit, 0, (char)('0' + bit / 10));
            canvas.Put(1 + 2 * bit, 1, (char)('0' + bit % 10));
        }
        int y = 2, rows = pieces[^1].Row + 1;
        for (int row = 0; row < rows; row++)
        {
            DrawEdge(canvas, y, pieces, row);
            y = DrawCells(canvas, y + 1, [.. pieces.Where(piece => piece.Row == row)], names, values);
        }
        DrawEdge(canvas, y, pieces, rows);
        return canvas.ToString();
    }

    private static int DrawCells(Canvas canvas, int y, List<HeaderPiece> row, IReadOnlyList<string> names, IReadOnlyList<string> values)
    {
        List<string[]> cells = [.. row.Select(piece => NameIn(piece, names[piece.Field]))];
        int lines = Math.Max(1, cells.Max(cell => cell.Length));
        bool valued = row.Any(piece => piece.Named && values[piece.Field].Length > 0);
        for (int i = 0; i < row.Count; i++)
        {
            int x = 2 * row[i].From, room = 2 * row[i].Bits - 1;
            for (int line = 0; line < lines + (valued ? 1 : 0); line++)
            {
                canvas.Put(x, y + line, '|');
                canvas.Put(x + room + 1, y + line, '|');
                if (line < cells[i].Length)
                    canvas.Put(x + 1, y + line, Canvas.Middle(cells[i][line], room));
            }
            if (valued && row[i].Named)
                canvas.Put(x + 1, y + lines, Canvas.Middle(values[row[i].Field], room));
        }
        return y + lines + (valued ? 1 : 0);
    }

    private static string[] NameIn(HeaderPiece piece, string name)
    {
        int room = 2 * piece.Bits - 1;
        if (!piece.Named)
            return [];
        string[] words = name.Split(' ');
        return name.Length <= room ? [name]
            : words.Length is 2 or 3 && words.All(word => word.Length <= room) ? words
            : piece.Bits > 2 ? [Canvas.Fit(name, room)]
            : [.. name.Take(8).Select(letter => letter.ToString())];
    }

    /// <summary>The line above a row, open where a field goes on from the row before.</summary>
    private static void DrawEdge(Canvas canvas, int y, IReadOnlyList<HeaderPiece> pieces, int row)
    {
        for (int bit = 0; bit < 32; bit++)
        {
            int above = FieldAt(pieces, row - 1, bit), below = FieldAt(pieces, row, bit);
            if (above < 0 && below < 0)
                continue;
            bool goesOn = above == below;
            if (!goesOn || bit == 0)
                canvas.Put(2 * bit, y, '+');
            canvas.Put(2 * bit + 1, y, goesOn ? ' ' : '-');
            if (!goesOn || bit == 31)
                canvas.Put(2 * bit + 2, y, '+');
        }
    }

    private static int FieldAt(IReadOnlyList<HeaderPiece> pieces, int row, int bit)
    {
        foreach (HeaderPiece piece in pieces)
            if (piece.Row == row && piece.From <= bit && bit < piece.To)
                return piece.Field;
        return -1;
    }
}
