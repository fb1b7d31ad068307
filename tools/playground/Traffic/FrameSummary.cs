using System.Buffers.Binary;
using Workbook.Basics;
using Workbook.IPv4;
using Workbook.Link;
using Workbook.Tcp;

namespace Workbook.Playground.Traffic;

public enum FrameKind
{
    Other,
    Arp,
    Icmp,
    Udp,
    Tcp,
    Fragment,
}

/// <summary>What a picture of the traffic shows of a frame. Read without the help of the chapters: their mistakes
/// must be visible, not repeated here; nor does anything here check what it reads.</summary>
public readonly record struct FrameSummary
{
    public FrameKind Kind { get; private init; }
    public int FrameLength { get; private init; }
    public MacAddress SourceMac { get; private init; }
    public ushort EtherType { get; private init; }

    /// <summary>Sender and target of ARP; source and destination of IP.</summary>
    public IPv4Address From { get; private init; }

    /// <inheritdoc cref="From"/>
    public IPv4Address To { get; private init; }

    public ushort FromPort { get; private init; }
    public ushort ToPort { get; private init; }

    /// <summary>ARP's operation; ICMP's type; of other datagrams the protocol.</summary>
    public int Operation { get; private init; }

    /// <summary>ICMP's code; of a fragment the offset in bytes.</summary>
    public int Detail { get; private init; }

    /// <summary>Bytes that the innermost header shown carries.</summary>
    public int PayloadLength { get; private init; }

    public SegmentSummary Tcp { get; private init; }

    /// <summary>Length of header before the payload, from the beginning of the frame.</summary>
    public int PayloadOffset { get; private init; }

    public static FrameSummary Read(ReadOnlySpan<byte> frame)
    {
        var summary = new FrameSummary { FrameLength = frame.Length };
        if (frame.Length < EthernetHeader.Size)
            return summary;
        summary = summary with { EtherType = UInt16(frame, 12), SourceMac = new MacAddress((ulong)UInt16(frame, 6) << 32 | UInt32(frame, 8)), PayloadOffset = EthernetHeader.Size };
        return (EtherType)summary.EtherType switch
        {
            Link.EtherType.Arp when frame.Length >= 42 => summary with
            {
                Kind = FrameKind.Arp,
                Operation = UInt16(frame, 20),
                From = new IPv4Address(UInt32(frame, 28)),
                To = new IPv4Address(UInt32(frame, 38)),
            },
            Link.EtherType.IPv4 when frame.Length >= 34 => ReadDatagram(summary, frame),
            _ => summary,
        };
    }

    private static FrameSummary ReadDatagram(FrameSummary summary, ReadOnlySpan<byte> frame)
    {
        int header = 4 * (frame[14] & 0xf);
        int end = Math.Min(frame.Length, EthernetHeader.Size + UInt16(frame, 16));
        int start = EthernetHeader.Size + header;
        summary = summary with
        {
            From = new IPv4Address(UInt32(frame, 26)),
            To = new IPv4Address(UInt32(frame, 30)),
            Operation = frame[23],
            PayloadOffset = start,
            PayloadLength = Math.Max(0, end - start),
        };
        int fragment = UInt16(frame, 20) & 0x3fff;
        if (fragment != 0)
            return summary with { Kind = FrameKind.Fragment, Detail = 8 * (fragment & 0x1fff) };
        return ((IpProtocol)frame[23], summary.PayloadLength) switch
        {
            (IpProtocol.Icmp, >= 8) => WithHeader(summary, 8) with { Kind = FrameKind.Icmp, Operation = frame[start], Detail = frame[start + 1] },
            (IpProtocol.Udp, >= 8) => WithHeader(WithPorts(summary, frame[start..]), 8) with { Kind = FrameKind.Udp },
            (IpProtocol.Tcp, >= 20) => ReadSegment(summary, frame[start..end]),
            _ => summary,
        };
    }

    private static FrameSummary ReadSegment(FrameSummary summary, ReadOnlySpan<byte> segment)
    {
        int header = Math.Clamp(4 * (segment[12] >> 4), 20, segment.Length);
        return WithHeader(WithPorts(summary, segment), header) with
        {
            Kind = FrameKind.Tcp,
            Tcp = SegmentSummary.Read(segment, header),
        };
    }

    private static FrameSummary WithPorts(FrameSummary summary, ReadOnlySpan<byte> bytes) =>
        summary with { FromPort = UInt16(bytes, 0), ToPort = UInt16(bytes, 2) };

    private static FrameSummary WithHeader(FrameSummary summary, int length) => summary with
    {
        PayloadOffset = summary.PayloadOffset + length,
        PayloadLength = summary.PayloadLength - length,
    };

    private static uint UInt32(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt16BigEndian(bytes[offset..]);
}

/// <summary>What a picture shows of a TCP header.</summary>
public readonly record struct SegmentSummary
{
    public uint Sequence { get; init; }
    public uint Acknowledgment { get; init; }
    public TcpFlags Flags { get; init; }

    /// <summary>As in the header: not scaled.</summary>
    public int Window { get; init; }

    /// <summary>0: the option is absent.</summary>
    public int MaximumSegmentSize { get; init; }

    /// <summary>-1: the option is absent.</summary>
    public int WindowScale { get; init; }

    public bool SackPermitted { get; init; }
    public bool Timestamps { get; init; }

    /// <summary>Blocks of a SACK option; the first one is given.</summary>
    public int SackBlocks { get; init; }

    public uint SackStart { get; init; }
    public uint SackEnd { get; init; }

    public bool Has(TcpFlags flag) => (Flags & flag) != 0;

    internal static SegmentSummary Read(ReadOnlySpan<byte> segment, int headerLength)
    {
        var summary = new SegmentSummary
        {
            Sequence = BinaryPrimitives.ReadUInt32BigEndian(segment[4..]),
            Acknowledgment = BinaryPrimitives.ReadUInt32BigEndian(segment[8..]),
            Flags = (TcpFlags)segment[13],
            Window = BinaryPrimitives.ReadUInt16BigEndian(segment[14..]),
            WindowScale = -1,
        };
        ReadOnlySpan<byte> options = segment[20..headerLength];
        while (options.Length >= 2 && options[0] != 0)
        {
            int length = options[0] == 1 ? 1 : options[1];
            if (length == 0 || length > options.Length)
                break;
            summary = summary.With(options[0], options[..length]);
            options = options[length..];
        }
        return summary;
    }

    private SegmentSummary With(byte kind, ReadOnlySpan<byte> option) => (kind, option.Length) switch
    {
        (2, 4) => this with { MaximumSegmentSize = BinaryPrimitives.ReadUInt16BigEndian(option[2..]) },
        (3, 3) => this with { WindowScale = option[2] },
        (4, 2) => this with { SackPermitted = true },
        (5, >= 10) => this with
        {
            SackBlocks = (option.Length - 2) / 8,
            SackStart = BinaryPrimitives.ReadUInt32BigEndian(option[2..]),
            SackEnd = BinaryPrimitives.ReadUInt32BigEndian(option[6..]),
        },
        (8, 10) => this with { Timestamps = true },
        _ => this,
    };
}
