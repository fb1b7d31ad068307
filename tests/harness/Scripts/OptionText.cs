using System.Buffers.Binary;
using System.Globalization;

namespace Workbook.Harness;

/// <summary>
/// TCP options between wire and script: <c>mss 1460</c>, <c>wscale 7</c>, <c>sackOK</c>, <c>TS val 100 ecr 0</c>,
/// <c>sack 1:100 200:300</c>, <c>nop</c>, <c>eol</c>, and <c>hex fe04abcd</c> for anything else, broken ones included.
/// </summary>
internal static class OptionText
{
    /// <exception cref="FormatException">There is no such option.</exception>
    public static void Check(string option)
    {
        if (option != "...")
            _ = Encode(option.Replace("*", "0"), 0, 0);
    }

    /// <param name="echoBase">Added to ecr, which repeats a timestamp of ours.</param>
    /// <param name="sackBase">Added to the edges of SACK blocks, which are numbers of ours.</param>
    public static WireOption Encode(string option, uint echoBase, uint sackBase)
    {
        string[] words = option.Split(' ');
        return (words[0], words.Length) switch
        {
            ("mss", 2) => new(WireOption.MaximumSegmentSize, TwoOctets(words[1])),
            ("wscale", 2) => new(WireOption.WindowScale, [byte.Parse(words[1], CultureInfo.InvariantCulture)]),
            ("sackOK", 1) => new(WireOption.SackPermitted, []),
            ("TS", 5) when words[1] == "val" && words[3] == "ecr" => new(WireOption.Timestamps, [.. FourOctets(words[2], 0), .. FourOctets(words[4], echoBase)]),
            ("TS", 2) when words[1] == "0" => new(WireOption.Timestamps, new byte[8]), // TS *
            ("sack", > 1) => new(WireOption.Sack, [.. words[1..].SelectMany(block => block.Split(':')).SelectMany(edge => FourOctets(edge, sackBase))]),
            ("nop", 1) => new(WireOption.NoOperation, []),
            ("eol", 1) => new(WireOption.EndOfList, []),
            ("hex", 2) => new(WireOption.Raw, Hex.Parse(words[1])),
            _ => throw new FormatException($"'{option}' is no TCP option: mss N, wscale N, sackOK, TS val N ecr N, sack A:B, nop, eol, hex"),
        };
    }

    /// <param name="timestampBase">Subtracted from val, a timestamp of ours.</param>
    /// <param name="sackBase">Subtracted from the edges of SACK blocks, which are the peer's numbers.</param>
    public static string Decode(WireOption option, uint timestampBase, uint sackBase) => (option.Kind, option.Data.Length) switch
    {
        (WireOption.MaximumSegmentSize, 2) => $"mss {BinaryPrimitives.ReadUInt16BigEndian(option.Data)}",
        (WireOption.WindowScale, 1) => $"wscale {option.Data[0]}",
        (WireOption.SackPermitted, 0) => "sackOK",
        (WireOption.Timestamps, 8) => $"TS val {Word(option, 0) - timestampBase} ecr {Word(option, 4)}",
        (WireOption.Sack, >= 8) when option.Data.Length % 8 == 0 => "sack " + string.Join(' ', Enumerable.Range(0, option.Data.Length / 8)
            .Select(i => $"{ScriptNumbers.Show(Word(option, 8 * i), sackBase)}:{ScriptNumbers.Show(Word(option, 8 * i + 4), sackBase)}")),
        (WireOption.NoOperation, _) => "nop",
        (WireOption.EndOfList, _) => "eol",
        _ => $"hex {option.Kind:x2}{option.Data.Length + 2:x2}{Convert.ToHexStringLower(option.Data)}",
    };

    /// <summary>Whether an option is what the script says: word by word, <c>*</c> being any, at the end any number of them.</summary>
    public static bool Matches(string expected, string actual)
    {
        string[] wanted = expected.Split(' '), found = actual.Split(' ');
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "*" && i == wanted.Length - 1)
                return found.Length > i;
            if (i >= found.Length || (wanted[i] != "*" && wanted[i] != found[i]))
                return false;
        }
        return wanted.Length == found.Length;
    }

    private static uint Word(WireOption option, int at) => BinaryPrimitives.ReadUInt32BigEndian(option.Data.AsSpan(at));

    private static byte[] TwoOctets(string number)
    {
        byte[] bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, ushort.Parse(number, CultureInfo.InvariantCulture));
        return bytes;
    }

    private static byte[] FourOctets(string number, uint zero)
    {
        byte[] bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(long.Parse(number, CultureInfo.InvariantCulture) + zero));
        return bytes;
    }
}
