namespace Workbook.Decoding;

/// <summary>The options of a TCP header, RFC 9293 section 3.2, RFC 7323 and RFC 2018.</summary>
internal static class TcpOptions
{
    public static void Read(PartReader part, int end)
    {
        while (part.At < end && !part.Failed)
        {
            uint kind = part.Number(1, "option", value => Name(value));
            if (kind == 0)
                break;
            if (kind == 1)
                continue;
            int length = (int)part.Number(1, "  length");
            if (length < 2 || part.At + length - 2 > end)
            {
                part.Note(part.At, 0, "  ", "its length is impossible");
                break;
            }
            Value(part, kind, length - 2);
        }
        part.Bytes(end - part.At, "padding");
    }

    private static void Value(PartReader part, uint kind, int length)
    {
        switch (kind, length)
        {
            case (2, 2):
                part.Number(2, "  MSS");
                break;
            case (3, 1):
                part.Number(1, "  shift", value => $"{value} (times {1L << (int)Math.Min(value, 62)})");
                break;
            case (5, _) when length % 8 == 0:
                for (int i = 0; i < length; i += 8)
                {
                    part.Number(4, "  left edge");
                    part.Number(4, "  right edge");
                }
                break;
            case (8, 8):
                part.Number(4, "  TSval");
                part.Number(4, "  TSecr");
                break;
            default:
                part.Bytes(length, "  value");
                break;
        }
    }

    private static string Name(uint kind) => kind switch
    {
        0 => "0 end of options",
        1 => "1 no-operation",
        2 => "2 maximum segment size",
        3 => "3 window scale",
        4 => "4 SACK permitted",
        5 => "5 SACK",
        8 => "8 timestamps",
        _ => kind.ToString(),
    };
}
