using System.Diagnostics.CodeAnalysis;

namespace Workbook.Demux;

/// <summary>
/// Equality of <see cref="FourTuple"/>s with a hash that depends on a secret. Peers choose their own address and port;
/// with a hash known to them they could choose thousands that meet in one bucket and turn every look-up into a walk.
/// </summary>
/// <param name="seed">The secret: a random number, one per table.</param>
public sealed class KeyedTupleComparer(ulong seed) : IEqualityComparer<FourTuple>
{
    // Two keys from one seed: the steps are those of a Weyl sequence, the mixing makes neighbours unlike.
    private readonly ulong _first = Mix(seed + 0x9e3779b97f4a7c15, 0xd6e8feb86659fd93);
    private readonly ulong _second = Mix(seed + 0x3c6ef372fe94f82a, 0xa0761d6478bd642f);

    /// <inheritdoc/>
    public bool Equals(FourTuple x, FourTuple y) => x.Equals(y);

    /// <inheritdoc/>
    public int GetHashCode([DisallowNull] FourTuple tuple)
    {
        ulong addresses = ((ulong)tuple.Local.Address.Value << 32) | tuple.Remote.Address.Value;
        ulong ports = ((ulong)tuple.Local.Port << 16) | tuple.Remote.Port;
        ulong hash = Mix(addresses ^ _first, ports ^ _second);
        return (int)(hash ^ (hash >> 32));
    }

    // The 128-bit product, folded: each bit of the result depends on all bits of both factors.
    private static ulong Mix(ulong a, ulong b) => Math.BigMul(a, b, out ulong low) ^ low;
}
