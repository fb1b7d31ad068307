using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Udp;

/// <summary>What the layers below report, in the words of a socket.</summary>
internal static class UdpErrors
{
    /// <summary>What an ICMP error means to who sent the quoted datagram (RFC 1122 sections 3.2.2.1 to 3.2.2.5);
    /// <see cref="SocketFailure.None"/> for those that mean nothing, such as Source Quench (RFC 6633).</summary>
    public static SocketFailure Meaning(IcmpType type, byte code) => (type, code) switch
    {
        (IcmpType.DestinationUnreachable, 2 or 3) => SocketFailure.ConnectionRefused,
        (IcmpType.DestinationUnreachable, 4) => SocketFailure.MessageTooLong,
        (IcmpType.DestinationUnreachable, 0 or 6 or 9 or 11) => SocketFailure.NetworkUnreachable,
        (IcmpType.DestinationUnreachable or IcmpType.TimeExceeded or IcmpType.ParameterProblem, _) =>
            SocketFailure.HostUnreachable,
        _ => SocketFailure.None,
    };

    /// <summary>What IP's refusal to send means.</summary>
    public static SocketFailure Meaning(SendResult result) => result switch
    {
        SendResult.Sent => SocketFailure.None,
        SendResult.PacketTooBig => SocketFailure.MessageTooLong,
        SendResult.BroadcastNotAllowed => SocketFailure.BroadcastNotAllowed,
        _ => SocketFailure.NetworkUnreachable,
    };
}
