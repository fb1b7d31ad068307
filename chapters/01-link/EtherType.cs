namespace Workbook.Link;

/// <summary>What a frame carries (IANA "IEEE 802 Numbers"). Values below 0x0600 are lengths of IEEE 802.3, which RFC 1042
/// encapsulation uses and this stack does not speak.</summary>
public enum EtherType : ushort
{
    IPv4 = 0x0800,
    Arp = 0x0806,
}
