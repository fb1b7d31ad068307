using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>What this side brings into a handshake.</summary>
/// <param name="InitialSequence">ISS.</param>
/// <param name="MaximumSegmentSize">The text that fits into one segment to us, in bytes: the interface's MTU less 40 (MUST-67).
/// Options are not taken off (RFC 9293 section 3.7.1).</param>
/// <param name="WindowScale">The shift of our window fields, 0 to 14; -1 to offer none.</param>
/// <param name="ReceiveWindow">Bytes of window to open with. The field of a SYN is not scaled, so it says 65,535 at most.</param>
/// <param name="Timestamps">Whether to offer timestamps.</param>
/// <param name="Sack">Whether to offer SACK.</param>
/// <param name="TimestampOffset">Added to our clock in TSval.</param>
/// <param name="InitialRto">How long to wait for an answer to the first SYN; doubles with each (RFC 6298: 1 s).</param>
/// <param name="MaxSynRetries">How often a SYN or SYN-ACK is sent again.</param>
/// <param name="UserTimeout">R2: when to give up, counted from the first SYN (MUST-21); null for <see cref="DefaultUserTimeout"/>.</param>
public readonly record struct HandshakeOffer(
    SequenceNumber InitialSequence,
    int MaximumSegmentSize,
    int WindowScale,
    uint ReceiveWindow,
    bool Timestamps,
    bool Sack,
    uint TimestampOffset,
    TimeSpan InitialRto,
    int MaxSynRetries,
    TimeSpan? UserTimeout)
{
    /// <summary>Six: the last SYN leaves after 63 s.</summary>
    public const int DefaultSynRetries = 6;

    /// <summary>Three minutes, the least that MUST-23 allows as a default. The SYNs are spent after 63 s; an answer that comes later,
    /// over a link that had to be dialled or repaired first, still opens the connection.</summary>
    public static readonly TimeSpan DefaultUserTimeout = TimeSpan.FromMinutes(3);

    /// <summary>The window field of our SYN or SYN-ACK: never scaled (RFC 7323 section 2.2).</summary>
    public ushort SynWindow => (ushort)Math.Min(ReceiveWindow, ushort.MaxValue);

    /// <summary>The options of our SYN; of our SYN-ACK those among them that the peer's SYN offers too (RFC 7323 sections 1.3
    /// and 2.2, RFC 2018 section 2). The MSS always goes out (MAY-3).</summary>
    /// <param name="peer">The options of the peer's SYN; null while it has not come.</param>
    /// <param name="timestamp">TSval.</param>
    public TcpOptions SynOptions(TcpOptions? peer, uint timestamp)
    {
        bool withTimestamps = Timestamps && peer is not { HasTimestamps: false };
        return new TcpOptions
        {
            MaximumSegmentSize = MaximumSegmentSize,
            WindowScale = peer is { WindowScale: < 0 } ? -1 : WindowScale,
            SackPermitted = Sack && peer is not { SackPermitted: false },
            HasTimestamps = withTimestamps,
            TimestampValue = withTimestamps ? timestamp : 0,
            TimestampEcho = withTimestamps ? peer?.TimestampValue ?? 0 : 0,
        };
    }
}
