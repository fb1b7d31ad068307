namespace Workbook.IPv4;

/// <summary>What a walk over the options of a header found.</summary>
public enum OptionScan
{
    /// <summary>Nothing that matters: unknown options are skipped (RFC 1122 section 3.2.1.8).</summary>
    Harmless,

    /// <summary>A loose or strict source route: the sender wants to choose the way (RFC 7126 section 4.3).</summary>
    SourceRoute,

    /// <summary>An option whose length is impossible.</summary>
    Malformed,
}

/// <summary>
/// IPv4 options (RFC 791 section 3.1): a type octet, and for all but the first two a length octet that counts both.
/// This stack sends none and acts on none; it has to get past them safely and keep them when it forwards.
/// </summary>
internal static class HeaderOptions
{
    public const int MaximumSize = 40;

    private const byte End = 0, NoOperation = 1, LooseSourceRoute = 131, StrictSourceRoute = 137;
    private const byte CopiedFlag = 0x80;

    /// <summary>Walks the options; <paramref name="position"/> is the offset of the one that ended the walk.</summary>
    public static OptionScan Scan(ReadOnlySpan<byte> options, out int position)
    {
        for (position = 0; position < options.Length;)
        {
            if (options[position] == End) break;
            if (options[position] is LooseSourceRoute or StrictSourceRoute) return OptionScan.SourceRoute;
            int length = LengthAt(options, position);
            if (length == 0) return OptionScan.Malformed;
            position += length;
        }
        return OptionScan.Harmless;
    }

    /// <summary>
    /// Writes those options that every fragment repeats (copied flag set), padded with zeros to a multiple of four
    /// octets. Returns the number of octets; <paramref name="destination"/> holds at least 40.
    /// </summary>
    public static int CopyRepeated(ReadOnlySpan<byte> options, Span<byte> destination)
    {
        int written = 0;
        for (int position = 0; position < options.Length && options[position] != End;)
        {
            int length = LengthAt(options, position);
            if (length == 0) break;
            if ((options[position] & CopiedFlag) != 0)
            {
                options.Slice(position, length).CopyTo(destination[written..]);
                written += length;
            }
            position += length;
        }
        int padded = (written + 3) & ~3;
        destination[written..padded].Clear();
        return padded;
    }

    /// <summary>Octets of the option at a position, 0 if it cannot be that long or that short.</summary>
    private static int LengthAt(ReadOnlySpan<byte> options, int position)
    {
        if (options[position] == NoOperation) return 1;
        if (position + 1 >= options.Length) return 0;
        int length = options[position + 1];
        return length >= 2 && length <= options.Length - position ? length : 0;
    }
}
