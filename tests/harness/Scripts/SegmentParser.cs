using System.Globalization;
using System.Text.RegularExpressions;

namespace Workbook.Harness;

/// <summary>Reads <c>S. 0:1(0) ack 1 win 500 &lt;mss 1460, nop, wscale 7&gt;</c>.</summary>
internal static partial class SegmentParser
{
    /// <summary>Flags as packetdrill writes them, lowest bit first but for the ACK's dot.</summary>
    public static readonly (char Sign, byte Flag)[] Flags =
    [
        ('S', WireSegment.Syn), ('F', WireSegment.Fin), ('R', WireSegment.Rst), ('P', WireSegment.Psh),
        ('U', WireSegment.Urg), ('E', WireSegment.Ece), ('C', WireSegment.Cwr), ('.', WireSegment.Ack),
    ];

    public static SegmentText Parse(string text, bool arrives)
    {
        var segment = TakeOptions(ref text);
        var words = new Queue<string>(text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        segment = segment with { Flags = ReadFlags(Next(words, "flags")) };
        if (words.TryPeek(out string? place) && Place().Match(place) is { Success: true } match)
        {
            words.Dequeue();
            segment = WithPlace(segment, match);
        }
        while (words.TryDequeue(out string? name))
            segment = WithField(segment, name, words);
        if (arrives)
            MustBeComplete(segment);
        return segment;
    }

    private static void MustBeComplete(SegmentText segment)
    {
        if (segment.Flags is null || segment.Sequence is null || segment.Length is null)
            throw new FormatException("what arrives must state flags and seq:end(length)");
        if ((segment.Flags & WireSegment.Ack) != 0 != segment.Acknowledgment is not null)
            throw new FormatException("flag '.' and 'ack N' belong together");
        if (segment.MoreOptions || segment.Options?.Any(option => option.Contains('*')) == true)
            throw new FormatException("what arrives must state its options in full");
    }

    private static SegmentText WithField(SegmentText segment, string name, Queue<string> words) => name switch
    {
        "ack" => segment with { Acknowledgment = Number(Next(words, name), uint.MaxValue) },
        "win" => segment with { Window = (ushort?)Number(Next(words, name), ushort.MaxValue) },
        "urg" => segment with { UrgentPointer = (ushort?)Number(Next(words, name), ushort.MaxValue) },
        "port" => segment with { Port = (ushort?)Number(Next(words, name), ushort.MaxValue) },
        "ipoptions" => segment with { IPOptions = Hex.Parse(Next(words, name)) },
        "badsum" => segment with { BadChecksum = true },
        _ => throw new FormatException($"a segment has no field called '{name}'"),
    };

    private static SegmentText WithPlace(SegmentText segment, Match match)
    {
        string start = match.Groups["seq"].Value;
        long? sequence = start is "*" or "new" ? null : Number(start, uint.MaxValue);
        int? length = match.Groups["len"].Success ? (int?)Number(match.Groups["len"].Value, 65_535) : null;
        if (match.Groups["end"].Success)
        {
            if (!match.Groups["len"].Success)
                throw new FormatException("seq:end wants its (length)");
            long? end = Number(match.Groups["end"].Value, uint.MaxValue);
            int marks = (segment.Flags & WireSegment.Syn) != 0 ? 1 : 0;
            marks += (segment.Flags & WireSegment.Fin) != 0 ? 1 : 0;
            if (sequence + length is { } stop && end is not null && end != stop && end != stop + marks)
                throw new FormatException($"{length} octets after {sequence} end at {stop}"
                    + (marks > 0 ? $" ({stop + marks} if SYN and FIN are counted), not {end}" : $", not {end}"));
        }
        return segment with { Sequence = sequence, Length = length, StartsAnew = start == "new" };
    }

    private static SegmentText TakeOptions(ref string text)
    {
        int open = text.IndexOf('<');
        if (open < 0)
            return new();
        int close = text.IndexOf('>', open);
        if (close < 0)
            throw new FormatException("'>' is missing after the options");
        string[] options = [.. text[(open + 1)..close].Split(',').Select(Tidy).Where(option => option.Length > 0)];
        foreach (string option in options)
            OptionText.Check(option);
        text = text[..open] + text[(close + 1)..];
        return new() { Options = [.. options.Where(option => option != "...")], MoreOptions = options.Contains("...") };
    }

    private static byte? ReadFlags(string word)
    {
        if (word == "*")
            return null;
        int flags = 0;
        foreach (char c in word)
            flags |= Flags.FirstOrDefault(flag => flag.Sign == c).Flag is > 0 and var flag ? flag
                : throw new FormatException($"'{c}' is none of the flags S F R P U E C and '.' (ACK)");
        return (byte)flags;
    }

    private static string Next(Queue<string> words, string what) =>
        words.TryDequeue(out string? word) ? word : throw new FormatException($"{what}: the value is missing");

    private static long? Number(string word, long most)
    {
        if (word is "*" or "new")
            return null;
        return long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) && number <= most
            ? number : throw new FormatException($"'{word}' is not a number up to {most}");
    }

    private static string Tidy(string option) => string.Join(' ', option.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [GeneratedRegex(@"^(?<seq>-?\d+|\*|new)(:(?<end>-?\d+|\*|new))?(\((?<len>\d+|\*)\))?$")]
    private static partial Regex Place();
}
