namespace Workbook.Tcp;

/// <summary>What a segment meant to a handshake, and what is left for the caller to do.</summary>
public enum HandshakeVerdict
{
    /// <summary>Nothing: drop it.</summary>
    Ignore,

    /// <summary>The connection is open. The caller goes on with text and FIN of the same segment, if it is the third one. One that
    /// carries a SYN gets an acknowledgment; text beside a SYN is left to the peer to send again.</summary>
    Established,

    /// <summary>A SYN has come; a SYN-ACK is due.</summary>
    SynReceived,

    /// <summary>The segment belongs to some other connection: answer with the RST of <see cref="ClosedPort"/>. The handshake goes on.</summary>
    SendReset,

    /// <summary>The peer has refused; the handshake is over. One of passive origin ends without a word to the application (MUST-11).</summary>
    Refused,

    /// <summary>Answer with an ACK that says what is expected, and drop the segment (a challenge ACK, RFC 5961).</summary>
    SendAck,
}
