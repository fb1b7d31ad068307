using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// "To reach these destinations, send through this interface", to a gateway, or straight to the destination if there is
/// none. 0.0.0.0/0 is the default route. Of two routes to the same network the smaller metric wins.
/// </summary>
public readonly record struct Route(IPv4Prefix Destination, IPv4Address? Gateway, IPv4Interface Interface, int Metric = 0)
{
    /// <summary>The neighbour to which a datagram for this destination goes (RFC 1122 section 3.3.1.1).</summary>
    public IPv4Address NextHop(IPv4Address destination) => Gateway ?? destination;

    /// <summary>"10.0.0.0/8 via 192.168.0.1 dev eth0 metric 10".</summary>
    public override string ToString() =>
        $"{Destination}{(Gateway is { } gateway ? $" via {gateway}" : "")} dev {Interface}{(Metric > 0 ? $" metric {Metric}" : "")}";
}

/// <summary>What routing says about a destination.</summary>
/// <param name="NextHop">The neighbour to send to; <see cref="IPv4Address.Broadcast"/> for every form of broadcast.</param>
/// <param name="Source">The address to send from.</param>
/// <param name="Mtu">Bytes of the largest datagram known to get through unfragmented.</param>
public readonly record struct Path(IPv4Interface Interface, IPv4Address NextHop, IPv4Address Source, int Mtu);
