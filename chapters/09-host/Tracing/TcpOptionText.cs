using System.Text;
using Workbook.Basics;

namespace Workbook.Host;

/// <summary>TCP options for people.</summary>
internal static class TcpOptionText
{
    private const byte Timestamps = 8;

    /// <summary>" &lt;mss 1460, sackOK&gt;", or nothing if there are none.</summary>
    /// <param name="origin">What SACK blocks count from.</param>
    /// <param name="timestamps">Show their values; else only, next to other options, that they are there.</param>
    public static string Describe(ReadOnlySpan<byte> options, uint origin, bool timestamps)
    {
        var parts = new List<string>();
        while (options.Length > 0 && options[0] != 0)
        {
            if (options[0] == 1)
            {
                options = options[1..];
                continue;
            }
            int length = options.Length > 1 ? options[1] : 0;
            if (length < 2 || length > options.Length)
            {
                parts.Add("broken");
                break;
            }
            parts.Add(options[0] == Timestamps && !timestamps ? "TS" : One(options[0], options[2..length], origin));
            options = options[length..];
        }
        return parts is [] or ["TS"] ? "" : $" <{string.Join(", ", parts)}>";
    }

    private static string One(byte kind, ReadOnlySpan<byte> value, uint origin)
    {
        var reader = new WireReader(value);
        return kind switch
        {
            2 => $"mss {reader.UInt16()}",
            3 => $"wscale {reader.Byte()}",
            4 => "sackOK",
            5 => Blocks(value, origin),
            Timestamps => $"TS {reader.UInt32()} {reader.UInt32()}",
            _ => $"option {kind}",
        };
    }

    private static string Blocks(ReadOnlySpan<byte> value, uint origin)
    {
        var reader = new WireReader(value);
        var text = new StringBuilder("sack");
        for (int i = 0; i + 8 <= value.Length; i += 8)
            text.Append($" {unchecked(reader.UInt32() - origin)}:{unchecked(reader.UInt32() - origin)}");
        return text.ToString();
    }
}
