using System.Globalization;
using System.Text;
using Workbook.Basics;

namespace Workbook.Cli.Terminal;

/// <summary>Some letters of one look.</summary>
public readonly record struct Piece(string Text, Tone Tone);

/// <summary>A rung: one frame.</summary>
/// <param name="Number">In the order of sending, from 1 on.</param>
/// <param name="FromLeft">Its direction.</param>
/// <param name="Arrived">Null: it never did.</param>
/// <param name="Fate">What happened to it on the way or at the other end, if it was not just delivered.</param>
public readonly record struct Rung(long Number, bool FromLeft, Instant Sent, Instant? Arrived, FrameText Text, string? Fate);

/// <summary>
/// Draws a conversation as a ladder: a side for each host, a rung for each frame, and at each end the time there.
/// <code>
///   #  client 10.0.0.1                       server 10.0.0.2
///   3  0.0200 │ SYN  seq 0  mss 1460 ──────────────►│ 0.0300
///   4  0.0400 │◄──────────────── SYN ACK  seq 0  ack 1 │ 0.0300
/// </code>
/// </summary>
/// <param name="width">Columns there are; at least 60.</param>
/// <param name="digits">Of the largest number expected.</param>
public sealed class Ladder(int width, bool unicode, int digits = 3)
{
    private const int TimeWidth = 9, ShortestArrow = 3;

    private readonly int _inside = width - 1 - digits - TimeWidth - 3 - TimeWidth;

    private char Side => unicode ? '│' : '|';
    private string Cross => unicode ? "✗" : "x";

    /// <summary>Two lines: who stands where, and what the columns are.</summary>
    public IReadOnlyList<IReadOnlyList<Piece>> Header(string left, string right)
    {
        string margin = new(' ', digits + TimeWidth + 1);
        int gap = Math.Max(2, _inside + 2 - left.Length - right.Length);
        return
        [
            [new(margin + left + new string(' ', gap) + right, Tone.Plain)],
            [new("#".PadLeft(digits) + "s".PadLeft(TimeWidth) + $" {Side}" + new string(' ', _inside) + $"{Side}" + "s".PadLeft(TimeWidth), Tone.Faint)],
        ];
    }

    /// <summary>One line.</summary>
    public IReadOnlyList<Piece> Draw(in Rung rung)
    {
        (Instant? left, Instant? right) = rung.FromLeft ? (rung.Sent, rung.Arrived) : (rung.Arrived, (Instant?)rung.Sent);
        var pieces = new List<Piece>(8)
        {
            new(rung.Number.ToString(CultureInfo.InvariantCulture).PadLeft(digits), Tone.Faint),
            new(Time(left).PadLeft(TimeWidth), Tone.Faint),
            new($" {Side}", Tone.Faint),
        };
        pieces.AddRange(Inside(rung));
        pieces.Add(new($"{Side}", Tone.Faint));
        if (right is not null)
            pieces.Add(new(Time(right).PadLeft(TimeWidth), Tone.Faint));
        return pieces;
    }

    /// <summary>A line that says something between the frames.</summary>
    public IReadOnlyList<Piece> Remark(string text) =>
        [new(new string(' ', digits + TimeWidth) + $" {Side}", Tone.Faint), new(Centered(text), Tone.Faint), new($"{Side}", Tone.Faint)];

    private IEnumerable<Piece> Inside(in Rung rung)
    {
        bool arrives = rung.Arrived is not null;
        string mark = rung.Fate is null ? "" : $"{Cross} {rung.Fate} ";
        Tone tone = rung.Fate is null ? rung.Text.Tone : Tone.Bad;
        int room = _inside - 2 - ShortestArrow - 1 - (mark.Length > 0 ? mark.Length + 1 : 0);
        string text = rung.Text.Fit(room);
        int line = _inside - text.Length - 2 - (mark.Length > 0 ? mark.Length + 1 : 0);
        // What is lost does not get there; what is refused gets as far as the door.
        int arrow = arrives ? line : line / 2;
        string shaft = Shaft(arrow, rung.Text.CarriesData, rung.FromLeft, arrives);
        string rest = new(' ', line - arrow);
        string fate = mark.Length == 0 ? "" : $" {mark}";
        return rung.FromLeft
            ? [new($" {text} ", tone), new(shaft, tone), new(fate, Tone.Bad), new(rest, Tone.Plain)]
            : [new(rest, Tone.Plain), new(fate, Tone.Bad), new(shaft, tone), new($" {text} ", tone)];
    }

    private string Shaft(int length, bool heavy, bool toRight, bool arrives)
    {
        char stroke = (unicode, heavy) switch
        {
            (true, true) => '━',
            (true, false) => '─',
            (false, true) => '=',
            (false, false) => '-',
        };
        var shaft = new StringBuilder().Append(stroke, length);
        if (arrives && length > 0)
            shaft[toRight ? length - 1 : 0] = (unicode, toRight) switch
            {
                (true, true) => '►',
                (true, false) => '◄',
                (false, true) => '>',
                (false, false) => '<',
            };
        return shaft.ToString();
    }

    private string Centered(string text)
    {
        string fitted = text.Length > _inside ? text[.._inside] : text;
        int before = (_inside - fitted.Length) / 2;
        return new string(' ', before) + fitted + new string(' ', _inside - fitted.Length - before);
    }

    private static string Time(Instant? time) =>
        time is { } known && (known - Instant.Zero).TotalSeconds is var seconds
            ? seconds.ToString(seconds < 100 ? "0.0000" : seconds < 10_000 ? "0.00" : "0", CultureInfo.InvariantCulture)
            : "";
}
