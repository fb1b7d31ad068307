namespace Workbook.Tools.Tests.Harness;

/// <summary>The messages that learners read, word for word.</summary>
public class FailureStoryTests
{
    private const string Script = """
        ! listen
        < S  0:1(0)           win 1000   # the peer opens
        #rfc RFC 9293 section 3.10.7.2
        > S. 100:101(0) ack 1 win 500
        < .  1:1(0) ack 101   win 1000
        = Established
        """;

    private static readonly ScriptOptions Options = ScriptOptions.Absolute with { Exercise = "6.2" };

    private static readonly WireSegment SynAck =
        Puppet.Segment with { Flags = WireSegment.Syn | WireSegment.Ack, Sequence = 100, Acknowledgment = 0 };

    [Fact]
    public void A_wrong_answer_is_shown_field_by_field() => Fails(new Puppet().On("arrival 1", SynAck)).ShouldBe("""
        line 4, '> S. 100:101(0) ack 1 win 500': acknowledgment is 1 too low: a SYN counts as one

           0.000000s  ok    ! listen
           0.000000s  ok    < S  0:1(0)           win 1000   # the peer opens
           0.000000s  HERE  > S. 100:101(0) ack 1 win 500
                                              expected  actual
                              flags           S.        S.
                              sequence        100       100
                              length          0         0
                              acknowledgment  1         0       <-- differs
                              window          500       500
                              options         any       none
                            < .  1:1(0) ack 101   win 1000
                            = Established

        why:      acknowledgment is 1 too low: a SYN counts as one
        rule:     RFC 9293 section 3.10.7.2
        stuck:    ./wb hint 6.2
        """);

    [Fact]
    public void A_missing_answer_says_so() => Fails(new Puppet()).ShouldBe("""
        line 4, '> S. 100:101(0) ack 1 win 500': nothing was sent, not even within 1 s from then

           0.000000s  ok    ! listen
           0.000000s  ok    < S  0:1(0)           win 1000   # the peer opens
           0.000000s  HERE  > S. 100:101(0) ack 1 win 500
                            < .  1:1(0) ack 101   win 1000
                            = Established

        why:      nothing was sent, not even within 1 s from then
        rule:     RFC 9293 section 3.10.7.2
        stuck:    ./wb hint 6.2
        """);

    [Fact]
    public void A_segment_too_many_is_shown_with_what_left_after_it() =>
        Fails(new Puppet().On("arrival 1", SynAck with { Acknowledgment = 1 }).On("arrival 1", SynAck).On("arrival 1", Puppet.Segment)).ShouldBe("""
            line 5, '< .  1:1(0) ack 101   win 1000': a segment left before this step that no step expects: S. 100:100(0) ack 0 win 500

               0.000000s  ok    ! listen
               0.000000s  ok    < S  0:1(0)           win 1000   # the peer opens
               0.000000s  ok    > S. 100:101(0) ack 1 win 500
               0.000000s  HERE  < .  1:1(0) ack 101   win 1000
                                = Established

            left too:  0.000000s  . 0:0(0) ack 0 win 500

            why:      a segment left before this step that no step expects: S. 100:100(0) ack 0 win 500
            rule:     RFC 9293 section 3.10.7.2
            stuck:    ./wb hint 6.2
            """);

    [Fact]
    public void A_state_is_shown_with_what_it_should_be() => Fails(new Puppet().On("arrival 1", SynAck with { Acknowledgment = 1 })).ShouldBe("""
        line 6, '= Established': state is Listen instead of Established

           0.000000s  ok    ! listen
           0.000000s  ok    < S  0:1(0)           win 1000   # the peer opens
           0.000000s  ok    > S. 100:101(0) ack 1 win 500
           0.000000s  ok    < .  1:1(0) ack 101   win 1000
           0.000000s  HERE  = Established

        why:      state is Listen instead of Established
        rule:     RFC 9293 section 3.10.7.2
        stuck:    ./wb hint 6.2
        """);

    [Fact]
    public void A_hole_is_reported_as_waiting()
    {
        var hole = new Puppet { OnAct = _ => throw new NotImplementedException("exercise 6.2") };
        var exception = Should.Throw<ScriptFailedException>(() => TcpScript.Run(Script, hole, Options));
        exception.InnerException.ShouldBeOfType<NotImplementedException>();
        exception.Message.ShouldBe("""
            line 1, '! listen': exercise 6.2 is waiting

               0.000000s  HERE  ! listen
                                < S  0:1(0)           win 1000   # the peer opens
                                > S. 100:101(0) ack 1 win 500
                                < .  1:1(0) ack 101   win 1000
                                = Established

            why:      exercise 6.2 is waiting
            stuck:    ./wb hint 6.2
            """);
    }

    [Fact]
    public void The_hint_to_a_hole_is_that_holes_own() =>
        Fails(new Puppet { OnAct = _ => throw new NotImplementedException("exercise 0.3") }).ShouldEndWith("stuck:    ./wb hint 0.3");

    [Fact]
    public void Anything_else_that_is_thrown_keeps_its_name()
    {
        var broken = new Puppet { OnAct = _ => throw new InvalidOperationException("no such thing") };
        Fails(broken).ShouldStartWith("line 1, '! listen': InvalidOperationException: no such thing\n");
    }

    [Fact]
    public void Without_a_hole_the_words_by_which_one_is_known_do_not_appear() =>
        Fails(new Puppet()).ShouldNotContain("exercise 6.2");

    [Fact]
    public void The_packets_lie_in_a_capture()
    {
        string path = FullMessage(new Puppet().On("arrival 1", SynAck)).Split("packets:  ")[1].Trim();
        byte[] capture = File.ReadAllBytes(path);
        capture.Length.ShouldBe(24 + 2 * (16 + 40));
        capture[..4].ShouldBe(Hex.Parse("a1b23c4d"));
        capture[20..24].ShouldBe(Hex.Parse("00000065"));
    }

    private static string FullMessage(IScriptTarget target) =>
        Should.Throw<ScriptFailedException>(() => TcpScript.Run(Script, target, Options)).Message;

    /// <summary>The message without the line that names the capture, which differs from machine to machine.</summary>
    private static string Fails(IScriptTarget target) => FullMessage(target).Split("\npackets:")[0];
}
