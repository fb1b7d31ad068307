namespace Workbook.Basics;

/// <summary>
/// Numbers as they stand on the wire: most significant byte first, "network byte order" (RFC 1700, "Data Notations").
/// </summary>
public static class BigEndian
{
    /// <summary>The number in the first two bytes.</summary>
    public static ushort ReadUInt16(ReadOnlySpan<byte> source)
    {
        #region exercise 0.2: two bytes into a number, the most significant first
        throw new NotImplementedException("exercise 0.2");
        #endregion
    }

    /// <summary>Writes the number into the first two bytes.</summary>
    public static void WriteUInt16(Span<byte> destination, ushort value)
    {
        #region exercise 0.3: a number into two bytes, the most significant first
        throw new NotImplementedException("exercise 0.3");
        #endregion
    }

    /// <summary>The number in the first four bytes.</summary>
    public static uint ReadUInt32(ReadOnlySpan<byte> source) => (uint)ReadUInt16(source) << 16 | ReadUInt16(source[2..]);

    /// <summary>Writes the number into the first four bytes.</summary>
    public static void WriteUInt32(Span<byte> destination, uint value)
    {
        WriteUInt16(destination, (ushort)(value >> 16));
        WriteUInt16(destination[2..], (ushort)value);
    }
}
