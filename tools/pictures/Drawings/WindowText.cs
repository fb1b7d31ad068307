namespace Workbook.Pictures.Drawings;

/// <summary>The sequence space in letters: names, |parts|, numbers.</summary>
internal static class WindowText
{
    private const int Columns = 88;

    public static string Draw(WindowPicture picture)
    {
        Canvas canvas = new();
        canvas.Put(0, 0, picture.Title);
        int y = 2;
        foreach (WindowRow row in picture.Rows.Take(WindowPicture.MostRows))
        {
            if (row.Caption.Length > 0)
                canvas.Put(0, y++, Canvas.Fit(row.Caption.Replace('\n', ' '), Canvas.Columns));
            y = DrawNames(canvas, y, picture, row);
            foreach (WindowPart part in row.Parts)
                DrawPart(canvas, y, At(picture, part.From), At(picture, part.To), part);
            DrawNumbers(canvas, y + 1, picture, row);
            y += 3;
        }
        canvas.Put(0, y, picture.Cut);
        return canvas.ToString();
    }

    private static int At(WindowPicture picture, long number) =>
        2 + (int)Math.Round((number - picture.From) / (double)Math.Max(picture.To - picture.From, 1) * Columns);

    private static int DrawNames(Canvas canvas, int y, WindowPicture picture, WindowRow row)
    {
        int deepest = y - 1;
        foreach (WindowMark mark in row.Marks)
        {
            string name = mark.Text + (At(picture, mark.At) + mark.Text.Length > Canvas.Columns ? " v" : "");
            int x = name.Length > mark.Text.Length ? At(picture, mark.At) - name.Length + 1 : At(picture, mark.At);
            string text = name.Length > mark.Text.Length ? name : "v " + mark.Text;
            int line = y;
            while (line < y + 8 && !canvas.IsFree(Math.Max(x - 1, 0), line, text.Length + 2))
                line++;
            canvas.Put(x, line, text);
            deepest = Math.Max(deepest, line);
        }
        foreach (WindowMark mark in row.Marks)
            for (int line = deepest; line >= y && canvas.At(At(picture, mark.At), line) == ' '; line--)
                canvas.Put(At(picture, mark.At), line, '|');
        return deepest + 1;
    }

    private static void DrawPart(Canvas canvas, int y, int from, int to, WindowPart part)
    {
        for (int x = from; x < to; x++)
            if (canvas.At(x, y) == ' ')
                canvas.Put(x, y, part.Tone == Tone.Hollow ? '.' : '-');
        canvas.Put(from, y, '|');
        canvas.Put(to, y, '|');
        if (to - from > 4)
            canvas.Put(from + 2, y, Canvas.Fit(part.Text, to - from - 3));
    }

    private static void DrawNumbers(Canvas canvas, int y, WindowPicture picture, WindowRow row)
    {
        int free = 0;
        IEnumerable<long> edges = row.Parts.SelectMany(part => new[] { part.From, part.To }).Concat(row.Marks.Select(mark => mark.At));
        foreach (long number in edges.Distinct().Order())
        {
            string text = Numbers.Plain(number);
            int x = Math.Clamp(At(picture, number) - text.Length / 2, 0, Canvas.Columns - text.Length);
            if (x < free)
                continue;
            canvas.Put(x, y, text);
            free = x + text.Length + 1;
        }
    }
}
