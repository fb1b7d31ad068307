namespace Workbook.Basics;

/// <summary>Writes the fields of a header in their order on the wire.</summary>
/// <exception cref="ArgumentException">From any method: the destination is too short, which is the caller's mistake.</exception>
public ref struct WireWriter(Span<byte> destination)
{
    private readonly Span<byte> _all = destination;

    /// <summary>Bytes written so far.</summary>
    public int Written { get; private set; }

    public void Byte(byte value) => Take(1)[0] = value;
    public void UInt16(ushort value) => BigEndian.WriteUInt16(Take(2), value);
    public void UInt32(uint value) => BigEndian.WriteUInt32(Take(4), value);
    public void Mac(MacAddress value) => value.WriteTo(Take(MacAddress.Size));
    public void IPv4(IPv4Address value) => value.WriteTo(Take(IPv4Address.Size));
    public void Bytes(scoped ReadOnlySpan<byte> value) => value.CopyTo(Take(value.Length));

    private Span<byte> Take(int count)
    {
        if (count > _all.Length - Written)
            throw new ArgumentException($"{count} bytes wanted, {_all.Length - Written} left to write to");
        Written += count;
        return _all.Slice(Written - count, count);
    }
}
