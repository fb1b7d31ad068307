using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>The receiving half of a connection: turns segments into bytes in order, and knows what to answer.
/// </summary>
/// <remarks>
/// It is told of every acceptable segment by <see cref="Receive"/>, and never sends. Whoever sends asks
/// <see cref="AckDue"/> once a batch has been taken in, fills the header from <see cref="Next"/>,
/// <see cref="WindowField"/> and <see cref="Describe"/>, and says so by <see cref="AckSent"/>, with every segment that
/// leaves. An idle receiver owns no buffer.
/// </remarks>
public sealed class Receiver
{
    private readonly TransferOptions _options;
    private readonly Reassembly _text;
    private readonly ReceiveWindow _window;
    private readonly AckPolicy _acks;
    private readonly BufferGrowth _growth = new();
    private readonly RecentTimestamp? _timestamp;
    private readonly bool _sackAgreed;
    private SackReport? _sack;
    private SequenceNumber _lastAckSent;
    private SequenceNumber? _finAt;

    /// <param name="agreement">What the handshake came to. How long the peer's segments are it does not say; that they
    /// are about as long as the peer takes them (<see cref="Agreement.SendMss"/>) is a good guess.</param>
    public Receiver(in Agreement agreement, TransferOptions options, BufferPool pool)
    {
        _options = options;
        SequenceNumber next = agreement.Irs + 1;
        _text = new Reassembly(next, Math.Min(options.ReceiveBufferInitial, options.ReceiveBufferLimit), pool);
        _window = new ReceiveWindow(next, options.InitialWindow, agreement.ReceiveScale, agreement.SendMss);
        _acks = new AckPolicy(options.DelayedAck, agreement.SendMss, agreement.Sack);
        _timestamp = agreement.Timestamps ? new RecentTimestamp(agreement.RecentTimestamp) : null;
        _sackAgreed = agreement.Sack;
        _lastAckSent = next;
    }

    /// <summary>RCV.NXT: the next sequence number expected, and so the acknowledgment number to send.</summary>
    public SequenceNumber Next => Finished ? _text.Next + 1 : _text.Next;

    /// <summary>RCV.WND in bytes: up to the right edge that was ever promised.</summary>
    public uint Window => (uint)(_window.RightEdge - Next);

    /// <summary>Whether the peer's FIN has come in order: no byte follows those available.</summary>
    public bool Finished { get; private set; }

    /// <summary>Bytes that <see cref="Read"/> would give out.</summary>
    public int Available => _text.Available;

    /// <summary>Whether the peer ever set URG. Its data is read in line, like any other (RFC 6093).</summary>
    public bool UrgentSeen { get; private set; }

    /// <summary>When <see cref="AckDue"/> becomes true by itself; <see cref="Instant.Never"/> if no ACK is delayed.
    /// </summary>
    public Instant AckDeadline => _acks.Deadline;

    private int WindowSize => Math.Min(_text.Limit, Math.Min(_options.MaximumWindow, _window.Largest));

    private int Room => Math.Min(_text.Limit - _text.Available, WindowSize);

    /// <summary>RFC 9293, section 3.10.7.4, first: what is not acceptable goes to <see cref="Refuse"/>.</summary>
    public bool IsAcceptable(in TcpSegment segment) => Acceptance.IsAcceptable(segment, Next, Window);

    /// <summary>PAWS (RFC 7323, section 5.3, R1): asked before <see cref="IsAcceptable"/>. A segment that does not pass
    /// goes to <see cref="AckNow"/> if it carries a timestamp, and is dropped silently if not.</summary>
    public bool PassesPaws(in TcpSegment segment, Instant now) => _timestamp?.Allows(segment, now) ?? true;

    /// <summary>Takes in an acceptable segment: its timestamp, its text and its FIN. An empty one must come by as well.
    /// </summary>
    /// <returns>False if its text was dropped because too many gaps are open.</returns>
    public bool Receive(in TcpSegment segment, Instant now)
    {
        _timestamp?.Update(segment, _lastAckSent, now);
        UrgentSeen |= segment.Urg;
        if (segment.Length == 0) return true;
        ReadOnlySpan<byte> text = Acceptance.Clip(segment, Next, UpToFin(), out SequenceNumber start, out bool fin);
        ReportOld(segment);
        // A FIN before text that has come already contradicts it; the first to come is believed.
        if (fin && start + text.Length >= _text.End) _finAt = start + text.Length;
        if (start != Next) return TakeEarly(start, text);
        TakeNext(text, now);
        if (_text.Next == _finAt && !Finished)
        {
            Finished = true;
            _acks.AtOnce();
        }
        return true;
    }

    /// <summary>Answers a segment that is not acceptable by an ACK that tells of a duplicate (RFC 2883).</summary>
    public void Refuse(in TcpSegment segment)
    {
        ReportOld(segment);
        _acks.AtOnce();
    }

    /// <summary>Gives out bytes in order and returns how many; 0 if there are none. May make a window update due.
    /// </summary>
    public int Read(Span<byte> destination, Instant now)
    {
        int count = _text.Read(destination);
        if (count == 0 || Finished) return count;
        if (_text.Limit < _options.ReceiveBufferLimit && _growth.IsWorthwhile(Next, Available, _text.Limit, now))
            _text.Limit = Math.Min(2 * _text.Limit, _options.ReceiveBufferLimit);
        if (_window.IsUpdateDue(Next, Room, WindowSize)) _acks.AtOnce();
        return count;
    }

    /// <summary>Whether an ACK has to leave now if nothing else does that could carry it. Without SACK, several may be
    /// due in a row: send while it says so.</summary>
    public bool AckDue(Instant now) => _acks.IsDue(now);

    /// <summary>Makes an ACK due: a challenge, or the answer to a segment that was dropped.</summary>
    public void AckNow() => _acks.AtOnce();

    /// <summary>The header's window field. What it promises is kept from now on.</summary>
    public ushort WindowField() => _window.Field(Next, Room, WindowSize);

    /// <summary>Adds the echo of the peer's timestamp, and the blocks of SACK, D-SACK first.</summary>
    public void Describe(ref TcpOptions options)
    {
        if (_timestamp is not null)
            options = options with { HasTimestamps = true, TimestampEcho = _timestamp.Value };
        if (_sack is not null)
            options = options with { Sack = _sack.Blocks(Next, room: _timestamp is null ? 4 : 3) };
    }

    /// <summary>A segment has left with <see cref="Next"/>, <see cref="WindowField"/> and <see cref="Describe"/> in it.
    /// </summary>
    public void AckSent()
    {
        _lastAckSent = Next;
        _acks.Sent();
        _sack?.Sent(_text.HasGap);
    }

    /// <summary>Returns the buffers; unread bytes are lost.</summary>
    public void Release() => _text.Clear();

    private void TakeNext(ReadOnlySpan<byte> text, Instant now)
    {
        bool fillsGap = _text.HasGap;
        if (fillsGap) ReportDuplicate(_text.Next, text.Length);
        _text.Append(text);
        if (fillsGap || text.IsEmpty)
            _acks.AtOnce();
        else
            _acks.InOrder(text.Length, now);
    }

    private bool TakeEarly(SequenceNumber start, ReadOnlySpan<byte> text)
    {
        _acks.OutOfOrder();
        if (text.IsEmpty) return true;
        ReportDuplicate(start, text.Length);
        if (!_text.TryKeep(start, text, out SackBlock kept)) return false;
        if (_sackAgreed) (_sack ??= new SackReport()).Arrived(kept);
        return true;
    }

    /// <summary>Text after the peer's FIN is ignored.</summary>
    private uint UpToFin() => _finAt is { } fin ? Math.Min(Window, (uint)Math.Max(0, fin - Next)) : Window;

    private void ReportOld(in TcpSegment segment)
    {
        if (!_sackAgreed || segment.Payload.IsEmpty || segment.Sequence >= Next) return;
        SequenceNumber first = segment.Sequence + (segment.Syn ? 1 : 0);
        var old = new SackBlock(first, SequenceNumber.Min(first + segment.Payload.Length, Next));
        if (old.Start < old.End) (_sack ??= new SackReport()).Duplicate(old);
    }

    private void ReportDuplicate(SequenceNumber start, int length)
    {
        if (_sackAgreed && _text.TryFindDuplicate(new SackBlock(start, start + length), out SackBlock duplicate))
            (_sack ??= new SackReport()).Duplicate(duplicate);
    }
}
