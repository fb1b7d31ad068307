using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Demux;

/// <summary>
/// The pseudo-header of RFC 768 and RFC 9293 section 3.1: never sent, but summed in front of a UDP datagram or TCP
/// segment, so that a packet delivered to the wrong host or protocol fails its checksum.
/// <code>
///  0      7 8     15 16    23 24    31
/// +--------+--------+--------+--------+
/// |          source address           |
/// +--------+--------+--------+--------+
/// |        destination address        |
/// +--------+--------+--------+--------+
/// |  zero  |protocol|     length      |
/// +--------+--------+--------+--------+
/// </code>
/// </summary>
public static class PseudoHeader
{
    /// <summary>The partial sum of the six 16-bit words, to continue with <see cref="InternetChecksum.Add"/>.</summary>
    /// <param name="source">Source address of the IPv4 header.</param>
    /// <param name="destination">Destination address of the IPv4 header.</param>
    /// <param name="protocol">Protocol of the IPv4 header.</param>
    /// <param name="length">Transport header and data in bytes, 0 to 65,535.</param>
    /// <returns>The sum, neither folded nor complemented; at most 0x500fa, so it cannot have overflowed.</returns>
    public static uint Sum(IPv4Address source, IPv4Address destination, IpProtocol protocol, int length)
    {
        #region exercise 4.1: sum the pseudo-header
        // No buffer is needed: an address is two words already, and the zero byte makes the protocol a word.
        uint sum = (source.Value >> 16) + (source.Value & 0xffff);
        sum += (destination.Value >> 16) + (destination.Value & 0xffff);
        sum += (byte)protocol;
        sum += (ushort)length;
        return sum;
        #endregion
    }
}
