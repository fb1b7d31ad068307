namespace Workbook.Basics;

/// <summary>
/// Reads the fields of a header in their order on the wire. A read past the end gives zero and sets <see cref="Failed"/>,
/// which stays set: parse everything, then ask once.
/// </summary>
public ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>True from the first read that wanted more bytes than were left.</summary>
    public bool Failed { get; private set; }

    /// <summary>What has not been read yet; empty after a failure.</summary>
    public readonly ReadOnlySpan<byte> Rest => _rest;

    public byte Byte() => Take(1) is { IsEmpty: false } bytes ? bytes[0] : (byte)0;
    public ushort UInt16() => Take(2) is { IsEmpty: false } bytes ? BigEndian.ReadUInt16(bytes) : (ushort)0;
    public uint UInt32() => Take(4) is { IsEmpty: false } bytes ? BigEndian.ReadUInt32(bytes) : 0;
    public MacAddress Mac() => Take(MacAddress.Size) is { IsEmpty: false } bytes ? MacAddress.ReadFrom(bytes) : default;
    public IPv4Address IPv4() => Take(IPv4Address.Size) is { IsEmpty: false } bytes ? IPv4Address.ReadFrom(bytes) : default;

    /// <summary>The next <paramref name="count"/> bytes, or an empty span after a failure.</summary>
    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    private ReadOnlySpan<byte> Take(int count)
    {
        if (Failed || (uint)count > (uint)_rest.Length)
        {
            Failed = true;
            _rest = default;
            return default;
        }
        ReadOnlySpan<byte> taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}
