namespace Workbook.IPv4;

/// <summary>Changes a checksum along with the field it covers, without reading the rest (RFC 1624).</summary>
public static class IncrementalChecksum
{
    /// <summary>
    /// The Internet checksum after one 16-bit word has changed: HC' = ~(~HC + ~m + m'), RFC 1624 equation 3.
    /// (The older form of RFC 1141 can give 0xffff where a header's true checksum is 0.)
    /// </summary>
    public static ushort Update(ushort checksum, ushort oldWord, ushort newWord)
    {
        uint sum = (uint)(ushort)~checksum + (ushort)~oldWord + newWord;
        sum = (sum & 0xffff) + (sum >> 16);
        sum = (sum & 0xffff) + (sum >> 16);
        return (ushort)~sum;
    }
}
