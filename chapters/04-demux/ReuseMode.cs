namespace Workbook.Demux;

/// <summary>Whether a port reservation insists on being alone.</summary>
public enum ReuseMode
{
    /// <summary>Nobody else on this port and address, not even a connection in TIME-WAIT.</summary>
    Exclusive,

    /// <summary>May follow connections in TIME-WAIT, and may stand beside another <see cref="ReuseAddress"/>
    /// reservation of a different address (the wildcard beside a particular one).</summary>
    ReuseAddress,
}
