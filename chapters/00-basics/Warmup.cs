namespace Workbook.Basics;

/// <summary>The first hole of the workbook: small on purpose, so that the tools around it are met before the problems are.</summary>
public static class Warmup
{
    /// <summary>The EtherType of IPv4: the two bytes that say "an IPv4 datagram follows" in an Ethernet frame (RFC 894).</summary>
    /// <returns>0x0800.</returns>
    public static ushort EtherTypeOfIPv4()
    {
        #region exercise 0.1: return the number that announces IPv4 in an Ethernet frame
        throw new NotImplementedException("exercise 0.1");
        #endregion
    }
}
