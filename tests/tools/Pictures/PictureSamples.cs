using Workbook.Pictures;

namespace Workbook.Tools.Tests.Pictures;

/// <summary>One picture of each kind, with texts that want to break out.</summary>
internal static class PictureSamples
{
    public const string Nasty = "<b>&\"'\u0000\u001b]\uFFFF\t\n</svg>";

    public static IEnumerable<Drawing> All(string text) =>
    [
        Header(text), Bytes(text), Ladder(text), Chart(text), Bars(text), Window(text), States(text), Found(text), Circle(text),
        new TablePicture([text, "number"], [text, 12], ["x", 1.5]),
    ];

    public static IEnumerable<Picture> Pictures(string text) => All(text).OfType<Picture>();

    public static HeaderPicture Header(string text = "Version") => new("Header " + text, [0x45, 0, 0, 84], new(text, 4), new("IHL", 4), new("a", 1), new(text, 15), new("Length", 16, text));

    public static BytesPicture Bytes(string text = "x") => new("Bytes " + text, [1, 2, 3, 4, 5], new BytesPart(text, 1, 2, text), new BytesPart("one", 4, 1));

    public static LadderPicture Ladder(string text = "SYN") => new("Ladder " + text, text, "bob",
        [new(Ms(0), Ms(10), true, text), new(Ms(10), Ms(20), false, text), new(Ms(20), null, true, "data", Fate: text), new(Ms(1020), Ms(1030), true, "again")],
        [new(Ms(0), true, text), new(Ms(500), false, "waits")]);

    public static ChartPicture Chart(string text = "cwnd") => new("Chart " + text, text, text,
        [new(text, [(0, 10), (1, 20), (2, 5)], SeriesStyle.Steps), new("other", [(0, 1), (2, 3)]), new("dots", [(1, 1)], SeriesStyle.Dots)], [new(1, text)], [new(15, text)]);

    public static BarsPicture Bars(string text = "0 to 1480") => new("Bars " + text, text, [new(text, new Bar(0, 1480, text), new Bar(1480, 1490, text)), new("b", new Bar(5, 5))], [new(700, text)]);

    public static WindowPicture Window(string text = "in flight") => new("Window " + text,
        new WindowRow(text, [new(0, 500, text), new(500, 900, "free", Tone.Hollow)], new WindowMark(500, text), new WindowMark(500, "SND.NXT")));

    public static StatesPicture States(string text = "CLOSED") => new("States " + text, [new(text, 1, 0), new("B", 5, 1)], [new(text, "B", text, 20), new("B", "B", "stays")], [text, "B", text]);

    public static CirclePicture Circle(string text = "the window") => new("Circle " + text, 1L << 32, [new(4_000_000_000, 1_000_000_000, text), new(5, 1L << 32, text)], [new(5, text), new(4_000_000_000, text)]);

    public static LookupPicture Found(string text = "all four") => new("Lookups " + text, text, new Lookup(text, text, false, text), new Lookup("b", "*", true), new Lookup("c", "*", null));

    public static TimeSpan Ms(double ms) => TimeSpan.FromMilliseconds(ms);
}
