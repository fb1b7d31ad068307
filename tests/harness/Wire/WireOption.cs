namespace Workbook.Harness;

/// <summary>One TCP option as it stands on the wire; <see cref="Data"/> is what follows kind and length.</summary>
internal sealed record WireOption(byte Kind, byte[] Data)
{
    public const byte EndOfList = 0, NoOperation = 1, MaximumSegmentSize = 2, WindowScale = 3, SackPermitted = 4, Sack = 5, Timestamps = 8;

    /// <summary>Stands in for octets that a script wants to send as they are, broken options included.</summary>
    public const byte Raw = 255;

    public bool IsPadding => Kind is EndOfList or NoOperation;

    public static byte[] Encode(IReadOnlyList<WireOption> options)
    {
        var bytes = new List<byte>();
        foreach (WireOption option in options)
        {
            if (option.Kind == Raw)
                bytes.AddRange(option.Data);
            else if (option.IsPadding)
                bytes.Add(option.Kind);
            else
                bytes.AddRange([option.Kind, (byte)(option.Data.Length + 2), .. option.Data]);
        }
        while (bytes.Count % 4 != 0)
            bytes.Add(EndOfList);
        return bytes.Count <= 40 ? [.. bytes]
            : throw new FormatException($"{bytes.Count} octets of TCP options; a header has room for 40");
    }

    public static IReadOnlyList<WireOption> Decode(ReadOnlySpan<byte> bytes, out string? fault)
    {
        fault = null;
        var options = new List<WireOption>();
        while (!bytes.IsEmpty)
        {
            byte kind = bytes[0];
            if (kind == EndOfList && bytes.ContainsAnyExcept((byte)0))
                fault = "the padding after the TCP options is not zero";
            if (kind == EndOfList)
            {
                options.Add(new(kind, []));
                break;
            }
            int length = kind == NoOperation ? 1 : bytes.Length < 2 ? 0 : bytes[1];
            if (length > bytes.Length || (length < 2 && kind != NoOperation))
            {
                fault = $"the length of TCP option {kind} is impossible";
                break;
            }
            options.Add(new(kind, kind == NoOperation ? [] : bytes[2..length].ToArray()));
            bytes = bytes[length..];
        }
        return options;
    }
}
