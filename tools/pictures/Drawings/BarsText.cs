namespace Workbook.Pictures.Drawings;

/// <summary>Lanes in letters: [text====], two bars side by side share an edge.</summary>
internal static class BarsText
{
    private const int Columns = 72;

    public static string Draw(BarsPicture picture)
    {
        Canvas canvas = new();
        canvas.Put(0, 0, picture.Title);
        int left = Math.Min(picture.Lanes.Max(lane => lane.Name.Length), 24) + 1;
        int y = 2;
        foreach (BarLane lane in picture.Lanes.Take(BarsPicture.MostLanes))
        {
            canvas.Put(0, y, Canvas.Fit(lane.Name, left - 1).PadLeft(left - 1));
            foreach (Bar bar in lane.Bars.Take(BarsPicture.MostBars))
                DrawBar(canvas, y, left + At(picture, bar.From), left + At(picture, bar.To), bar);
            y++;
        }
        DrawAxis(canvas, y, left, picture);
        y += 3;
        foreach (BarMark mark in picture.Marks.Take(BarsPicture.MostMarks))
        {
            for (int row = 2; row < y - 3; row++)
                if (canvas.At(left + At(picture, mark.At), row) is ' ' or '=' or '.')
                    canvas.Put(left + At(picture, mark.At), row, ':');
        }
        int line = y;
        foreach (BarMark mark in picture.Marks.Take(BarsPicture.MostMarks))
            canvas.Put(left, line++, $": {Numbers.Plain(mark.At)}  {mark.Text}");
        canvas.Put(left, line, picture.Cut);
        return canvas.ToString();
    }

    private static int At(BarsPicture picture, double value) => (int)Math.Round(picture.X.Share(value) * Columns);

    private static void DrawBar(Canvas canvas, int y, int from, int to, Bar bar)
    {
        bool hollow = bar.Tone == Tone.Hollow;
        canvas.Put(from, y, new string(hollow ? '.' : '=', Math.Max(to - from, 1)));
        canvas.Put(from, y, '[');
        if (to - from > 1)
            canvas.Put(to, y, ']');
        if (to - from >= 4)
            canvas.Put(from + 1, y, Canvas.Fit(bar.Text, to - from - 1));
    }

    private static void DrawAxis(Canvas canvas, int y, int left, BarsPicture picture)
    {
        canvas.Put(left, y, new string('-', Columns + 1));
        int free = 0;
        foreach (double tick in picture.X.Ticks())
        {
            string text = Numbers.Plain(tick);
            int x = left + At(picture, tick);
            canvas.Put(x, y, '+');
            if (x - text.Length / 2 < free)
                continue;
            canvas.Put(x - text.Length / 2, y + 1, text);
            free = x + text.Length;
        }
        canvas.Put(left, y + 2, Canvas.Middle(picture.Axis, Columns).TrimEnd());
    }
}
