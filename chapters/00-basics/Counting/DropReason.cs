namespace Workbook.Basics;

/// <summary>Why a packet was discarded, grouped by the layer that decides. One closed list for the whole stack.</summary>
public enum DropReason
{
    // Link
    FrameTooShort, NotForThisPort, OwnFrame, BadFrameSource, UnknownEtherType, LinkQueueFull, LinkDown, FrameTooLong, DeviceError, SimulatedLoss,

    // ARP
    ArpMalformed, ArpUnsupported, ArpUnknownOperation, ArpBadSender, ArpNotForUs, ArpQueueFull, ArpUnresolved,

    // IPv4
    IpTooShort, IpBadVersion, IpBadHeaderLength, IpBadTotalLength, IpBadChecksum, IpBadOptions, IpSourceRoute, IpBadSource,
    IpNotForUs, IpLinkBroadcastUnicast, IpTtlExpired, IpNoRoute, IpTooBig, IpInterfaceDown, IpUnknownProtocol,
    FragmentTooSmall, FragmentBadLength, FragmentPastEnd, FragmentOverlap, FragmentTimeout, FragmentMemory, FragmentTooMany, FragmentDuplicate,
    LoopbackQueueFull,

    // ICMP
    IcmpTooShort, IcmpBadChecksum, IcmpUnknownType, IcmpIgnoredType, IcmpBadQuote, IcmpRateLimited, IcmpForbidden,

    // UDP
    UdpTooShort, UdpBadLength, UdpBadChecksum, UdpNoPort, UdpQueueFull, UdpNotConnectedPeer,

    // TCP
    TcpTooShort, TcpBadHeaderLength, TcpBadChecksum, TcpBadPort, TcpBadAddress, TcpNoConnection, TcpListenOverflow, TcpBadCookie,
    TcpUnacceptable, TcpPaws, TcpBadAck, TcpBadReset, TcpUnexpectedSyn, TcpNoAck, TcpOutOfWindow, TcpOutOfOrderFull, TcpAfterClose,
}
