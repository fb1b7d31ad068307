namespace Workbook.Pictures.Drawings;

/// <summary>A chart in letters, each series with a sign of its own.</summary>
internal static class ChartText
{
    private const int Left = 10, Columns = 78, Rows = 17;
    private const string Signs = "*o+x#%";

    public static string Draw(ChartPicture chart)
    {
        Canvas canvas = new();
        canvas.Put(0, 0, chart.Title);
        canvas.Put(0, 2, Canvas.Fit(chart.YAxis, Canvas.Columns / 2));
        int top = 3;
        ChartMark[] marks = [.. chart.Marks.Take(ChartPicture.MostMarks)];
        foreach (ChartMark mark in marks)
            for (int row = 0; row < Rows; row++)
                canvas.Put(Column(chart, mark.X), top + row, ':');
        foreach (ChartLevel level in chart.Levels)
            DrawLevel(canvas, top, chart, level);
        for (int i = chart.Series.Count - 1; i >= 0; i--)
            DrawSeries(canvas, top, chart, i);
        DrawAxes(canvas, top, chart);
        int y = top + Rows + 3;
        for (int i = 0; i < chart.Series.Count; i++)
            canvas.Put(Left, y++, $"{Signs[i]}  {chart.Series[i].Name}");
        foreach (ChartMark mark in marks)
            canvas.Put(Left, y++, $":  at {Numbers.Plain(mark.X)}: {mark.Text}");
        return canvas.ToString();
    }

    private static int Column(ChartPicture chart, double x) => Left + 1 + (int)Math.Round(chart.X.Share(x) * (Columns - 1));
    private static int Row(ChartPicture chart, double y) => Rows - 1 - (int)Math.Round(chart.Y.Share(y) * (Rows - 1));

    private static void DrawAxes(Canvas canvas, int top, ChartPicture chart)
    {
        for (int row = 0; row < Rows; row++)
            canvas.Put(Left, top + row, '|');
        foreach (double tick in chart.Y.Ticks())
        {
            string text = Numbers.Plain(tick);
            canvas.Put(Math.Max(0, Left - 1 - text.Length), top + Row(chart, tick), text);
        }
        canvas.Put(Left, top + Rows, "+" + new string('-', Columns));
        int free = 0;
        foreach (double tick in chart.X.Ticks())
        {
            string text = Numbers.Plain(tick);
            int x = Column(chart, tick) - text.Length / 2;
            canvas.Put(Column(chart, tick), top + Rows, '+');
            if (x < free)
                continue;
            canvas.Put(x, top + Rows + 1, text);
            free = x + text.Length + 1;
        }
        canvas.Put(Left, top + Rows + 2, Canvas.Middle(chart.XAxis, Columns).TrimEnd());
    }

    private static void DrawLevel(Canvas canvas, int top, ChartPicture chart, ChartLevel level)
    {
        int row = top + Row(chart, level.Y);
        canvas.Put(Left + 1, row, new string('.', Columns));
        string text = Canvas.Fit(" " + level.Text, 40);
        canvas.Put(Left + 1 + Columns - text.Length, row, text);
    }

    private static void DrawSeries(Canvas canvas, int top, ChartPicture chart, int series)
    {
        IReadOnlyList<(double X, double Y)> points = chart.Series[series].Points;
        for (int i = 0; i < points.Count; i++)
        {
            (double x, double y) = points[i];
            int column = Column(chart, x), row = Row(chart, y);
            canvas.Put(column, top + row, Signs[series]);
            if (i + 1 == points.Count || chart.Series[series].Style == SeriesStyle.Dots)
                continue;
            int next = Column(chart, points[i + 1].X);
            for (int c = column + 1; c < next; c++)
            {
                double share = (double)(c - column) / (next - column);
                double between = chart.Series[series].Style == SeriesStyle.Steps ? y : y + (points[i + 1].Y - y) * share;
                canvas.Put(c, top + Row(chart, between), Signs[series]);
            }
        }
    }
}
