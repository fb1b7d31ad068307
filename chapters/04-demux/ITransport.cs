using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Demux;

/// <summary>A transport protocol as the demuxer sees it: datagrams and ICMP errors come in, nothing else.</summary>
public interface ITransport
{
    /// <summary>The number in the IPv4 header that leads here.</summary>
    IpProtocol Protocol { get; }

    /// <summary>Takes the payload of one whole (reassembled) datagram addressed to this host.</summary>
    /// <param name="header">The IPv4 header it came with.</param>
    /// <param name="payload">The transport header and data; valid during the call only.</param>
    /// <param name="arrival">When it came, and what the link knows about it.</param>
    /// <returns><see cref="Delivery.NoPort"/> if the datagram is sound but its port is nobody's and this protocol has
    /// no answer of its own (TCP has: the RST). Whatever is not delivered has been counted by the transport.</returns>
    Delivery Receive(in IPv4Header header, ReadOnlySpan<byte> payload, Arrival arrival);

    /// <summary>Takes an ICMP error that quotes a datagram of this protocol. Whether we have sent that datagram
    /// is for the transport to check: anybody can forge a quotation (RFC 5927 section 4).</summary>
    void Error(in IcmpError error, Arrival arrival);
}
