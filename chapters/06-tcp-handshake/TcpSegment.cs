using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Tcp;

/// <summary>One segment that has arrived: header, options and text. Valid while the bytes under it are, that is during the
/// call that brings it; who keeps text copies it.</summary>
/// <param name="header">The fixed header.</param>
/// <param name="options">What the options say.</param>
/// <param name="payload">The text.</param>
public readonly ref struct TcpSegment(scoped in TcpHeader header, scoped in TcpOptions options, ReadOnlySpan<byte> payload)
{
    /// <summary>The fixed header.</summary>
    public TcpHeader Header { get; } = header;

    /// <summary>What the options say, on whatever kind of segment they stand (MUST-5).</summary>
    public TcpOptions Options { get; } = options;

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>SEG.SEQ.</summary>
    public SequenceNumber Sequence => Header.Sequence;

    /// <summary>SEG.ACK; counts only if <see cref="Ack"/>.</summary>
    public SequenceNumber Acknowledgment => Header.Acknowledgment;

    /// <summary>Whether the SYN bit is set.</summary>
    public bool Syn => (Header.Flags & TcpFlags.Syn) != 0;

    /// <summary>Whether the ACK bit is set.</summary>
    public bool Ack => (Header.Flags & TcpFlags.Ack) != 0;

    /// <summary>Whether the FIN bit is set.</summary>
    public bool Fin => (Header.Flags & TcpFlags.Fin) != 0;

    /// <summary>Whether the RST bit is set.</summary>
    public bool Rst => (Header.Flags & TcpFlags.Rst) != 0;

    /// <summary>Whether the PSH bit is set.</summary>
    public bool Psh => (Header.Flags & TcpFlags.Psh) != 0;

    /// <summary>Whether the URG bit is set.</summary>
    public bool Urg => (Header.Flags & TcpFlags.Urg) != 0;

    /// <summary>SEG.LEN: how many sequence numbers the segment takes; SYN and FIN take one each.</summary>
    public int Length => Payload.Length + (Syn ? 1 : 0) + (Fin ? 1 : 0);

    /// <summary>The sequence number just behind the segment.</summary>
    public SequenceNumber End => Sequence + Length;

    /// <summary>Reads a segment out of the payload of an IP datagram. False, with the reason, when it is to be dropped: header cut
    /// short or its length impossible, an address nobody can have a connection with (MUST-63, MUST-57; directed broadcasts only the
    /// IP layer can tell), or a wrong checksum (MUST-3). Options that make no sense cost only themselves (MUST-7).</summary>
    /// <param name="ip">The datagram's header.</param>
    /// <param name="bytes">The datagram's payload.</param>
    /// <param name="checksumVerified">Whether the link has checked the checksum already.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="reason">Why there is none.</param>
    public static bool TryParse(
        scoped in IPv4Header ip, ReadOnlySpan<byte> bytes, bool checksumVerified, out TcpSegment segment, out DropReason reason)
    {
        segment = default;
        reason = default;
        if (!TcpHeader.TryParse(bytes, out TcpHeader header, out ReadOnlySpan<byte> payload))
            reason = bytes.Length < TcpHeader.MinimumSize ? DropReason.TcpTooShort : DropReason.TcpBadHeaderLength;
        else if (!IsUnicast(ip.Source) || !IsUnicast(ip.Destination))
            reason = DropReason.TcpBadAddress;
        else if (!checksumVerified && !HasValidChecksum(ip, bytes))
            reason = DropReason.TcpBadChecksum;
        else
        {
            segment = new TcpSegment(header, TcpOptions.Read(bytes[TcpHeader.MinimumSize..header.HeaderLength]), payload);
            return true;
        }

        return false;
    }

    private static bool IsUnicast(IPv4Address address) => !(address.IsAny || address.IsBroadcast || address.IsMulticast);

    private static bool HasValidChecksum(in IPv4Header ip, ReadOnlySpan<byte> bytes)
    {
        uint sum = PseudoHeader.Sum(ip.Source, ip.Destination, IpProtocol.Tcp, bytes.Length);
        return InternetChecksum.Finish(InternetChecksum.Add(sum, bytes)) == 0;
    }
}
