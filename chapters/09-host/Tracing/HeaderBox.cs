using System.Text;
using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Host;

/// <summary>A field to draw.</summary>
public readonly record struct BoxField(string Name, int Bits, string Value);

/// <summary>
/// Headers as the RFCs draw them, 32 bits a line, with the values that really stand there. Reads bytes, not the types of the
/// chapters: a header that a layer has written wrongly is shown as it is.
/// </summary>
public static class HeaderBox
{
    private const int BitsPerLine = 32;

    /// <summary>All headers of a frame that are known here, the outermost first.</summary>
    public static string Frame(ReadOnlySpan<byte> frame)
    {
        Dissection packet = Dissection.Of(frame);
        ReadOnlySpan<byte> rest = frame[Math.Min(EthernetHeader.Size, frame.Length)..];
        string text = "Ethernet\n" + Ethernet(frame);
        if (packet.Layer >= TraceLayer.Ip)
        {
            text += "IPv4\n" + IPv4(rest);
            rest = rest[packet.IP.HeaderLength..];
        }
        return packet.Layer switch
        {
            TraceLayer.Udp => text + "UDP\n" + Udp(rest),
            TraceLayer.Tcp => text + "TCP\n" + Tcp(rest),
            _ => text,
        };
    }

    public static string Ethernet(ReadOnlySpan<byte> bytes)
    {
        var r = new WireReader(bytes);
        return Draw(new("Destination", 48, $"{r.Mac()}"), new("Source", 48, $"{r.Mac()}"), new("EtherType", 16, $"0x{r.UInt16():x4}"));
    }

    public static string IPv4(ReadOnlySpan<byte> bytes)
    {
        var r = new WireReader(bytes);
        byte first = r.Byte();
        BoxField service = new("TOS", 8, $"0x{r.Byte():x2}"), total = new("Total Length", 16, $"{r.UInt16()}");
        BoxField identification = new("Identification", 16, $"{r.UInt16()}");
        ushort word = r.UInt16();
        string flags = ((word & 0x4000) != 0 ? "DF" : "") + ((word & 0x2000) != 0 ? "MF" : "");
        return Draw(
            new("Version", 4, $"{first >> 4}"), new("IHL", 4, $"{first & 15}"), service, total,
            identification, new("", 3, flags), new("Fragment Offset", 13, $"{word & 0x1fff}"),
            new("Time to Live", 8, $"{r.Byte()}"), new("Protocol", 8, $"{r.Byte()}"), new("Checksum", 16, $"0x{r.UInt16():x4}"),
            new("Source", 32, $"{r.IPv4()}"), new("Destination", 32, $"{r.IPv4()}"));
    }

    public static string Udp(ReadOnlySpan<byte> bytes)
    {
        var r = new WireReader(bytes);
        return Draw(
            new("Source Port", 16, $"{r.UInt16()}"), new("Destination Port", 16, $"{r.UInt16()}"),
            new("Length", 16, $"{r.UInt16()}"), new("Checksum", 16, $"0x{r.UInt16():x4}"));
    }

    public static string Tcp(ReadOnlySpan<byte> bytes)
    {
        var r = new WireReader(bytes);
        return Draw(
            new("Source Port", 16, $"{r.UInt16()}"), new("Destination Port", 16, $"{r.UInt16()}"),
            new("Sequence Number", 32, $"{r.UInt32()}"), new("Acknowledgment Number", 32, $"{r.UInt32()}"),
            new("Offset", 8, $"{r.Byte() >> 4}"), new("Flags", 8, $"{(Workbook.Tcp.TcpFlags)r.Byte()}".Replace(", ", "+")),
            new("Window", 16, $"{r.UInt16()}"), new("Checksum", 16, $"0x{r.UInt16():x4}"), new("Urgent Pointer", 16, $"{r.UInt16()}"));
    }

    /// <summary>Draws any header. A field that does not fit its line goes on in the next, and is named where it has more room.</summary>
    public static string Draw(params ReadOnlySpan<BoxField> fields)
    {
        var text = new StringBuilder();
        Rule(text);
        int used = 0;
        foreach (BoxField field in fields)
        {
            bool named = false;
            for (int bits = field.Bits, part; bits > 0; bits -= part)
            {
                part = Math.Min(bits, BitsPerLine - used);
                bool here = !named && part >= bits - part;
                text.Append('|').Append(Centered(here ? field : default, 2 * part - 1));
                named |= here;
                used = (used + part) % BitsPerLine;
                if (used == 0)
                    Rule(text.Append("|\n"));
            }
        }
        if (used > 0)
            Rule(text.Append("|\n"));
        return text.ToString();
    }

    private static void Rule(StringBuilder text) => text.Insert(text.Length, "+-", BitsPerLine).Append("+\n");

    /// <summary>Name and value in the middle; where there is no room for both, the value.</summary>
    private static string Centered(BoxField field, int width)
    {
        string content = $"{field.Name} {field.Value}".Trim();
        if (content.Length > width)
            content = field.Value.Length <= width ? field.Value : field.Value[..width];
        return content.PadLeft((width + content.Length) / 2).PadRight(width);
    }
}
