using System.Buffers.Binary;

namespace Workbook.Decoding;

/// <summary>What a record of a capture file holds.</summary>
/// <param name="Time">Since the first record.</param>
/// <param name="Length">Of the packet on the wire; <paramref name="Bytes"/> may be cut.</param>
public sealed record CapturedPacket(int Number, TimeSpan Time, int Length, byte[] Bytes);

/// <summary>Reads the classic capture format of tcpdump and Wireshark, in both byte orders.</summary>
public sealed class PcapReader
{
    public const int Ethernet = 1, RawIP = 101, RawIPv4 = 228;

    private const int HeaderLength = 24, RecordLength = 16, LongestPacket = 256 * 1024;

    private readonly byte[] _file;
    private readonly bool _isBigEndian, _isNano;

    /// <exception cref="InvalidDataException">The file is no capture file of this format.</exception>
    public PcapReader(byte[] file)
    {
        _file = file;
        if (file.Length < HeaderLength)
            throw new InvalidDataException("it is too short for a capture file.");
        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(file);
        (_isBigEndian, _isNano) = magic switch
        {
            0xA1B2C3D4 => (false, false),
            0xA1B23C4D => (false, true),
            0xD4C3B2A1 => (true, false),
            0x4D3CB2A1 => (true, true),
            0x0A0D0D0A => throw new InvalidDataException("it is a pcapng file. Have it converted: editcap -F pcap in.pcapng out.pcap"),
            _ => throw new InvalidDataException("it is no capture file."),
        };
        LinkType = (int)(Word(20) & 0xFFFF);
    }

    /// <summary>What a packet begins with, by the numbers that tcpdump gives to link types.</summary>
    public int LinkType { get; }

    /// <exception cref="InvalidDataException">A record does not fit into the file.</exception>
    public IEnumerable<CapturedPacket> Read()
    {
        TimeSpan? first = null;
        int number = 0;
        for (int at = HeaderLength; at < _file.Length;)
        {
            if (_file.Length - at < RecordLength || Word(at + 8) is > LongestPacket || _file.Length - at - RecordLength < (int)Word(at + 8))
                throw new InvalidDataException($"packet {number + 1} is cut off: the file ends in the midst of it.");
            var time = TimeSpan.FromSeconds(Word(at)) + TimeSpan.FromTicks(_isNano ? Word(at + 4) / 100 : Word(at + 4) * 10L);
            int length = (int)Word(at + 8);
            first ??= time;
            yield return new CapturedPacket(++number, time - first.Value, (int)Word(at + 12), _file[(at + RecordLength)..(at + RecordLength + length)]);
            at += RecordLength + length;
        }
    }

    private uint Word(int at) => _isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(_file.AsSpan(at)) : BinaryPrimitives.ReadUInt32LittleEndian(_file.AsSpan(at));
}
