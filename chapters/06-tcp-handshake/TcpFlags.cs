namespace Workbook.Tcp;

/// <summary>The control bits of a segment (RFC 9293 section 3.1), as they stand in the header's 14th byte.</summary>
[Flags]
public enum TcpFlags : byte
{
    /// <summary>No bit set.</summary>
    None = 0,

    /// <summary>No more data from the sender. Takes one sequence number.</summary>
    Fin = 1,

    /// <summary>Synchronize sequence numbers. Takes one sequence number.</summary>
    Syn = 2,

    /// <summary>Reset the connection.</summary>
    Rst = 4,

    /// <summary>Push: hand to the application what has arrived so far.</summary>
    Psh = 8,

    /// <summary>The acknowledgment field counts.</summary>
    Ack = 16,

    /// <summary>The urgent pointer counts.</summary>
    Urg = 32,

    /// <summary>ECN echo (RFC 3168); ignored by this stack.</summary>
    Ece = 64,

    /// <summary>Congestion window reduced (RFC 3168); ignored by this stack.</summary>
    Cwr = 128,
}
