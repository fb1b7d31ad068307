using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Udp;

/// <summary>A received UDP datagram whose length and checksum are in order.</summary>
/// <param name="header">The header.</param>
/// <param name="payload">The data; valid as long as the bytes it was parsed from.</param>
public readonly ref struct UdpDatagram(UdpHeader header, ReadOnlySpan<byte> payload)
{
    /// <summary>The header.</summary>
    public UdpHeader Header { get; } = header;

    /// <summary>The data: <see cref="UdpHeader.Length"/> - 8 bytes.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>
    /// Takes a datagram apart and judges it. The length field may fall short of the bytes that IP delivered (what
    /// follows is padding, and no data) but never exceed them nor be smaller than the header. A checksum of 0 means
    /// that the sender has computed none, which RFC 1122 section 4.1.3.4 lets pass; any other must be right.
    /// </summary>
    /// <param name="ip">The IPv4 header, for the pseudo-header.</param>
    /// <param name="bytes">What IP delivered.</param>
    /// <param name="checksumVerified">The link vouches for the checksum: it is not computed again.</param>
    /// <param name="datagram">The result.</param>
    /// <param name="reason">If it is refused: <see cref="DropReason.UdpTooShort"/> (fewer than 8 bytes),
    /// <see cref="DropReason.UdpBadLength"/> or <see cref="DropReason.UdpBadChecksum"/>.</param>
    public static bool TryParse(
        in IPv4Header ip, ReadOnlySpan<byte> bytes, bool checksumVerified, out UdpDatagram datagram, out DropReason reason)
    {
        #region exercise 5.2: judge a datagram by its length and checksum
        throw new NotImplementedException("exercise 5.2");
        #endregion
    }
}
