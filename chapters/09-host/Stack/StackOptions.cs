using System.Security.Cryptography;
using Workbook.Arp;
using Workbook.IPv4;
using Workbook.Tcp;

namespace Workbook.Host;

/// <summary>Which transports a stack speaks. IPv4, ICMP and ARP are always there.</summary>
[Flags]
public enum Transports
{
    None = 0,
    Udp = 1,
    Tcp = 2,
    All = Udp | Tcp,
}

/// <summary>What one stack differs in from the defaults. Chance and secrets enter a stack here and nowhere else.</summary>
public sealed record StackOptions
{
    /// <summary>For traces and messages.</summary>
    public string Name { get; init; } = "stack";

    public Transports Transports { get; init; } = Transports.All;

    public IPv4Options IPv4 { get; init; } = new();
    public ArpOptions Arp { get; init; } = new();
    public TcpSettings Tcp { get; init; } = TcpSettings.Default;

    /// <summary>Pass on datagrams between interfaces (off: RFC 1122 section 3.1).</summary>
    public bool Forwarding { get; init; }

    /// <summary>Frames taken from one interface before timers, commands and answers have their turn.</summary>
    public int FramesPerTurn { get; init; } = 256;

    /// <summary>Ports, identifications, hash keys. Null: seeded by the system, differently every time.</summary>
    public Random? Random { get; init; }

    /// <summary>At least 16 bytes that initial sequence numbers and cookies hang on (RFC 6528). Empty: drawn from the
    /// system for every stack.</summary>
    public ReadOnlyMemory<byte> Secret { get; init; }

    /// <summary>Options of a stack that does the same thing every time.</summary>
    public static StackOptions Seeded(int seed, string name = "stack")
    {
        var random = new Random(seed);
        byte[] secret = new byte[16];
        random.NextBytes(secret);
        return new StackOptions { Name = name, Random = random, Secret = secret };
    }

    internal Random MakeRandom() => Random ?? new Random(RandomNumberGenerator.GetInt32(int.MaxValue));

    internal ReadOnlySpan<byte> MakeSecret() => Secret.IsEmpty ? RandomNumberGenerator.GetBytes(16) : Secret.Span;
}
