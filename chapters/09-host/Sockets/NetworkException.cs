using System.Diagnostics;
using Workbook.Demux;

namespace Workbook.Host;

/// <summary>What every operation of this stack throws when the network, the peer or the stack's end is in its way.</summary>
/// <param name="failure">Which of the closed set of outcomes it is.</param>
public sealed class NetworkException(SocketFailure failure, string? message = null, Exception? inner = null)
    : IOException(message ?? Describe(failure), inner)
{
    public SocketFailure Failure { get; } = failure;

    private static string Describe(SocketFailure failure) => failure switch
    {
        SocketFailure.ConnectionRefused => "The connection was refused: nobody listens there.",
        SocketFailure.ConnectionReset => "The peer has reset the connection.",
        SocketFailure.TimedOut => "Timed out.",
        SocketFailure.HostUnreachable => "The host cannot be reached.",
        SocketFailure.NetworkUnreachable => "The network cannot be reached: there is no route.",
        SocketFailure.AddressInUse => "Address and port are in use.",
        SocketFailure.AddressNotAvailable => "No such address here, or none that can be sent to.",
        SocketFailure.NoPortsLeft => "Every ephemeral port is in use.",
        SocketFailure.MessageTooLong => "The datagram is too long.",
        SocketFailure.BroadcastNotAllowed => "The destination is a broadcast address, and AllowBroadcast is off.",
        SocketFailure.NotConnected => "Not connected, and no destination given.",
        SocketFailure.Aborted => "This side has aborted the connection.",
        SocketFailure.Closed => "It is closed.",
        _ => failure.ToString(),
    };

    /// <summary>Throws unless nothing failed.</summary>
    /// <exception cref="NetworkException"/>
    [StackTraceHidden]
    public static void ThrowIfFailed(SocketFailure failure)
    {
        if (failure != SocketFailure.None)
            throw new NetworkException(failure);
    }

    /// <summary>The same for one more of those that wait: each throw of one object lengthens its stack trace, so that ten
    /// thousand of them, when a loop ends, would take minutes.</summary>
    internal static Exception Anew(Exception reason) =>
        reason is NetworkException e ? new NetworkException(e.Failure, e.Message, e.InnerException) : reason;
}
