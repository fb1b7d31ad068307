using System.Buffers.Binary;
using Workbook.Basics;

namespace Workbook.Harness;

/// <summary>
/// A TCP segment and the addresses around it, taken apart by the harness's own code (see <see cref="IPv4Wire"/>).
/// Numbers are those of the wire; a script counts from its peers' initial sequence numbers (<c>ScriptNumbers</c>).
/// </summary>
internal sealed record WireSegment
{
    public const byte Fin = 1, Syn = 2, Rst = 4, Psh = 8, Ack = 16, Urg = 32, Ece = 64, Cwr = 128;

    private const int HeaderSize = 20;

    public IPv4Address Source { get; init; }
    public IPv4Address Destination { get; init; }
    public ushort SourcePort { get; init; }
    public ushort DestinationPort { get; init; }
    public uint Sequence { get; init; }
    public uint Acknowledgment { get; init; }
    public byte Flags { get; init; }
    public ushort Window { get; init; }
    public ushort UrgentPointer { get; init; }
    public IReadOnlyList<WireOption> Options { get; init; } = [];
    public byte[] Payload { get; init; } = [];

    /// <summary>The first thing that no receiver would accept: a wrong checksum, say. Null if well formed.</summary>
    public string? Fault { get; init; }

    public bool Has(byte flag) => (Flags & flag) != 0;

    public byte[] Encode(bool badChecksum = false, byte[]? ipOptions = null)
    {
        byte[] options = WireOption.Encode(Options);
        byte[] bytes = new byte[HeaderSize + options.Length + Payload.Length];
        Span<byte> span = bytes;
        BinaryPrimitives.WriteUInt16BigEndian(span, SourcePort);
        BinaryPrimitives.WriteUInt16BigEndian(span[2..], DestinationPort);
        BinaryPrimitives.WriteUInt32BigEndian(span[4..], Sequence);
        BinaryPrimitives.WriteUInt32BigEndian(span[8..], Acknowledgment);
        bytes[12] = (byte)((HeaderSize + options.Length) / 4 << 4);
        bytes[13] = Flags;
        BinaryPrimitives.WriteUInt16BigEndian(span[14..], Window);
        BinaryPrimitives.WriteUInt16BigEndian(span[18..], UrgentPointer);
        options.CopyTo(span[HeaderSize..]);
        Payload.CopyTo(span[(HeaderSize + options.Length)..]);
        ushort checksum = IPv4Wire.Checksum(bytes, PseudoHeader(Source, Destination, bytes.Length));
        BinaryPrimitives.WriteUInt16BigEndian(span[16..], badChecksum ? (ushort)(checksum ^ 0x0100) : checksum);
        return IPv4Wire.Wrap(Source, Destination, bytes, options: ipOptions);
    }

    public static WireSegment Decode(ReadOnlySpan<byte> datagram)
    {
        if (!IPv4Wire.TryUnwrap(datagram, out var source, out var destination, out var bytes, out string? fault))
            return new() { Fault = fault };
        var segment = new WireSegment { Source = source, Destination = destination };
        if (bytes.Length < HeaderSize)
            return segment with { Fault = $"{bytes.Length} octets are too few for a TCP header" };
        int headerLength = (bytes[12] >> 4) * 4;
        if (headerLength < HeaderSize || headerLength > bytes.Length)
            return segment with { Fault = $"the TCP data offset {headerLength / 4} is impossible" };
        IReadOnlyList<WireOption> options = WireOption.Decode(bytes[HeaderSize..headerLength], out fault);
        return segment with
        {
            SourcePort = BinaryPrimitives.ReadUInt16BigEndian(bytes),
            DestinationPort = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]),
            Sequence = BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]),
            Acknowledgment = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]),
            Flags = bytes[13],
            Window = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]),
            UrgentPointer = BinaryPrimitives.ReadUInt16BigEndian(bytes[18..]),
            Options = options,
            Payload = bytes[headerLength..].ToArray(),
            Fault = ChecksumFault(source, destination, bytes) ?? fault
                ?? ((bytes[12] & 0xF) == 0 ? null : "the reserved bits of the TCP header are not zero"),
        };
    }

    /// <summary>Says what is wrong with the checksum and, for the usual mistakes, how it came about.</summary>
    private static string? ChecksumFault(IPv4Address source, IPv4Address destination, ReadOnlySpan<byte> bytes)
    {
        if (IPv4Wire.Checksum(bytes, PseudoHeader(source, destination, bytes.Length)) == 0)
            return null;
        int found = BinaryPrimitives.ReadUInt16BigEndian(bytes[16..]);
        if (found == 0)
            return "the TCP checksum is 0: it has not been filled in";
        return IPv4Wire.Checksum(bytes) == 0
            ? "the TCP checksum is wrong: the pseudo-header is missing from it"
            : "the TCP checksum is wrong";
    }

    private static uint PseudoHeader(IPv4Address source, IPv4Address destination, int length) =>
        (source.Value >> 16) + (source.Value & 0xFFFF) + (destination.Value >> 16) + (destination.Value & 0xFFFF) + 6 + (uint)length;
}
