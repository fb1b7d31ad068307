namespace Workbook.Pictures.Drawings;

/// <summary>A ladder in letters: a line for each frame and each remark, in the order of time.</summary>
internal static class LadderText
{
    private const int LeftLane = 10, RightLane = 82, Between = RightLane - LeftLane - 1;

    public static string Draw(string title, string left, string right, IReadOnlyList<Rung> rungs, IReadOnlyList<LadderRemark> remarks, string cut)
    {
        Canvas canvas = new();
        canvas.Put(0, 0, title);
        left = Canvas.Fit(left, 36);
        right = Canvas.Fit(right, 36);
        canvas.Put(Math.Max(0, LeftLane - left.Length / 2), 2, left);
        canvas.Put(Math.Min(RightLane - right.Length / 2, Canvas.Columns - right.Length), 2, right);
        int y = 3;
        foreach (object row in InOrder(rungs, remarks))
        {
            canvas.Put(LeftLane, y, '|');
            canvas.Put(RightLane, y, '|');
            if (row is Rung rung)
                DrawRung(canvas, y, rung);
            else
                DrawRemark(canvas, y, (LadderRemark)row);
            y++;
        }
        canvas.Put(LeftLane, y, cut);
        return canvas.ToString();
    }

    /// <summary>What is sent in the moment of a remark comes before it.</summary>
    private static IEnumerable<object> InOrder(IReadOnlyList<Rung> rungs, IReadOnlyList<LadderRemark> remarks) =>
        rungs.Select(rung => (At: rung.Sent, Row: (object)rung))
            .Concat(remarks.Select(remark => (remark.At, Row: (object)remark)))
            .OrderBy(entry => entry.At).Select(entry => entry.Row);

    private static void DrawRung(Canvas canvas, int y, Rung rung)
    {
        int length = rung.Arrived is null ? Between * 7 / 10 : Between;
        string text = " " + Canvas.Fit(LadderPicture.Words(rung), length - 8) + " ";
        string line = ("---" + text).PadRight(length - 1, '-') + (rung.Arrived is null ? 'X' : '>');
        if (!rung.FromLeft)
            line = (rung.Arrived is null ? 'X' : '<') + (text + "---").PadLeft(length - 1, '-');
        canvas.Put(rung.FromLeft ? LeftLane + 1 : RightLane - length, y, line);
        string sent = Numbers.Time(rung.Sent), arrived = rung.Arrived is { } time ? Numbers.Time(time) : "";
        PutTimes(canvas, y, rung.FromLeft ? sent : arrived, rung.FromLeft ? arrived : sent);
    }

    private static void DrawRemark(Canvas canvas, int y, LadderRemark remark)
    {
        string text = "* " + Canvas.Fit(remark.Text.Replace('\n', ' '), Between - 4);
        string time = Numbers.Time(remark.At);
        canvas.Put(remark.AtLeft ? LeftLane + 2 : RightLane - 1 - text.Length, y, text);
        PutTimes(canvas, y, remark.AtLeft ? time : "", remark.AtLeft ? "" : time);
    }

    private static void PutTimes(Canvas canvas, int y, string left, string right)
    {
        canvas.Put(Math.Max(0, LeftLane - 1 - left.Length), y, left);
        canvas.Put(RightLane + 2, y, right);
    }
}
