using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// Chooses the identification of datagrams that may be fragmented. RFC 6864: it must not repeat for the same
/// source, destination and protocol while the earlier datagram may still be under way; and nobody outside should be
/// able to predict it (RFC 7739 tells why). A counter per bucket plus a secret offset per triple gives both: successive
/// datagrams of a triple differ for the next 65,535, and no triple learns from its own how much others send.
/// </summary>
internal sealed class Identification
{
    private const int Buckets = 1024;

    private readonly ushort[] _counters = new ushort[Buckets];
    private readonly uint _secret;

    public Identification(Random random)
    {
        _secret = (uint)random.NextInt64(1L << 32);
        for (int i = 0; i < Buckets; i++) _counters[i] = (ushort)random.Next(1 << 16);
    }

    public ushort Next(IPv4Address source, IPv4Address destination, IpProtocol protocol)
    {
        uint hash = Mix(Mix(Mix(_secret ^ source.Value) ^ destination.Value) ^ (byte)protocol ^ _secret);
        ref ushort counter = ref _counters[hash % Buckets];
        return (ushort)(counter++ + (hash >> 16));
    }

    /// <summary>A bijective 32-bit mixer: every input bit reaches every output bit.</summary>
    private static uint Mix(uint x)
    {
        x = (x ^ (x >> 16)) * 0x85ebca6b;
        x = (x ^ (x >> 13)) * 0xc2b2ae35;
        return x ^ (x >> 16);
    }
}
