namespace Workbook.Demux;

/// <summary>Why a socket's operation failed: the closed set of outcomes of chapters 05 to 09.</summary>
public enum SocketFailure
{
    /// <summary>It did not.</summary>
    None,

    /// <summary>Nobody listens there: a RST, or ICMP port or protocol unreachable.</summary>
    ConnectionRefused,

    /// <summary>The peer gave the connection up (RST).</summary>
    ConnectionReset,

    /// <summary>No answer within the retransmission limit or the user timeout.</summary>
    TimedOut,

    /// <summary>The network is reached, the host is not (ARP or ICMP said so).</summary>
    HostUnreachable,

    /// <summary>No route leads there, here or at some router.</summary>
    NetworkUnreachable,

    /// <summary>Another socket holds this address and port.</summary>
    AddressInUse,

    /// <summary>Not an address of this host; or, as a destination, one that cannot be sent to (port 0).</summary>
    AddressNotAvailable,

    /// <summary>Every ephemeral port is taken.</summary>
    NoPortsLeft,

    /// <summary>The datagram is larger than UDP allows, or than the path with fragmentation forbidden.</summary>
    MessageTooLong,

    /// <summary>The destination is a broadcast address and the socket has not been allowed to broadcast.</summary>
    BroadcastNotAllowed,

    /// <summary>No destination was given and none is connected.</summary>
    NotConnected,

    /// <summary>This side gave the connection up.</summary>
    Aborted,

    /// <summary>The socket is closed.</summary>
    Closed,
}
