using Workbook.Decoding;
using Workbook.Pictures;

namespace Workbook.Playground;

/// <summary>Turns what a world has seen, or a chapter's own value, into a picture.</summary>
public static partial class Show
{
    /// <summary>Fields that share bytes, as the RFCs cut them: name and bits of each, and how to find its value in that of both.</summary>
    private static readonly Dictionary<string, (string Name, int Bits, Func<uint, string> Say)[]> Shared = new()
    {
        ["version, header length"] = [("Version", 4, v => $"{v >> 4}"), ("IHL", 4, v => $"{v & 15}")],
        ["DSCP, ECN"] = [("DSCP", 6, v => $"{v >> 2}"), ("ECN", 2, v => $"{v & 3}")],
        ["flags, fragment offset"] = [("Flags", 3, v => (v >> 13) switch { 0 => "", 1 => "MF", 2 => "DF", var bits => $"{bits}" }), ("Fragment Offset", 13, v => $"{v & 0x1FFF} × 8")],
        ["data offset"] = [("Offset", 4, v => $"{v >> 4}"), ("Rsrvd", 4, v => $"{v & 15}")],
    };

    /// <summary>A header of a frame as its RFC draws it, and beneath it the bytes in the same colours.</summary>
    /// <param name="bytes">A frame, or an IPv4 datagram without one.</param>
    /// <param name="part">"Ethernet", "ARP", "IPv4", "ICMP", "UDP", "TCP"; empty for the innermost header.</param>
    /// <exception cref="ArgumentException">There is no such header in it.</exception>
    public static HeaderPicture Header(byte[] bytes, string part = "")
    {
        IReadOnlyList<Part> parts = Decoder.Decode(bytes, IsDatagram(bytes) ? PcapReader.RawIP : PcapReader.Ethernet);
        Part shown = parts.LastOrDefault(each => part == "" ? each.Name is not ("data" or "padding") : each.Name.StartsWith(part, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"there is no {part} header in it, only {string.Join(", ", parts.Select(each => each.Name))}", nameof(part));
        var fields = new List<HeaderField>();
        for (int i = 0; i < shown.Fields.Count; i++)
        {
            if (shown.Fields[i].Name == "option")
                fields.Add(Option(shown.Fields, ref i));
            else
                fields.AddRange(FieldsOf(shown.Fields[i], bytes));
        }
        int start = shown.Fields[0].Offset, end = shown.Fields.Max(field => field.Offset + field.Length);
        return new HeaderPicture(shown.Name, bytes.AsSpan(start, Math.Min(end, bytes.Length) - start), fields);
    }

    /// <inheritdoc cref="Header(byte[], string)"/>
    public static HeaderPicture Header(Frame frame, string part = "") => Header(frame.Bytes, part);

    /// <summary>A whole frame as bytes, each header in its colour.</summary>
    public static BytesPicture Bytes(byte[] frame, string title = "the frame, byte by byte")
    {
        IReadOnlyList<Part> parts = Decoder.Decode(frame, IsDatagram(frame) ? PcapReader.RawIP : PcapReader.Ethernet);
        return new BytesPicture(title, frame, [.. parts.Select(part =>
        {
            int start = part.Fields[0].Offset, end = part.Fields.Max(field => field.Offset + field.Length);
            return new BytesPart(part.Name, start, end - start, part.Name == "data" ? part.Fields[0].Value : $"{end - start} bytes");
        })]);
    }

    /// <inheritdoc cref="Bytes(byte[], string)"/>
    public static BytesPicture Bytes(Frame frame) => Bytes(frame.Bytes, $"frame #{frame.Number}, byte by byte");

    private static IEnumerable<HeaderField> FieldsOf(Field field, byte[] bytes)
    {
        if (field.Length == 0)
            return [];
        if (!Shared.TryGetValue(field.Name, out var pieces))
            return [new HeaderField(Capitalized(field.Name.Trim()), 8 * field.Length, field.Value)];
        uint value = 0;
        foreach (byte one in bytes.AsSpan(field.Offset, field.Length))
            value = value << 8 | one;
        return pieces.Select(piece => new HeaderField(piece.Name, piece.Bits, piece.Say(value)));
    }

    /// <summary>A TCP option: kind, length and value as one field.</summary>
    private static HeaderField Option(IReadOnlyList<Field> fields, ref int at)
    {
        Field kind = fields[at];
        int length = kind.Length;
        var values = new List<string>();
        while (at + 1 < fields.Count && fields[at + 1].Name.StartsWith("  ", StringComparison.Ordinal))
        {
            Field next = fields[++at];
            length += next.Length;
            if (next.Name != "  length")
                values.Add(next.Value.Split(' ')[0]);
        }
        string name = kind.Value.Split(' ')[0] switch { "0" => "End", "1" => "NOP", "2" => "MSS", "3" => "Scale", "4" => "SACK ok", "5" => "SACK", "8" => "Timestamps", var number => $"Option {number}" };
        return new HeaderField(name, 8 * length, string.Join(", ", values));
    }

    private static string Capitalized(string name) =>
        string.Join(' ', name.Split(' ').Select(word => word.Length > 0 && char.IsLower(word[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word));

    /// <summary>A frame's 13th and 14th byte name a type; a datagram begins with its version and tells its length.</summary>
    private static bool IsDatagram(byte[] bytes) =>
        bytes.Length >= 20 && bytes[0] >> 4 == 4 && (bytes[2] << 8 | bytes[3]) <= bytes.Length && (bytes[12] << 8 | bytes[13]) is not (0x0800 or 0x0806);
}
