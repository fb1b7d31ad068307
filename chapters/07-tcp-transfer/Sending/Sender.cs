using Workbook.Basics;

namespace Workbook.Tcp;

/// <summary>
/// The sending half of a connection: takes bytes from the application, says which segment may leave now, and learns
/// from acknowledgements what to send again and how fast.
/// </summary>
/// <remarks>
/// It decides; the rules are in its parts: <see cref="SendWindow"/> (what the peer allows),
/// <see cref="Segmentation"/> (what is worth a packet), <see cref="LossRecovery"/> and <see cref="Scoreboard"/> (what
/// is lost), <see cref="ICongestionControl"/> (what the network bears), <see cref="RetransmissionTimer"/> and
/// <see cref="PersistTimer"/> (what to do when nothing is heard). There is no list of segments: the bytes wait in a
/// ring that begins at SND.UNA, and a segment is cut anew whenever it leaves. This file is the application's side;
/// <c>Sender.Output.cs</c> sends, <c>Sender.Input.cs</c> takes acknowledgements.
/// </remarks>
public sealed partial class Sender
{
    private readonly TransferOptions _options;
    private readonly ByteRing _ring;
    private readonly SendWindow _window;
    private readonly LossRecovery _recovery;
    private readonly Scoreboard _scoreboard;
    private readonly Patience _patience;
    private readonly RetransmissionTimer _timer;
    private readonly PersistTimer _persist;
    private readonly uint _timestampOffset;
    private readonly bool _sack, _timestamps;
    private int _mss;
    private bool _finishing;

    /// <summary>Starts right behind the SYN.</summary>
    /// <param name="agreement">What the handshake has agreed on.</param>
    /// <param name="options">The application's wishes.</param>
    /// <param name="pool">Where the send buffer borrows its storage while it holds data.</param>
    /// <param name="now">The time.</param>
    public Sender(in Agreement agreement, TransferOptions options, BufferPool pool, Instant now)
    {
        (_sack, _timestamps, _timestampOffset) = (agreement.Sack, agreement.Timestamps, agreement.TimestampOffset);
        _options = options;
        _mss = agreement.SendMss;
        OptionBytes = _timestamps ? 12 : 0;
        NoDelay = options.NoDelay;
        _ring = new ByteRing(pool, options.SendBufferLimit);
        _window = new SendWindow(agreement);
        _recovery = new LossRecovery(agreement.Iss, _sack);
        _scoreboard = new Scoreboard(pool);
        _patience = new Patience(options.MaxRetries, options.UserTimeout);
        RoundTrip = new RoundTrip(options, agreement.RoundTrip);
        Congestion = CongestionWindow.Create(options, EffectiveMss, handshakeWasClean: agreement.RoundTrip is not null);
        _timer = new RetransmissionTimer(RoundTrip, _patience);
        _persist = new PersistTimer(RoundTrip, _patience, options.MaximumRto);
        WriteEnd = _lostBelow = _peakEnd = Unacknowledged;
        _lastSent = now;
    }

    /// <summary>SND.UNA.</summary>
    public SequenceNumber Unacknowledged => _window.Unacknowledged;

    /// <summary>SND.NXT.</summary>
    public SequenceNumber Next => _window.Next;

    /// <summary>The sequence number behind the last byte that was written; the FIN's, if there is one.</summary>
    public SequenceNumber WriteEnd { get; private set; }

    /// <summary>SND.WND in bytes.</summary>
    public uint Window => _window.Size;

    /// <summary>Bytes written and not yet acknowledged.</summary>
    public int Queued => _ring.Count;

    /// <summary>Bytes written and not yet sent.</summary>
    public int Unsent => Math.Max(0, WriteEnd - Next);

    /// <summary>Bytes that <see cref="Write"/> would take now.</summary>
    public int Free => _ring.Free;

    /// <summary>Whether the FIN has been sent.</summary>
    public bool FinSent => _finishing && Next > WriteEnd;

    /// <summary>Whether the peer has acknowledged the FIN and with it everything.</summary>
    public bool FinAcknowledged => _finishing && Unacknowledged > WriteEnd;

    /// <summary>Whether everything written, and the FIN after <see cref="Finish"/>, has been acknowledged.</summary>
    public bool AllAcknowledged => Unacknowledged - WriteEnd == (_finishing ? 1 : 0);

    /// <summary>Turns the Nagle algorithm off (MUST-17).</summary>
    public bool NoDelay { get; set; }

    /// <summary>R2 as the application wants it (MUST-21): how long data may wait for its acknowledgement; null leaves
    /// it to the number of tries. Counts from the next time the timer is set.</summary>
    public TimeSpan? UserTimeout
    {
        get => _patience.UserTimeout;
        set => _patience.UserTimeout = value;
    }

    /// <summary>The bytes of options that every segment with text carries, 12 for timestamps. Whoever adds SACK
    /// blocks to such segments says so here before <see cref="TryNext"/>, so that they still fit the path.</summary>
    public int OptionBytes { get; set; }

    /// <summary>The most bytes of text in a segment (Eff.snd.MSS, RFC 9293 section 3.7.1).</summary>
    public int EffectiveMss => _mss - OptionBytes;

    /// <summary>The most bytes of text that the link cuts into segments by itself; 0 if it does not.</summary>
    public int LargestSend { get; set; }

    /// <summary>The largest <see cref="Outgoing.Length"/>: a multiple of <see cref="EffectiveMss"/>.</summary>
    public int MaxPayload => Math.Max(EffectiveMss, LargestSend - LargestSend % EffectiveMss);

    /// <summary>When <see cref="Tick"/> wants to be called.</summary>
    public Instant NextDeadline => Instant.Min(_timer.Deadline, _persist.Deadline);

    /// <summary>The peer has not answered for too long (R2): close the connection. Nothing leaves any more.</summary>
    public bool TimedOut => _timer.TimedOut || _persist.TimedOut;

    /// <summary>Timeouts since something was last acknowledged.</summary>
    public int Retries => _timer.Retries;

    /// <summary>R1 has been reached: the path is in doubt (RFC 9293 section 3.8.3, MUST-20).</summary>
    public bool InTrouble => Retries >= RetransmissionTimer.R1;

    /// <summary>Repeated timeouts of large segments: perhaps the path swallows them without a word (RFC 2923). Try
    /// <see cref="PathMtuChanged"/> with a small MSS.</summary>
    public bool SuspectBlackHole =>
        Retries >= 2 && _mss > Agreement.DefaultSendMss && _window.InFlight > Agreement.DefaultSendMss;

    /// <summary>The round-trip estimate.</summary>
    public RoundTrip RoundTrip { get; }

    /// <summary>The congestion control.</summary>
    public ICongestionControl Congestion { get; }

    /// <summary>Whether a loss is being repaired.</summary>
    public bool InRecovery => _recovery.Phase != RecoveryPhase.Open;

    /// <summary>Segments sent again so far.</summary>
    public long Retransmissions { get; private set; }

    /// <summary>Queues as many bytes as there is room for, and returns how many. <see cref="TryNext"/> sends
    /// them.</summary>
    /// <exception cref="InvalidOperationException">After <see cref="Finish"/>.</exception>
    public int Write(ReadOnlySpan<byte> bytes)
    {
        if (_finishing)
            throw new InvalidOperationException("The stream has been finished.");
        int taken = _ring.Write(bytes);
        WriteEnd += taken;
        return taken;
    }

    /// <summary>Ends the stream: a FIN follows what has been written.</summary>
    public void Finish() => _finishing = true;

    /// <summary>Copies the text of an <see cref="Outgoing"/> out of the send buffer.</summary>
    /// <param name="sequence">Its sequence number, at or behind SND.UNA.</param>
    /// <param name="destination">As long as the text.</param>
    public void CopyTo(SequenceNumber sequence, Span<byte> destination) =>
        _ring.Peek(sequence - Unacknowledged, destination);

    /// <summary>The path carries less than was thought (RFC 1191): cuts smaller from now on and sends what is in flight
    /// again. That it was lost says nothing about congestion.</summary>
    /// <param name="mss">The most bytes of text before options are taken off: MTU - 40.</param>
    public void PathMtuChanged(int mss)
    {
        mss = Math.Max(mss, Agreement.MinimumSendMss);
        if (mss >= _mss)
            return;
        _mss = mss;
        if (_window.InFlight > 0)
            LoseAll();
    }

    /// <summary>Returns all buffers; the connection is over.</summary>
    public void Release()
    {
        _ring.Clear();
        _scoreboard.Clear();
        _timer.Stop();
        _persist.Stop();
    }
}
