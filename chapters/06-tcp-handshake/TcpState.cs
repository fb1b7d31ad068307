namespace Workbook.Tcp;

/// <summary>The eleven states of a connection (RFC 9293 section 3.3.2).</summary>
public enum TcpState
{
    /// <summary>No connection.</summary>
    Closed,

    /// <summary>Waiting for anybody's SYN.</summary>
    Listen,

    /// <summary>Our SYN is out, theirs has not come.</summary>
    SynSent,

    /// <summary>Both SYNs are out, ours is not acknowledged yet.</summary>
    SynReceived,

    /// <summary>Open: data flows both ways.</summary>
    Established,

    /// <summary>Our FIN is out and not acknowledged; theirs has not come.</summary>
    FinWait1,

    /// <summary>Our FIN is acknowledged; theirs has not come.</summary>
    FinWait2,

    /// <summary>Their FIN has come; ours is not sent.</summary>
    CloseWait,

    /// <summary>Both FINs are out, ours is not acknowledged.</summary>
    Closing,

    /// <summary>Their FIN came first, ours is out and not acknowledged.</summary>
    LastAck,

    /// <summary>Both directions are closed; old segments may still be under way.</summary>
    TimeWait,
}
