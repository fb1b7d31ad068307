using Workbook.Basics;

namespace Workbook.Tools.Tests.Harness;

public class TcpScriptTests
{
    private static readonly WireSegment Segment = Puppet.Segment;
    private static readonly WireSegment SynAck = Segment with { Flags = WireSegment.Syn | WireSegment.Ack, Sequence = 7_000, Acknowledgment = 1_000_001 };
    private static readonly WireSegment FirstData = Segment with { Sequence = 7_001, Acknowledgment = 1_000_001, Payload = Pattern.Bytes(0, 10) };

    private const string Opening = """
        < S 0:0(0) win 1000
        > S. 0:0(0) ack 1
        < . 1:1(0) ack 1
        """;

    private static Puppet Server() => new Puppet().On("arrival 1", SynAck);

    [Fact]
    public void A_script_that_says_what_happens_passes()
    {
        Puppet server = Server().On("write 10", FirstData with { Flags = WireSegment.Psh | WireSegment.Ack }, after: 0.2);
        TcpScript.Run($"""
            ! listen
            {Opening}
            = Listen              # a puppet stays where it is
            = cwnd 14600
            ! write 10
            +0.2 > P. 1:11(10) ack 1 win 500 <>
            +3
            """, server);
    }

    [Fact]
    public void What_arrives_is_what_the_script_says()
    {
        Puppet puppet = Server();
        TcpScript.Run($"""
            < S 0:0(0) win 1000 <mss 1460, sackOK, TS val 7 ecr 0, nop, wscale 7>
            > S. 0:0(0) ack 1
            < PU. 1:5(4) ack 1 win 9 urg 3 <nop, nop, sack 1:5 9:12> ipoptions 94040000 port 41000
            """, puppet);
        WireSegment syn = puppet.Arrived[0], data = puppet.Arrived[1];
        syn.Fault.ShouldBeNull();
        (syn.Sequence, syn.Window, syn.Options.Count).ShouldBe((1_000_000u, (ushort)1000, 5));
        data.Fault.ShouldBeNull();
        (data.Sequence, data.Acknowledgment, data.UrgentPointer, data.SourcePort).ShouldBe((1_000_001u, 7_001u, (ushort)3, (ushort)41_000));
        data.Payload.ShouldBe(Pattern.Bytes(0, 4));
        data.Options[2].Data.ShouldBe(Hex.Parse("00001b59 00001b5d 00001b61 00001b64"));
    }

    [Fact]
    public void A_bad_checksum_can_be_asked_for()
    {
        var puppet = new Puppet();
        TcpScript.Run("< S 0:0(0) badsum", puppet);
        puppet.Arrived[0].Fault.ShouldBe("the TCP checksum is wrong");
    }

    [Fact]
    public void The_end_may_count_syn_and_fin_or_not()
    {
        TcpScript.Run("< S 0:1(0)\n> S. 0:1(0) ack 1\n< F. 1:2(0) ack 1", Server());
        TcpScript.Run("< S 0:0(0)\n> S. 0:0(0) ack 1\n< F. 1:1(0) ack 1", Server());
        Should.Throw<FormatException>(() => TcpScript.Run("< S 0:2(0)", Server()))
            .Message.ShouldBe("script line 1, '< S 0:2(0)': 0 octets after 0 end at 0 (1 if SYN and FIN are counted), not 2");
    }

    [Fact]
    public void Absolute_numbers_are_those_on_the_wire() => TcpScript.Run("""
        < S 500:501(0)
        > S. 7000:7001(0) ack 501
        < . 501:501(0) ack 7001
        ! write
        > . 7001:7011(10)
        """, new Puppet().On("arrival 1", SynAck with { Acknowledgment = 501 }).On("write", FirstData), ScriptOptions.Absolute);

    [Fact]
    public void A_sequence_number_may_wrap_within_a_script() => TcpScript.Run("""
        ! go
        > . 1:11(10) ack -5
        """, new Puppet().On("go", FirstData with { Sequence = 0, Acknowledgment = 999_995 }), new() { LocalIss = 0xFFFF_FFFF });

    [Theory]
    [InlineData("mss 1460, sackOK, TS val 0 ecr 0, wscale 7")]
    [InlineData("mss 1460, sackOK, TS val 100 ecr 0, nop, wscale 7")]
    [InlineData("mss *, ..., wscale *")]
    [InlineData("TS *, ...")]
    [InlineData("...")]
    public void Options_may_be_stated_in_full_or_in_part(string options) =>
        TcpScript.Run($"! go\n> S 0:0(0) <{options}>", WithOptions());

    [Theory]
    [InlineData("mss 1460, ...", "option 'mss 1400' should be 'mss 1460'", 1400)]
    [InlineData("mss 1460, wscale 7, nop", "option 'sackOK' should not be there", 1460)]
    [InlineData("sackOK, mss 1460, ...", "the options stand in another order", 1460)]
    [InlineData("sack *, ...", "option 'sack *' is missing", 1460)]
    public void Options_that_differ_are_named(string options, string why, int mss) =>
        Fails($"! go\n> S 0:0(0) <{options}>", WithOptions(mss)).ShouldContain(why);

    private static Puppet WithOptions(int mss = 1460) => new Puppet().On("go", Segment with
    {
        Flags = WireSegment.Syn,
        Sequence = 9,
        Options =
        [
            new(WireOption.MaximumSegmentSize, [(byte)(mss >> 8), (byte)mss]), new(WireOption.SackPermitted, []),
            new(WireOption.Timestamps, [0x12, 0x34, 0x56, 0x78, 0, 0, 0, 0]), new(WireOption.NoOperation, []), new(WireOption.WindowScale, [7]),
        ],
    });

    [Fact]
    public void Both_sides_of_a_deadline_can_be_told_apart()
    {
        Puppet Late(double after) => Server().On("write", FirstData, after);
        TcpScript.Run(Opening + "\n! write\n+0.1999999\n+0.0000001 > . 1:11(10)", Late(0.2));
        TcpScript.Run(Opening + "\n! write\n+0.1~0.3 > . 1:11(10)", Late(0.2));
        TcpScript.Run(Opening + "\n! write\n* > . 1:11(10)", Late(0.2));
        Fails(Opening + "\n! write\n+0.2 > . 1:11(10)", Late(0.1)).ShouldContain("it left 0.1 s after the step before instead of 0.2 s: too early");
        Fails(Opening + "\n! write\n+0.2 > . 1:11(10)", Late(0.25)).ShouldContain("nothing was sent within 0.2 s; something leaves 0.05 s later");
        Fails(Opening + "\n! write\n> . 1:11(10)", Late(0.25)).ShouldContain("nothing was sent; something leaves 0.25 s later");
        Fails(Opening + "\n! write\n> . 1:11(10)", Server()).ShouldContain("nothing was sent, not even within 1 s from then");
    }

    [Theory]
    [InlineData("+1", "a segment left at 0.200000s that no step expects: . 1:11(10) ack 1 win 500")]
    [InlineData("+0.2", "after the last line: a segment left when the script ended that no step expects")]
    [InlineData("+0.2\n< . 1:1(0) ack 11", "a segment left before this step that no step expects")]
    public void Whatever_no_step_expects_fails(string rest, string why) =>
        Fails($"{Opening}\n! write\n{rest}", Server().On("write", FirstData, 0.2)).ShouldContain(why);

    [Fact]
    public void Every_byte_is_compared()
    {
        byte[] wrong = Pattern.Bytes(0, 30);
        wrong[29] ^= 1;
        Fails(Opening + "\n! write\n> . 1:31(30)", Server().On("write", FirstData with { Payload = wrong })).ShouldContain("byte 29 of the stream is");
        Fails(Opening + "\n! write\n> . 1:31(30)", Server().On("write", FirstData with { Payload = Pattern.Bytes(536, 30) }))
            .ShouldContain(": what stands there belongs at 536");
    }

    [Theory]
    [InlineData(10, "the IP header checksum is wrong")]
    [InlineData(32, "the TCP data offset 4 is impossible")]
    [InlineData(36, "the TCP checksum is wrong")]
    public void Datagrams_that_nobody_would_accept_are_named(int octet, string why) => Fails(Opening, new Puppet
    {
        Encode = segment =>
        {
            byte[] datagram = segment.Encode();
            datagram[octet] ^= 0x10;
            return datagram;
        },
    }.On("arrival 1", SynAck)).ShouldContain(why);

    [Fact]
    public void Octets_after_the_total_length_are_noticed() =>
        Fails(Opening, new Puppet { Encode = segment => [.. segment.Encode(), 0] }.On("arrival 1", SynAck))
            .ShouldContain("the IP total length says 40, but 41 octets left");

    [Fact]
    public void The_usual_checksum_mistakes_are_recognised()
    {
        string With(Func<byte[], ushort> checksum) => Fails(Opening, new Puppet
        {
            Encode = segment =>
            {
                byte[] datagram = segment.Encode();
                datagram[36] = datagram[37] = 0;
                ushort sum = checksum(datagram);
                datagram[36] = (byte)(sum >> 8);
                datagram[37] = (byte)sum;
                return datagram;
            },
        }.On("arrival 1", SynAck));
        With(_ => 0).ShouldContain("it has not been filled in");
        With(datagram => IPv4Wire.Checksum(datagram.AsSpan(20))).ShouldContain("the pseudo-header is missing from it");
    }

    [Fact]
    public void A_second_connection_may_begin_anew() => TcpScript.Run("""
        < S 0:0(0)
        > S. 0:0(0) ack 1
        < S 5000:5000(0)
        > S. new ack 5001
        < . 5001:5001(0) ack 1
        """, Server().On("arrival 2", SynAck with { Sequence = 99, Acknowledgment = 1_005_001 }));

    [Theory]
    [InlineData("> X 0:0(0)", "'X' is none of the flags")]
    [InlineData("< . 1:1(0)", "flag '.' and 'ack N' belong together")]
    [InlineData("< S 0:0(0) <mss>", "'mss' is no TCP option")]
    [InlineData("< S 0:0(0) size 3", "a segment has no field called 'size'")]
    [InlineData("listen", "a line begins with")]
    [InlineData("+fast", "a time looks like +0.2")]
    [InlineData("!", "nothing follows '!'")]
    [InlineData("+1~2 ! close", "only '>'")]
    public void A_line_that_cannot_be_read_is_named(string line, string why) =>
        Should.Throw<FormatException>(() => TcpScript.Run("# first\n" + line, new Puppet())).Message.ShouldSatisfyAllConditions(
            message => message.ShouldStartWith($"script line 2, '{line}': "), message => message.ShouldContain(why));

    private static string Fails(string script, IScriptTarget target) =>
        Should.Throw<ScriptFailedException>(() => TcpScript.Run(script, target)).Message;
}
