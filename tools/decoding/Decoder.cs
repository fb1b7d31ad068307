using System.Text;

namespace Workbook.Decoding;

/// <summary>Takes a packet apart, by the RFCs and with nothing of the chapters: it is right whatever the learner's code does.</summary>
public static class Decoder
{
    private static readonly string[] Flags = ["FIN", "SYN", "RST", "PSH", "ACK", "URG", "ECE", "CWR"];

    public static IReadOnlyList<Part> Decode(byte[] bytes, int linkType)
    {
        var parts = new List<Part>();
        if (linkType == PcapReader.Ethernet)
            Ethernet(bytes, parts);
        else
            IPv4(bytes, 0, parts);
        return parts;
    }

    private static void Ethernet(byte[] bytes, List<Part> parts)
    {
        var part = new PartReader(bytes, 0, "Ethernet II");
        part.Mac("destination");
        part.Mac("source");
        uint type = part.Number(2, "EtherType", value => $"0x{value:x4} {value switch { 0x0800 => "IPv4", 0x0806 => "ARP", 0x86DD => "IPv6", _ => "" }}".TrimEnd());
        parts.Add(part.Part);
        if (type == 0x0800)
            IPv4(bytes, part.At, parts);
        else if (type == 0x0806)
            Arp(bytes, part.At, parts);
        else
            Rest(bytes, part.At, bytes.Length, parts);
    }

    private static void Arp(byte[] bytes, int at, List<Part> parts)
    {
        var part = new PartReader(bytes, at, "ARP");
        part.Number(2, "hardware type", value => value == 1 ? "1 Ethernet" : value.ToString());
        part.Number(2, "protocol type", value => $"0x{value:x4}");
        part.Number(1, "hardware length");
        part.Number(1, "protocol length");
        part.Number(2, "operation", value => value switch { 1 => "1 request", 2 => "2 reply", _ => value.ToString() });
        part.Mac("sender hardware");
        part.Address("sender protocol");
        part.Mac("target hardware");
        part.Address("target protocol");
        parts.Add(part.Part);
        Rest(bytes, part.At, bytes.Length, parts, "padding");
    }

    private static void IPv4(byte[] bytes, int at, List<Part> parts)
    {
        var part = new PartReader(bytes, at, "IPv4");
        uint first = part.Number(1, "version, header length", value => $"{value >> 4}, {(value & 15) * 4} bytes");
        part.Number(1, "DSCP, ECN", value => $"{value >> 2}, {value & 3}");
        int length = (int)part.Number(2, "total length"), header = (int)(first & 15) * 4;
        part.Number(2, "identification", value => $"0x{value:x4}");
        uint fragment = part.Number(2, "flags, fragment offset", value =>
            $"{((value & 0x4000) != 0 ? "DF " : "")}{((value & 0x2000) != 0 ? "MF " : "")}{(value & 0x1FFF) * 8}");
        part.Number(1, "time to live");
        uint protocol = part.Number(1, "protocol", value => $"{value} {value switch { 1 => "ICMP", 6 => "TCP", 17 => "UDP", _ => "" }}".TrimEnd());
        part.Number(2, "header checksum", value => Checked(value, bytes, at, header, 0));
        uint source = Number(part.Address("source")), destination = Number(part.Address("destination"));
        part.Bytes(at + header - part.At, "options");
        parts.Add(part.Part);
        int end = Math.Min(bytes.Length, at + length);
        if (part.Failed || header < 20 || end < at + header)
            return;
        Transport(bytes[..end], at + header, (fragment & 0x1FFF) != 0 ? 0 : protocol, (fragment & 0x3FFF) == 0 ? Sum(source) + Sum(destination) + protocol + (uint)(end - at - header) : null, parts);
        Rest(bytes, end, bytes.Length, parts, "padding");
    }

    /// <param name="pseudo">The pseudo-header's sum; null where only a part of the datagram is there.</param>
    private static void Transport(byte[] bytes, int at, uint protocol, uint? pseudo, List<Part> parts)
    {
        if (protocol == 1)
            Icmp(bytes, at, pseudo is not null, parts);
        else if (protocol == 6)
            Tcp(bytes, at, pseudo, parts);
        else if (protocol == 17)
            Udp(bytes, at, pseudo, parts);
        else
            Rest(bytes, at, bytes.Length, parts);
    }

    private static void Icmp(byte[] bytes, int at, bool isWhole, List<Part> parts)
    {
        var part = new PartReader(bytes, at, "ICMP");
        uint type = part.Number(1, "type", value => $"{value} {value switch { 0 => "echo reply", 3 => "destination unreachable", 8 => "echo request", 11 => "time exceeded", 12 => "parameter problem", _ => "" }}".TrimEnd());
        part.Number(1, "code");
        part.Number(2, "checksum", value => isWhole ? Checked(value, bytes, at, bytes.Length - at, 0) : $"0x{value:x4}");
        if (type is 0 or 8)
        {
            part.Number(2, "identifier");
            part.Number(2, "sequence");
        }
        else
            part.Number(4, type == 3 ? "unused, next-hop MTU" : "rest of the header");
        parts.Add(part.Part);
        if (type is 3 or 11 or 12 && part.Left >= 20)
            IPv4(bytes, part.At, parts);
        else
            Rest(bytes, part.At, bytes.Length, parts);
    }

    private static void Udp(byte[] bytes, int at, uint? pseudo, List<Part> parts)
    {
        var part = new PartReader(bytes, at, "UDP");
        part.Number(2, "source port");
        part.Number(2, "destination port");
        part.Number(2, "length");
        part.Number(2, "checksum", value => value == 0 ? "0 none" : pseudo is { } sum ? Checked(value, bytes, at, bytes.Length - at, sum) : $"0x{value:x4}");
        parts.Add(part.Part);
        Rest(bytes, part.At, bytes.Length, parts);
    }

    private static void Tcp(byte[] bytes, int at, uint? pseudo, List<Part> parts)
    {
        var part = new PartReader(bytes, at, "TCP");
        part.Number(2, "source port");
        part.Number(2, "destination port");
        part.Number(4, "sequence number");
        part.Number(4, "acknowledgment number");
        int header = (int)(part.Number(1, "data offset", value => $"{value >> 4} words, {(value >> 4) * 4} bytes") >> 4) * 4;
        part.Number(1, "flags", value => string.Join(' ', Flags.Where((_, bit) => (value >> bit & 1) != 0)));
        part.Number(2, "window");
        part.Number(2, "checksum", value => pseudo is { } sum ? Checked(value, bytes, at, bytes.Length - at, sum) : $"0x{value:x4}");
        part.Number(2, "urgent pointer");
        if (!part.Failed && header >= 20)
            TcpOptions.Read(part, Math.Min(at + header, bytes.Length));
        parts.Add(part.Part);
        if (!part.Failed && header >= 20 && at + header <= bytes.Length)
            Rest(bytes, at + header, bytes.Length, parts);
    }

    private static void Rest(byte[] bytes, int at, int end, List<Part> parts, string name = "data")
    {
        if (at >= end)
            return;
        string text = Encoding.ASCII.GetString(bytes, at, Math.Min(end - at, 48));
        bool isText = name == "data" && text.All(letter => letter is >= ' ' and < '\x7f' or '\r' or '\n' or '\t');
        string value = isText ? $"\"{text.Replace("\r", "\\r").Replace("\n", "\\n").Replace("\t", "\\t")}\"" : Convert.ToHexStringLower(bytes.AsSpan(at, Math.Min(end - at, 24)));
        parts.Add(new Part(name, [new Field(at, end - at, $"{end - at} bytes", value + (end - at > (isText ? 48 : 24) ? "..." : ""))]));
    }

    /// <summary>What a checksum says, and whether it is right.</summary>
    private static string Checked(uint value, byte[] bytes, int at, int length, uint pseudo)
    {
        if (length <= 0 || at + length > bytes.Length)
            return $"0x{value:x4} (cannot be checked: bytes are missing)";
        uint sum = pseudo;
        for (int i = 0; i < length; i++)
            sum += (uint)(bytes[at + i] << (i % 2 == 0 ? 8 : 0));
        sum = (sum & 0xFFFF) + (sum >> 16);
        sum = (sum & 0xFFFF) + (sum >> 16);
        return $"0x{value:x4} {(sum == 0xFFFF ? "right" : "WRONG")}";
    }

    private static uint Number(System.Net.IPAddress address) => System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    private static uint Sum(uint address) => (address >> 16) + (address & 0xFFFF);
}
