namespace Workbook.Tcp;

/// <summary>One segment that has arrived: header, options and text. Valid while the bytes under it are, that is during the
/// call that brings it; who keeps text copies it.</summary>
/// <param name="header">The fixed header.</param>
/// <param name="options">What the options say.</param>
/// <param name="payload">The text.</param>
public readonly ref struct TcpSegment(scoped in TcpHeader header, scoped in TcpOptions options, ReadOnlySpan<byte> payload)
{
    /// <summary>The fixed header.</summary>
    public TcpHeader Header { get; } = header;

    /// <summary>What the options say, on whatever kind of segment they stand (MUST-5).</summary>
    public TcpOptions Options { get; } = options;

    /// <summary>The text.</summary>
    public ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>SEG.SEQ.</summary>
    public SequenceNumber Sequence => Header.Sequence;

    /// <summary>SEG.ACK; counts only if <see cref="Ack"/>.</summary>
    public SequenceNumber Acknowledgment => Header.Acknowledgment;

    /// <summary>Whether the SYN bit is set.</summary>
    public bool Syn => (Header.Flags & TcpFlags.Syn) != 0;

    /// <summary>Whether the ACK bit is set.</summary>
    public bool Ack => (Header.Flags & TcpFlags.Ack) != 0;

    /// <summary>Whether the FIN bit is set.</summary>
    public bool Fin => (Header.Flags & TcpFlags.Fin) != 0;

    /// <summary>Whether the RST bit is set.</summary>
    public bool Rst => (Header.Flags & TcpFlags.Rst) != 0;

    /// <summary>Whether the PSH bit is set.</summary>
    public bool Psh => (Header.Flags & TcpFlags.Psh) != 0;

    /// <summary>Whether the URG bit is set.</summary>
    public bool Urg => (Header.Flags & TcpFlags.Urg) != 0;

    /// <summary>SEG.LEN: how many sequence numbers the segment takes; SYN and FIN take one each.</summary>
    public int Length => Payload.Length + (Syn ? 1 : 0) + (Fin ? 1 : 0);

    /// <summary>The sequence number just behind the segment.</summary>
    public SequenceNumber End => Sequence + Length;
}
