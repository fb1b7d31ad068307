using System.Diagnostics.CodeAnalysis;
using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// Cuts a datagram into fragments that fit an MTU (RFC 791 section 3.2), one per <see cref="TryNext"/>. The datagram may
/// itself be a fragment, as when a router cuts: its offset and its more-fragments flag carry over.
/// </summary>
public ref struct FragmentCutter
{
    private readonly IPv4Header _header;
    private readonly ReadOnlySpan<byte> _firstOptions;
    private readonly ReadOnlySpan<byte> _laterOptions;
    private readonly ReadOnlySpan<byte> _payload;
    private readonly int _mtu;
    private readonly PacketPool _pool;
    private int _position;

    /// <param name="header">The datagram's header.</param>
    /// <param name="firstOptions">All its options, for the first fragment; a multiple of 4 bytes.</param>
    /// <param name="laterOptions">Those that every fragment repeats; a multiple of 4 bytes.</param>
    /// <param name="payload">What is to be cut.</param>
    /// <param name="mtu">Bytes of the largest fragment with its header, at least 68.</param>
    /// <param name="pool">Where the fragments come from.</param>
    public FragmentCutter(
        in IPv4Header header, ReadOnlySpan<byte> firstOptions, ReadOnlySpan<byte> laterOptions,
        ReadOnlySpan<byte> payload, int mtu, PacketPool pool)
    {
        _header = header;
        _firstOptions = firstOptions;
        _laterOptions = laterOptions;
        _payload = payload;
        _mtu = mtu;
        _pool = pool;
    }

    /// <summary>The next fragment, complete with its header; the caller owns it. False when all have been given out.</summary>
    public bool TryNext([NotNullWhen(true)] out Packet? fragment)
    {
        #region exercise 3.5: cut the next fragment: a multiple of eight bytes unless it is the last
        throw new NotImplementedException("exercise 3.5");
        #endregion
    }
}
