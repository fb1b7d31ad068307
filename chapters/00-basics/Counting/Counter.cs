namespace Workbook.Basics;

/// <summary>Traffic that a stack counts, grouped by layer.</summary>
public enum Counter
{
    // Link
    FramesIn, FramesOut, BytesIn, BytesOut,

    // ARP
    ArpRequestsSent, ArpRepliesSent,

    // IPv4 and ICMP
    DatagramsIn, DatagramsOut, DatagramsForwarded, FragmentsIn, FragmentsOut, DatagramsReassembled,
    IcmpIn, IcmpOut, EchoRepliesSent,

    // UDP
    UdpIn, UdpOut,

    // TCP
    SegmentsIn, SegmentsOut, SegmentsRetransmitted, FastRetransmits, RetransmissionTimeouts, ResetsSent, ResetsReceived, ChallengeAcksSent,
    ActiveOpens, PassiveOpens, ConnectionsEstablished, ConnectionsClosed, CookiesSent, CookiesAccepted,
}
