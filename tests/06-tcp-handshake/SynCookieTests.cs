using Workbook.Basics;
using Workbook.Demux;
using static Workbook.Tcp.Tests.Wire;

namespace Workbook.Tcp.Tests;

public class SynCookieTests
{
    private static readonly SynCookies Cookies = new(Secret);

    [Fact, Exercise("6.12"), Requirement("RFC4987", "3.6")]
    public void The_same_syn_gets_the_same_cookie_and_any_other_another()
    {
        FourTuple otherPort = Pair with { Remote = Pair.Remote with { Port = 40001 } };
        SequenceNumber[] cookies =
        [
            Make(Pair, Syn(), Start),
            Make(otherPort, Syn(), Start),
            Make(Pair, Segment(TcpFlags.Syn, Irs + 1), Start),
            Make(Pair, Syn(new TcpOptions { MaximumSegmentSize = 1460 }), Start),
            Make(Pair, Syn(Stamps(900, 0)), Start),
            Make(Pair, Syn(), Start + SynCookies.SlotLength),
            new SynCookies([.. Secret.Reverse()]).Make(Pair, Syn(), Offer, Start, out _),
        ];
        cookies.ShouldBeUnique();
        Make(Pair, Syn(), Start).ShouldBe(cookies[0]);
    }

    [Fact, Exercise("6.12")]
    public void A_peer_with_timestamps_keeps_its_options()
    {
        Cookies.Make(Pair, Syn(AllOptions), Offer, Start, out TcpOptions options);
        options.WindowScale.ShouldBe(7);
        options.SackPermitted.ShouldBeTrue();
        options.TimestampEcho.ShouldBe(900u);
        (options.TimestampValue & 31).ShouldBe(16u | 3);
    }

    [Theory, Exercise("6.12")]
    [InlineData(-1, false, 15u)]
    [InlineData(0, false, 0u)]
    [InlineData(14, false, 14u)]
    [InlineData(-1, true, 31u)]
    public void The_low_bits_of_the_timestamp_hold_the_peers_scale_and_sack(int scale, bool sack, uint bits)
    {
        TcpOptions asked = Stamps(900, 0) with { WindowScale = scale, SackPermitted = sack };
        Cookies.Make(Pair, Syn(asked), Offer, Start, out TcpOptions options);
        (options.TimestampValue & 31).ShouldBe(bits);
    }

    [Fact, Exercise("6.12")]
    public void A_peer_without_timestamps_is_offered_nothing_that_could_not_be_remembered()
    {
        Cookies.Make(Pair, Syn(AllOptions with { HasTimestamps = false }), Offer, Start, out TcpOptions options);
        options.ShouldBe(new TcpOptions { MaximumSegmentSize = 1460 });
    }

    [Fact, Exercise("6.12")]
    public void The_timestamp_never_runs_ahead_of_the_clock_nor_32_ms_behind() =>
        Gen.Select(Gen.Int[0, 1000], Gen.Int[-1, 14], Gen.Bool, Gen.UInt).Sample((milliseconds, scale, sack, offset) =>
        {
            Instant now = Start + TimeSpan.FromMilliseconds(milliseconds);
            TcpOptions asked = Stamps(900, 0) with { WindowScale = scale, SackPermitted = sack };
            Cookies.Make(Pair, Syn(asked), Offer with { TimestampOffset = offset }, now, out TcpOptions options);
            return unchecked(TimestampClock.TSval(now, offset) - options.TimestampValue) < 32;
        });

    [Fact, Exercise("6.12"), Exercise("6.13"), Requirement("RFC4987", "3.6")]
    public void The_third_segment_brings_back_all_that_was_agreed()
    {
        SequenceNumber iss = Cookies.Make(Pair, Syn(AllOptions), Offer, Start, out TcpOptions options);
        TcpSegment third = Segment(TcpFlags.Ack, Irs + 1, iss.Value + 1, 500, Stamps(950, options.TimestampValue));
        Cookies.TryRecover(Pair, third, Offer, After(0.1), out Agreement agreement).ShouldBeTrue();
        agreement.ShouldBe(new Agreement(
            Iss: iss,
            Irs: new SequenceNumber(Irs),
            SendWindow: 500 << 3,
            WindowSequence: new SequenceNumber(Irs + 1),
            WindowAck: iss + 1,
            SendMss: 1400,
            SendScale: 3,
            ReceiveScale: 7,
            Timestamps: true,
            RecentTimestamp: 950,
            Sack: true,
            RoundTrip: null,
            TimestampOffset: TimestampOffset));
    }

    [Theory, Exercise("6.12"), Exercise("6.13"), Requirement("RFC9293", "MUST-15"), Requirement("RFC9293", "MUST-16")]
    [InlineData(0, 536)]
    [InlineData(1, 88)]
    [InlineData(88, 88)]
    [InlineData(535, 88)]
    [InlineData(536, 536)]
    [InlineData(1459, 1440)]
    [InlineData(1460, 1460)]
    [InlineData(8960, 1460)]
    [InlineData(65535, 1460)]
    public void The_segment_size_comes_back_as_the_next_smaller_one_of_eight(int offered, int recovered)
    {
        SequenceNumber iss = Make(Pair, Syn(new TcpOptions { MaximumSegmentSize = offered }), Start);
        Cookies.TryRecover(Pair, Third(iss), Offer, Start, out Agreement agreement).ShouldBeTrue();
        agreement.SendMss.ShouldBe(recovered);
        (agreement.SendScale, agreement.ReceiveScale, agreement.Sack, agreement.Timestamps).ShouldBe((0, 0, false, false));
    }

    [Theory, Exercise("6.12"), Exercise("6.13"), Requirement("RFC4987", "3.6")]
    [InlineData(0, true)]
    [InlineData(64, true)]
    [InlineData(128, false)]
    [InlineData(192, false)]
    public void A_cookie_of_this_slot_or_the_last_is_fresh(double slotStart, bool fresh)
    {
        // Start lies in the 15th slot of 64 s, that begins at 960 s.
        SequenceNumber iss = Make(Pair, Syn(), Start);
        Instant now = Instant.FromSeconds(960 + slotStart);
        Cookies.TryRecover(Pair, Third(iss), Offer, now, out _).ShouldBe(fresh);
        Cookies.TryRecover(Pair, Third(iss), Offer, now + SynCookies.SlotLength - Tick, out _).ShouldBe(fresh);
    }

    [Fact, Exercise("6.12"), Exercise("6.13")]
    public void A_cookie_does_not_come_to_life_again_when_the_slot_numbers_repeat()
    {
        SequenceNumber iss = Make(Pair, Syn(), Start);
        Cookies.TryRecover(Pair, Third(iss), Offer, Start + 8 * SynCookies.SlotLength, out _).ShouldBeFalse();
    }

    [Fact, Exercise("6.12"), Exercise("6.13"), Requirement("RFC4987", "3.6")]
    public void Nobody_elses_acknowledgment_brings_it_back()
    {
        SequenceNumber iss = Make(Pair, Syn(), Start);
        FourTuple otherPort = Pair with { Remote = Pair.Remote with { Port = 40001 } };
        Cookies.TryRecover(otherPort, Third(iss), Offer, Start, out _).ShouldBeFalse();
        Cookies.TryRecover(Pair, Segment(TcpFlags.Ack, Irs + 2, iss.Value + 1), Offer, Start, out _).ShouldBeFalse();
        Cookies.TryRecover(Pair, Segment(TcpFlags.Ack, Irs + 1, iss.Value + 1, options: Stamps(1, 2)), Offer, Start, out _).ShouldBeFalse();
        Cookies.TryRecover(Pair, Third(iss), Offer, Start, out _).ShouldBeTrue();
    }

    [Theory, Exercise("6.12"), Exercise("6.13")]
    [InlineData(TcpFlags.Ack, true)]
    [InlineData(TcpFlags.Ack | TcpFlags.Psh | TcpFlags.Fin, true)]
    [InlineData(TcpFlags.Ack | TcpFlags.Syn, false)]
    [InlineData(TcpFlags.Ack | TcpFlags.Rst, false)]
    [InlineData(TcpFlags.None, false)]
    public void Only_an_acknowledgment_brings_it_back(TcpFlags flags, bool recovered)
    {
        SequenceNumber iss = Make(Pair, Syn(), Start);
        Cookies.TryRecover(Pair, Segment(flags, Irs + 1, iss.Value + 1), Offer, Start, out _).ShouldBe(recovered);
    }

    [Fact, Exercise("6.13"), Requirement("RFC4987", "3.6")]
    public void Guessed_cookies_are_rejected() => Gen.UInt.Sample(guess =>
        !Cookies.TryRecover(Pair, Segment(TcpFlags.Ack, Irs + 1, guess), Offer, Start, out _));

    private static SequenceNumber Make(FourTuple tuple, TcpSegment syn, Instant now) => Cookies.Make(tuple, syn, Offer, now, out _);

    private static TcpSegment Third(SequenceNumber iss) => Segment(TcpFlags.Ack, Irs + 1, iss.Value + 1);
}
