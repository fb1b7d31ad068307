namespace Workbook.IPv4;

/// <summary>The protocol field of an IPv4 header (IANA protocol numbers); any byte may arrive.</summary>
public enum IpProtocol : byte
{
    /// <summary>Internet Control Message Protocol, RFC 792.</summary>
    Icmp = 1,

    /// <summary>Transmission Control Protocol, RFC 9293.</summary>
    Tcp = 6,

    /// <summary>User Datagram Protocol, RFC 768.</summary>
    Udp = 17,
}
