using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>
/// Opens one connection: agrees with the peer on two sequence numbers, a window and options (RFC 9293 sections 3.5, 3.10.7.2 to
/// 3.10.7.4), then has no more to do. It sends nothing itself: <see cref="Receive"/> says what a segment meant,
/// <see cref="TryNext"/> which SYN is due.
/// </summary>
public sealed partial class Handshake
{
    private static readonly TimeSpan MaximumRto = TimeSpan.FromSeconds(60);
    private readonly HandshakeOffer _offer;
    private readonly Instant _giveUpAt;
    private Instant _retransmitAt;
    private TimeSpan _rto;
    private int _retries;
    private bool _due = true;
    private int _sent;
    private Instant _firstSentAt = Instant.Never;
    private TcpOptions? _peer;
    private SequenceNumber _irs;
    private Agreement _agreement;

    private Handshake(in HandshakeOffer offer, TcpState state, Instant now)
    {
        _offer = offer;
        State = state;
        IsPassive = state == TcpState.Listen;
        StartTimer(now);
        _giveUpAt = now + (offer.UserTimeout ?? HandshakeOffer.DefaultUserTimeout);
    }

    /// <summary>An active open: our SYN is due at once.</summary>
    public static Handshake Connect(in HandshakeOffer offer, Instant now) => new(offer, TcpState.SynSent, now);

    /// <summary>A passive open: the answer to <paramref name="syn"/>, which carries neither ACK nor RST, is due at once.</summary>
    public static Handshake Answer(in HandshakeOffer offer, in TcpSegment syn, Instant now)
    {
        var handshake = new Handshake(offer, TcpState.Listen, now);
        handshake.Receive(syn, now);
        return handshake;
    }

    /// <summary>Whether this side answered a SYN rather than sent the first. Still known in SYN-RECEIVED, which a simultaneous open
    /// reaches too: only the application behind an active open is told of a failure (MUST-11).</summary>
    public bool IsPassive { get; }

    /// <summary>SynSent or SynReceived while it lasts, then Established, or Closed when it failed.</summary>
    public TcpState State { get; private set; }

    /// <summary>Whether it failed because nobody answered.</summary>
    public bool TimedOut { get; private set; }

    /// <summary>What was agreed; valid once Established.</summary>
    public Agreement Agreement => State == TcpState.Established ? _agreement : throw new InvalidOperationException($"no agreement in {State}");

    /// <summary>SND.NXT once our SYN has left.</summary>
    public SequenceNumber SendNext => _offer.InitialSequence + 1;

    /// <summary>RCV.NXT; zero while the peer's SYN has not come.</summary>
    public SequenceNumber ReceiveNext => _peer is null ? default : _irs + 1;

    /// <summary>When <see cref="Tick"/> has something to do; Never once the handshake is over.</summary>
    public Instant NextDeadline => InProgress ? Instant.Min(_retransmitAt, _giveUpAt) : Instant.Never;

    private bool InProgress => State is TcpState.SynSent or TcpState.SynReceived;

    /// <summary>The SYN or SYN-ACK that is due now, once; false when there is none. Sequence numbers, flags, window and options go
    /// out as they are.</summary>
    public bool TryNext(
        Instant now, out TcpFlags flags, out SequenceNumber sequence, out SequenceNumber acknowledgment, out ushort window, out TcpOptions options)
    {
        flags = _peer is null ? TcpFlags.Syn : TcpFlags.Syn | TcpFlags.Ack;
        sequence = _offer.InitialSequence;
        acknowledgment = ReceiveNext;
        window = _offer.SynWindow;
        options = _offer.SynOptions(_peer, TimestampClock.TSval(now, _offer.TimestampOffset));
        if (!_due || !InProgress)
            return false;

        _due = false;
        _sent++;
        _firstSentAt = Instant.Min(_firstSentAt, now);
        return true;
    }

    private void StartTimer(Instant now)
    {
        _retries = 0;
        _rto = _offer.InitialRto;
        _retransmitAt = _offer.MaxSynRetries > 0 ? now + _rto : Instant.Never;
    }

    private HandshakeVerdict Close()
    {
        State = TcpState.Closed;
        return HandshakeVerdict.Refused;
    }

    /// <summary>Remembers the peer's number and options. Text beside the SYN is not taken: nothing proves yet that the
    /// sender's address is its own, and the peer sends it again.</summary>
    private void TakeSyn(in TcpSegment syn)
    {
        _irs = syn.Sequence;
        _peer = syn.Options;
    }

    /// <summary>Our SYN is acknowledged by <paramref name="segment"/>, whose window is the first that counts. Unless it is a SYN, its
    /// window is scaled, and its timestamp is newer than the SYN's.</summary>
    private void Establish(in TcpSegment segment, Instant now)
    {
        TcpOptions peer = _peer!.Value;
        TcpOptions agreed = _offer.SynOptions(peer, 0);
        bool scaling = agreed.WindowScale >= 0;
        _agreement = new Agreement(
            Iss: _offer.InitialSequence,
            Irs: _irs,
            SendWindow: (uint)segment.Header.Window << (scaling && !segment.Syn ? peer.WindowScale : 0),
            WindowSequence: segment.Sequence,
            WindowAck: segment.Acknowledgment,
            SendMss: Agreement.SendMssFor(peer.MaximumSegmentSize, _offer.MaximumSegmentSize),
            SendScale: scaling ? peer.WindowScale : 0,
            ReceiveScale: scaling ? agreed.WindowScale : 0,
            Timestamps: agreed.HasTimestamps,
            RecentTimestamp: agreed.HasTimestamps ? Newest(peer, segment) : 0,
            Sack: agreed.SackPermitted,
            RoundTrip: _sent == 1 ? now - _firstSentAt : null,
            TimestampOffset: agreed.HasTimestamps ? _offer.TimestampOffset : 0);
        State = TcpState.Established;
    }

    /// <summary>TS.Recent is the timestamp of the last segment that filled RCV.NXT (RFC 7323 section 4.3): not of one that came early.</summary>
    private uint Newest(in TcpOptions syn, in TcpSegment segment) =>
        segment.Options.HasTimestamps && segment.Sequence <= ReceiveNext ? segment.Options.TimestampValue : syn.TimestampValue;

    /// <summary>Whether a segment in SYN-RECEIVED begins in our window and its timestamps belong to this connection.</summary>
    private bool IsExpected(in TcpSegment segment, Instant now)
    {
        bool inWindow = segment.Sequence.IsWithin(ReceiveNext, Math.Max(_offer.SynWindow, (ushort)1));
        if (!inWindow || segment.Rst || !segment.Options.HasTimestamps || _offer is not { Timestamps: true } || _peer is not { HasTimestamps: true } syn)
            return inWindow;
        return unchecked((int)(segment.Options.TimestampValue - syn.TimestampValue)) >= 0 && EchoesOurClock(segment, now);
    }

    /// <summary>Whether the echoed timestamp, if there is one, is one that we have sent since the first SYN. Another belongs to an
    /// earlier connection of the same four-tuple, or to somebody who guesses.</summary>
    private bool EchoesOurClock(in TcpSegment segment, Instant now)
    {
        if (!_offer.Timestamps || !segment.Options.HasTimestamps || segment.Options.TimestampEcho == 0)
            return true;
        uint first = TimestampClock.TSval(_firstSentAt, _offer.TimestampOffset);
        uint last = TimestampClock.TSval(now, _offer.TimestampOffset);
        return unchecked(segment.Options.TimestampEcho - first <= last - first);
    }
}
