using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp;

/// <summary>
/// Answers SYNs without keeping anything (RFC 4987 section 3.6): all there is to remember goes into the initial sequence number,
/// which the third segment brings back.
/// <code>
/// cookie     31..29 time slot of 64 s    28..26 index of the MSS    25..0 keyed hash of everything
/// TSval      31..5  our clock            4 SACK permitted           3..0  the peer's window scale, 15 if there is none
/// </code>
/// A forger hits one time in 2^26; a cookie is good for 64 to 128 s.
/// </summary>
/// <remarks>Scale and SACK find room only in a timestamp, so that a peer without timestamps does without them while cookies are
/// sent. They are not protected: who changes them in his own echo harms himself.</remarks>
public sealed class SynCookies
{
    /// <summary>How long a time slot is.</summary>
    public static readonly TimeSpan SlotLength = TimeSpan.FromSeconds(64);

    private const int SlotShift = 29, IndexShift = 26;
    private const uint ThreeBits = 7, HashBits = (1u << IndexShift) - 1;
    private const uint SackBit = 16, NoScale = 15, OptionBits = 31;
    private readonly TupleHash _hash;

    /// <param name="secret">At least 16 bytes nobody else knows, new at each start of the stack.</param>
    /// <exception cref="ArgumentException">The secret is shorter.</exception>
    public SynCookies(ReadOnlySpan<byte> secret) => _hash = new TupleHash(secret);

    /// <summary>Sizes common on the Internet: the least that is believed, the default, IPv6's least, tunnels, DSL, Ethernet, jumbo frames.</summary>
    private static ReadOnlySpan<ushort> MssTable => [Agreement.MinimumSendMss, Agreement.DefaultSendMss, 1220, 1300, 1400, 1440, 1460, 8960];

    /// <summary>The sequence number of a SYN-ACK that needs no memory.</summary>
    /// <param name="tuple">The connection.</param>
    /// <param name="syn">The SYN to answer.</param>
    /// <param name="offer">What this side offers; its InitialSequence is not used.</param>
    /// <param name="now">The time.</param>
    /// <param name="options">The options of the SYN-ACK.</param>
    public SequenceNumber Make(in FourTuple tuple, in TcpSegment syn, in HandshakeOffer offer, Instant now, out TcpOptions options)
    {
        #region exercise 6.12: answer a SYN without remembering it: time slot, MSS and a keyed hash go into the sequence number
        throw new NotImplementedException("exercise 6.12");
        #endregion
    }

    /// <summary>Whether a segment acknowledges a cookie that was made for its connection at most two slots ago, and what was agreed
    /// then. A segment that answers no SYN-ACK of ours fails, as does one that comes too late.</summary>
    /// <param name="tuple">The connection.</param>
    /// <param name="ack">The third segment of the handshake, or the first with text if that one was lost.</param>
    /// <param name="offer">What this side offers, as it was given to <see cref="Make"/>.</param>
    /// <param name="now">The time.</param>
    /// <param name="agreement">As a handshake would have left it, without a round trip.</param>
    public bool TryRecover(in FourTuple tuple, in TcpSegment ack, in HandshakeOffer offer, Instant now, out Agreement agreement)
    {
        #region exercise 6.13: believe an ACK only if it brings back a cookie that is ours and fresh, and read from it what was agreed
        throw new NotImplementedException("exercise 6.13");
        #endregion
    }

    private static uint Slot(Instant now) => unchecked((uint)(now.Ticks / SlotLength.Ticks));

    private SequenceNumber Bake(in FourTuple tuple, SequenceNumber irs, uint slot, uint index, bool timestamps)
    {
        ulong all = (ulong)irs.Value << 32 | slot << 4 | index << 1 | (timestamps ? 1u : 0u);
        uint hash = _hash.Of(TupleHash.Purpose.Cookie, tuple, all) & HashBits;
        return new SequenceNumber(slot << SlotShift | index << IndexShift | hash);
    }

    /// <summary>Our timestamp, with the agreed options in its low bits. At most 32 ms behind the clock and never ahead of it: a
    /// later segment with an earlier timestamp would be dropped by PAWS.</summary>
    private static uint Hide(in TcpOptions agreed, int peerScale)
    {
        uint hidden = (agreed.WindowScale >= 0 ? (uint)peerScale : NoScale) | (agreed.SackPermitted ? SackBit : 0);
        uint stamp = agreed.TimestampValue & ~OptionBits | hidden;
        return unchecked((int)(stamp - agreed.TimestampValue)) > 0 ? stamp - (OptionBits + 1) : stamp;
    }
}
