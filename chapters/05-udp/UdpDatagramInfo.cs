using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Udp;

/// <summary>What is known about a received datagram besides its data (RFC 1122 sections 4.1.3.5 and 4.1.4).</summary>
/// <param name="Source">Who sent it.</param>
/// <param name="Destination">The address it was sent to: one of ours, or a broadcast address.</param>
/// <param name="TypeOfService">The TOS byte it came with.</param>
/// <param name="Length">Bytes of data copied to the caller.</param>
/// <param name="Truncated">The datagram was longer than the caller's buffer, and the rest is gone.</param>
public readonly record struct UdpDatagramInfo(
    Endpoint Source, IPv4Address Destination, byte TypeOfService, int Length, bool Truncated);
