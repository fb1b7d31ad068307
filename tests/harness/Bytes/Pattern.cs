namespace Workbook.Harness;

/// <summary>
/// The content of every test stream: a byte is a function of its offset alone, so that any piece can be checked
/// wherever it turns up. Neighbouring bytes look random; no short period hides bytes that moved.
/// </summary>
public static class Pattern
{
    private const int Searched = 1 << 20;

    /// <summary>The byte of a stream at <paramref name="offset"/>, 0 being the first byte after the SYN.</summary>
    public static byte At(long offset)
    {
        ulong x = (ulong)offset * 0x9E37_79B9_7F4A_7C15;
        return (byte)((x ^ x >> 29) * 0xBF58_476D_1CE4_E5B9 >> 56);
    }

    public static void Fill(Span<byte> destination, long offset)
    {
        for (int i = 0; i < destination.Length; i++)
            destination[i] = At(offset + i);
    }

    public static byte[] Bytes(long offset, int count)
    {
        byte[] bytes = new byte[count];
        Fill(bytes, offset);
        return bytes;
    }

    /// <summary>What is wrong with a piece of the stream; null if every byte is the one that belongs there.</summary>
    public static string? Difference(ReadOnlySpan<byte> piece, long offset)
    {
        for (int i = 0; i < piece.Length; i++)
        {
            if (piece[i] == At(offset + i))
                continue;
            string origin = Find(piece[i..], offset + i) is { } found ? $": what stands there belongs at {found}" : "";
            return $"byte {offset + i} of the stream is 0x{piece[i]:x2} instead of 0x{At(offset + i):x2}{origin}";
        }
        return null;
    }

    /// <exception cref="ContentException">A byte differs; the message names the first one's offset.</exception>
    public static void Check(ReadOnlySpan<byte> piece, long offset)
    {
        if (Difference(piece, offset) is { } message)
            throw new ContentException(message);
    }

    /// <summary>Where in the stream bytes come from that stand in the wrong place; needs eight to be sure.</summary>
    private static long? Find(ReadOnlySpan<byte> bytes, long near)
    {
        if (bytes.Length < 8)
            return null;
        for (long distance = 1; distance < Searched; distance++)
        {
            if (IsAt(bytes[..8], near + distance))
                return near + distance;
            if (near >= distance && IsAt(bytes[..8], near - distance))
                return near - distance;
        }
        return null;
    }

    private static bool IsAt(ReadOnlySpan<byte> bytes, long offset)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] != At(offset + i))
                return false;
        }
        return true;
    }
}

/// <summary>A stream carried other bytes than were put in.</summary>
public sealed class ContentException(string message) : Xunit.Sdk.XunitException(message);
