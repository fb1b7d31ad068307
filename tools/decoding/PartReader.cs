using System.Buffers.Binary;
using System.Net;

namespace Workbook.Decoding;

/// <summary>Reads fields one after the other, and names each; beyond the end it says so once and reads no more.</summary>
internal sealed class PartReader(byte[] bytes, int start, string name)
{
    private readonly List<Field> _fields = [];

    /// <summary>Offset of the next field.</summary>
    public int At { get; private set; } = start;

    public bool Failed { get; private set; }

    public int Left => bytes.Length - At;

    public Part Part => new(name, _fields);

    public uint Number(int length, string field, Func<uint, string>? say = null)
    {
        if (!Has(length, field))
            return 0;
        ReadOnlySpan<byte> raw = bytes.AsSpan(At, length);
        uint value = length switch { 1 => raw[0], 2 => BinaryPrimitives.ReadUInt16BigEndian(raw), _ => BinaryPrimitives.ReadUInt32BigEndian(raw) };
        Add(length, field, say?.Invoke(value) ?? value.ToString());
        return value;
    }

    public IPAddress Address(string field)
    {
        if (!Has(4, field))
            return IPAddress.Any;
        var address = new IPAddress(bytes.AsSpan(At, 4));
        Add(4, field, address.ToString());
        return address;
    }

    public void Mac(string field)
    {
        if (Has(6, field))
            Add(6, field, string.Join(':', bytes.Skip(At).Take(6).Select(part => part.ToString("x2"))));
    }

    /// <summary>Bytes in hexadecimal, the first of them.</summary>
    public void Bytes(int length, string field)
    {
        if (length <= 0 || !Has(length, field))
            return;
        string text = Convert.ToHexStringLower(bytes.AsSpan(At, Math.Min(length, 16)));
        Add(length, field, text + (length > 16 ? $"... ({length} bytes)" : ""));
    }

    /// <summary>A field that lies in bytes that were read already.</summary>
    public void Note(int offset, int length, string field, string value) => _fields.Add(new Field(offset, length, field, value));

    private bool Has(int length, string field)
    {
        if (Failed)
            return false;
        if (Left >= length)
            return true;
        Failed = true;
        _fields.Add(new Field(At, Math.Max(0, Left), field, $"cut off: {Left} of {length} bytes"));
        return false;
    }

    private void Add(int length, string field, string value)
    {
        _fields.Add(new Field(At, length, field, value));
        At += length;
    }
}
