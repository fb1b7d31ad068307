using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>What a transport says about a datagram it sends.</summary>
/// <param name="Source">An own address, or <see cref="IPv4Address.Any"/>: routing chooses.</param>
/// <param name="TimeToLive">1 to 255; 0 stands for the layer's default, since none may leave with 0.</param>
/// <param name="DontFragment">Rather refuse than cut, here and on the way (path MTU discovery, RFC 1191).</param>
/// <param name="Broadcast">The sender knows that the destination may be a broadcast address.</param>
public readonly record struct SendOptions(
    IPv4Address Source,
    IPv4Address Destination,
    IpProtocol Protocol,
    byte TimeToLive = 0,
    byte TypeOfService = 0,
    bool DontFragment = false,
    bool Broadcast = false);

/// <summary>What became of a datagram handed to the layer; the packet is gone in every case.</summary>
public enum SendResult
{
    Sent,

    /// <summary>No route, no address to send from, or an address that must not appear on the wire.</summary>
    NoRoute,

    /// <summary>The only route leads through an interface that is down.</summary>
    InterfaceDown,

    /// <summary>Over the MTU with don't-fragment, or over 65,535 bytes.</summary>
    PacketTooBig,

    /// <summary>A broadcast destination, and the sender did not say that it knows.</summary>
    BroadcastNotAllowed,
}

/// <summary>Sends a transport's message as an IPv4 datagram; see <see cref="IPv4Layer.Send"/>.</summary>
public delegate SendResult SendDatagram(Packet payload, in SendOptions options, Instant now);
