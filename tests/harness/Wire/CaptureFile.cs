using System.Buffers.Binary;
using Workbook.Basics;
using Xunit;

namespace Workbook.Harness;

/// <summary>The datagrams of one test, kept in memory and written as a .pcap that Wireshark opens, if anybody wants it.</summary>
public sealed class CaptureFile
{
    private const uint NanosecondMagic = 0xA1B2_3C4D;
    private const uint RawIPv4 = 101;

    private readonly List<(Instant Time, byte[] Datagram)> _packets = [];

    public int Count => _packets.Count;

    public void Add(Instant time, ReadOnlySpan<byte> ipv4Datagram) => _packets.Add((time, ipv4Datagram.ToArray()));

    /// <summary>
    /// Writes to WORKBOOK_CAPTURES or, without that variable, to a directory below the temporary one, under the name of
    /// the running test. Returns the path, or why there is none: a full disk must not hide what the test has to say.
    /// </summary>
    public string Write()
    {
        string directory = Environment.GetEnvironmentVariable("WORKBOOK_CAPTURES") is { Length: > 0 } chosen
            ? chosen : Path.Combine(Path.GetTempPath(), "workbook-captures");
        string path = Path.Combine(directory, FileName(TestName()) + ".pcap");
        try
        {
            Directory.CreateDirectory(directory);
            File.WriteAllBytes(path, ToBytes());
            return path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"could not be written: {e.Message}";
        }
    }

    public byte[] ToBytes()
    {
        byte[] file = new byte[24 + _packets.Sum(packet => 16 + packet.Datagram.Length)];
        Span<byte> rest = file;
        BinaryPrimitives.WriteUInt32BigEndian(rest, NanosecondMagic);
        BinaryPrimitives.WriteUInt16BigEndian(rest[4..], 2);
        BinaryPrimitives.WriteUInt16BigEndian(rest[6..], 4);
        BinaryPrimitives.WriteUInt32BigEndian(rest[16..], 65_535);
        BinaryPrimitives.WriteUInt32BigEndian(rest[20..], RawIPv4);
        rest = rest[24..];
        foreach (var (time, datagram) in _packets)
        {
            BinaryPrimitives.WriteUInt32BigEndian(rest, (uint)(time.Ticks / TimeSpan.TicksPerSecond));
            BinaryPrimitives.WriteUInt32BigEndian(rest[4..], (uint)(time.Ticks % TimeSpan.TicksPerSecond * 100));
            BinaryPrimitives.WriteUInt32BigEndian(rest[8..], (uint)datagram.Length);
            BinaryPrimitives.WriteUInt32BigEndian(rest[12..], (uint)datagram.Length);
            datagram.CopyTo(rest[16..]);
            rest = rest[(16 + datagram.Length)..];
        }
        return file;
    }

    /// <summary>Differs between the rows of a theory and stays the same from run to run.</summary>
    private static string TestName()
    {
        if (TestContext.Current.Test is not { } test)
            return "no-test";
        string row = test.TestDisplayName.Contains('(') ? $"-{test.UniqueID[..8]}" : "";
        return $"{test.TestCase.TestClassName?.Split('.')[^1]}.{test.TestCase.TestMethodName}{row}";
    }

    private static string FileName(string name)
    {
        string safe = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' ? c : '_'));
        return safe.Length <= 120 ? safe : safe[..120];
    }
}
