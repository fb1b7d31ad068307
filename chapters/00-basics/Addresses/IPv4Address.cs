using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Workbook.Basics;

/// <summary>A 32-bit IPv4 address (RFC 791), first octet highest.</summary>
public readonly record struct IPv4Address(uint Value)
{
    /// <summary>Octets on the wire.</summary>
    public const int Size = 4;

    /// <summary>0.0.0.0: "this host" as a source, "any address" in the API.</summary>
    public static readonly IPv4Address Any = new(0);

    /// <summary>255.255.255.255: everybody on this link, never forwarded (RFC 919).</summary>
    public static readonly IPv4Address Broadcast = new(0xFFFF_FFFF);

    public static readonly IPv4Address Loopback = new(0x7F00_0001);

    public bool IsAny => Value == 0;
    public bool IsBroadcast => Value == 0xFFFF_FFFF;

    /// <summary>224.0.0.0/4 (RFC 5771).</summary>
    public bool IsMulticast => Value >> 28 == 0xE;

    /// <summary>127.0.0.0/8: must never appear on a wire (RFC 1122 section 3.2.1.3).</summary>
    public bool IsLoopback => Value >> 24 == 127;

    /// <summary>Reads the first four octets of <paramref name="source"/>.</summary>
    public static IPv4Address ReadFrom(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt32BigEndian(source));

    /// <summary>Writes four octets.</summary>
    public void WriteTo(Span<byte> destination) => BinaryPrimitives.WriteUInt32BigEndian(destination, Value);

    /// <summary>Parses four decimal octets; leading zeros are refused since they mean octal to some.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out IPv4Address address)
    {
        address = default;
        string[] parts = (text ?? "").Split('.');
        if (parts.Length != Size)
            return false;
        uint value = 0;
        foreach (string part in parts)
        {
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == '0')
                || !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out byte octet))
                return false;
            value = value << 8 | octet;
        }
        address = new(value);
        return true;
    }

    /// <exception cref="FormatException">The text is not four decimal octets.</exception>
    public static IPv4Address Parse(string text) =>
        TryParse(text, out IPv4Address address) ? address : throw new FormatException($"'{text}' is not an IPv4 address such as 10.0.0.1");

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{(byte)(Value >> 24)}.{(byte)(Value >> 16)}.{(byte)(Value >> 8)}.{(byte)Value}");
}
