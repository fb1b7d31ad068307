using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// An ICMP error about a datagram that this stack sent. Anybody can forge one: what the quote says must be compared with
/// what is really under way before it is believed (RFC 5927).
/// </summary>
public readonly ref struct IcmpError
{
    /// <summary>Destination unreachable, time exceeded or parameter problem.</summary>
    public IcmpType Type { get; init; }

    public byte Code { get; init; }

    /// <summary>Fragmentation needed: bytes of the largest datagram that passes, as the layer believes now; otherwise 0.</summary>
    public int NextHopMtu { get; init; }

    /// <summary>Parameter problem: the octet at fault, counted from the quoted header's first; otherwise 0.</summary>
    public int Pointer { get; init; }

    /// <summary>Who says so.</summary>
    public IPv4Address Reporter { get; init; }

    /// <summary>The header of the datagram concerned, from this stack to where it could not go.</summary>
    public IPv4Header Quoted { get; init; }

    /// <summary>What followed that header: at least 8 bytes, perhaps not all.</summary>
    public ReadOnlySpan<byte> QuotedPayload { get; init; }

    /// <summary>The datagram was too big for the path: destination unreachable, code 4.</summary>
    public bool IsFragmentationNeeded =>
        Type == IcmpType.DestinationUnreachable && Code == UnreachableCode.FragmentationNeeded;
}
