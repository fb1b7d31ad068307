using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>What a transport did with a datagram.</summary>
public enum Delivery
{
    Delivered,

    /// <summary>Refused for a reason of the transport's own, and counted there.</summary>
    Dropped,

    /// <summary>No transport has this protocol: answered with protocol unreachable.</summary>
    NoProtocol,

    /// <summary>Nobody listens at this port: answered with port unreachable.</summary>
    NoPort,
}

/// <summary>Hands up a whole datagram; <paramref name="payload"/> is valid during the call.</summary>
public delegate Delivery DeliverDatagram(in IPv4Header header, ReadOnlySpan<byte> payload, Arrival arrival);

/// <summary>Hands up an ICMP error about a datagram that this stack sent.</summary>
public delegate void DeliverError(in IcmpError error, Arrival arrival);
