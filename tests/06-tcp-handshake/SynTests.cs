using static Workbook.Tcp.Tests.Wire;

namespace Workbook.Tcp.Tests;

/// <summary>What a SYN and a SYN-ACK say: code that is given.</summary>
public class SynTests
{
    [Fact, Requirement("RFC9293", "SHLD-5"), Requirement("RFC9293", "MAY-3"), Requirement("RFC9293", "MUST-67"), Requirement("RFC6691", "2")]
    public void A_syn_offers_everything()
    {
        var client = Handshake.Connect(Offer, Start);
        TcpSegment syn = Take(client, Start);
        syn.Header.Flags.ShouldBe(TcpFlags.Syn);
        syn.Sequence.ShouldBe(new SequenceNumber(Iss));
        syn.Acknowledgment.ShouldBe(new SequenceNumber(0));
        syn.Header.Window.ShouldBe((ushort)20_000);
        syn.Options.ShouldBe(new TcpOptions
        {
            MaximumSegmentSize = 1460,
            WindowScale = 7,
            SackPermitted = true,
            HasTimestamps = true,
            TimestampValue = 1_005_000,
        });
        TryTake(client, Start, out _).ShouldBeFalse();
    }

    [Theory, Requirement("RFC7323", "2.3")]
    [InlineData(65_535u, 65_535)]
    [InlineData(65_536u, 65_535)]
    [InlineData(4_000_000u, 65_535)]
    [InlineData(1_000u, 1_000)]
    public void The_window_of_a_syn_is_not_scaled_and_says_65535_at_most(uint window, int field) =>
        Take(Handshake.Connect(Offer with { ReceiveWindow = window }, Start), Start).Header.Window.ShouldBe((ushort)field);

    [Fact, Requirement("RFC7323", "2.2"), Requirement("RFC2018", "2")]
    public void A_syn_ack_offers_only_what_the_syn_did()
    {
        Offer.SynOptions(new TcpOptions { WindowScale = 0 }, 5).ShouldBe(new TcpOptions { MaximumSegmentSize = 1460, WindowScale = 7 });
        Offer.SynOptions(new TcpOptions { SackPermitted = true }, 5).ShouldBe(new TcpOptions { MaximumSegmentSize = 1460, SackPermitted = true });
        Offer.SynOptions(Stamps(900, 0), 5).ShouldBe(
            new TcpOptions { MaximumSegmentSize = 1460, HasTimestamps = true, TimestampValue = 5, TimestampEcho = 900 });
        Plain.SynOptions(AllOptions, 5).ShouldBe(new TcpOptions { MaximumSegmentSize = 1460 });
    }
}
