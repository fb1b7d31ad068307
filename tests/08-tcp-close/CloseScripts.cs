using Workbook.Basics;

namespace Workbook.Tcp.Close.Tests;

/// <summary>A connection's end as it looks on the wire, in every order in which two ends can say goodbye.</summary>
public class CloseScripts
{
    private const string Open = """
        ! listen
        < S  0:0(0)              win 1000 <mss 1460>
        > S. 0:0(0) ack 1        <mss 1460>
        < .  1:1(0) ack 1        win 1000
        = Established

        """;

    private readonly TcpTarget _target = new();

    [Fact, Exercise("8.1"), Exercise("8.4"), Requirement("RFC9293", "MUST-61")]
    public void We_close_first_and_wait_for_the_peer() => TcpScript.Run(Open + """
        #rfc RFC 9293 section 3.6
        ! write 100
        > P. 1:101(100) ack 1
        ! shutdown
        > F. 101:101(0) ack 1
        = FinWait1
        """, _target);

    [Fact, Exercise("8.2"), Exercise("8.4")]
    public void The_peer_closes_first_and_we_may_go_on_writing() => TcpScript.Run(Open + """
        #rfc RFC 9293 section 3.6
        < F. 1:1(0) ack 1        win 1000
        > .  1:1(0) ack 2
        = CloseWait
        = end True
        ! write 50
        > P. 1:51(50) ack 2
        < .  2:2(0) ack 51       win 1000
        = CloseWait
        """, _target);

    [Fact, Exercise("8.3"), Exercise("8.4")]
    public void The_last_acknowledgment_frees_the_name_of_the_end_that_closed_second() => TcpScript.Run(Open + """
        < F. 1:1(0) ack 1        win 1000
        > .  1:1(0) ack 2
        ! shutdown
        > F. 1:1(0) ack 2
        = LastAck
        < .  2:2(0) ack 2        win 1000
        = Closed
        = connections 0
        = buffers 0
        """, _target);

    [Fact, Exercise("8.3"), Exercise("8.4")]
    public void A_half_close_leaves_the_other_direction_open() => TcpScript.Run(Open + """
        ! shutdown
        > F. 1:1(0) ack 1
        < .  1:1(0) ack 2        win 1000
        = FinWait2
        < P. 1:301(300) ack 2    win 1000
        +0.04 > . 2:2(0) ack 301
        ! read 300
        < F. 301:301(0) ack 2    win 1000
        > .  2:2(0) ack 302
        = TimeWait
        """, _target);

    [Fact, Exercise("8.3"), Exercise("8.4")]
    public void Two_ends_that_close_at_once_both_wait() => TcpScript.Run(Open + """
        #rfc RFC 9293 section 3.6, figure 13
        ! shutdown
        > F. 1:1(0) ack 1
        < F. 1:1(0) ack 1        win 1000
        > .  2:2(0) ack 2
        = Closing
        < .  2:2(0) ack 2        win 1000
        = TimeWait
        """, _target);

    [Fact, Exercise("8.3"), Exercise("8.4"), Requirement("RFC9293", "MUST-13")]
    public void The_wait_lasts_two_MSL_and_then_the_name_is_free() => TcpScript.Run(Open + """
        ! close
        > F. 1:1(0) ack 1
        < F. 1:1(0) ack 2        win 1000
        > .  2:2(0) ack 2
        = TimeWait
        +59.999
        = TimeWait
        +0.001
        = Closed
        = connections 0
        """, _target);

    [Fact, Exercise("8.5"), Exercise("8.6"), Exercise("8.9")]
    public void A_peer_that_missed_our_last_ACK_gets_it_again() => TcpScript.Run(Open + """
        ! shutdown
        > F. 1:1(0) ack 1
        < F. 1:1(0) ack 2        win 1000
        > .  2:2(0) ack 2
        +30 < F. 1:1(0) ack 2    win 1000
        > .  2:2(0) ack 2
        +59.999
        = TimeWait
        +0.001
        = Closed
        """, _target);

    [Fact, Exercise("8.6"), Requirement("RFC9293", "MAY-2")]
    public void A_new_SYN_may_take_the_name_over_from_TIME_WAIT() => TcpScript.Run(Open + """
        ! shutdown
        > F. 1:1(0) ack 1
        < F. 1:1(0) ack 2        win 1000
        > .  2:2(0) ack 2
        < S  5000:5000(0)        win 1000 <mss 1460>
        > S. new:new(0) ack 5001 <mss 1460>
        = connections 1
        """, _target);

    [Fact, Exercise("8.4"), Exercise("8.8"), Requirement("RFC9293", "SHLD-3")]
    public void Closing_with_data_unread_is_an_abort() => TcpScript.Run(Open + """
        < P. 1:101(100) ack 1    win 1000
        ! close
        > R. 1:1(0) ack 101
        = Closed
        = connections 0
        = buffers 0
        """, _target);

    [Fact, Exercise("8.4"), Exercise("8.8")]
    public void Data_for_nobody_is_answered_with_a_reset() => TcpScript.Run(Open + """
        ! close
        > F. 1:1(0) ack 1
        < .  1:1(0) ack 2        win 1000
        < P. 1:101(100) ack 2    win 1000
        > R. 2:2(0) ack 1
        = Closed
        """, _target);

    [Fact, Exercise("8.7"), Requirement("RFC5961", "3.2"), Requirement("RFC9293", "SHLD-2")]
    public void A_genuine_reset_ends_it_even_with_data_in_it() => TcpScript.Run(Open + """
        < R  1:11(10)            win 0
        = Closed
        = failure ConnectionReset
        """, _target);

    [Fact, Exercise("8.7")]
    public void What_was_acknowledged_before_a_reset_can_still_be_read_and_is_given_back_then() => TcpScript.Run(Open + """
        < P. 1:11(10) ack 1      win 1000
        < .  21:31(10) ack 1     win 1000
        > .  1:1(0) ack 11
        < R  11:11(0)            win 0
        = Closed
        = failure ConnectionReset
        = connections 0
        = unread 10
        ! read 4
        = unread 6
        ! read 100
        = unread 0
        = end False
        = buffers 0
        """, _target);

    [Fact, Exercise("8.7")]
    public void What_nobody_will_read_after_a_reset_is_given_back_at_the_reset() => TcpScript.Run(Open + """
        < .  21:31(10) ack 1     win 1000
        > .  1:1(0) ack 1
        < R  1:1(0)              win 0
        = failure ConnectionReset
        = buffers 0
        """, _target);

    [Fact, Exercise("8.4"), Exercise("8.7")]
    public void Closing_after_a_reset_gives_up_what_is_unread_and_says_nothing() => TcpScript.Run(Open + """
        < P. 1:11(10) ack 1      win 1000
        < R  11:11(0)            win 0
        = unread 10
        ! close
        = failure ConnectionReset
        = unread 0
        = buffers 0
        """, _target);

    [Fact, Exercise("8.7")]
    public void An_abort_after_a_reset_gives_up_what_is_unread_and_says_nothing() => TcpScript.Run(Open + """
        < P. 1:11(10) ack 1      win 1000
        < R  11:11(0)            win 0
        = unread 10
        ! abort
        = failure ConnectionReset
        = unread 0
        = buffers 0
        """, _target);

    [Fact, Exercise("8.4")]
    public void Closing_after_the_end_gives_up_what_is_unread() => TcpScript.Run(Open + """
        < FP. 1:11(10) ack 1     win 1000
        > .  1:1(0) ack 12
        ! shutdown
        > F. 1:1(0) ack 12
        < .  12:12(0) ack 2      win 1000
        = Closed
        = unread 10
        ! close
        = failure None
        = buffers 0
        """, _target);

    [Fact, Exercise("8.7"), Exercise("8.9"), Requirement("RFC5961", "3.2")]
    public void A_reset_elsewhere_in_the_window_is_challenged() => TcpScript.Run(Open + """
        #rfc RFC 5961 section 3.2
        < R  100:100(0)          win 0
        > .  1:1(0) ack 1
        = Established
        < R  4000000:4000000(0)  win 0
        = Established
        """, _target);

    [Fact, Exercise("8.9"), Requirement("RFC5961", "4.2")]
    public void A_SYN_in_an_open_connection_is_challenged_whatever_its_number() => TcpScript.Run(Open + """
        #rfc RFC 5961 section 4.2
        < S  5:5(0)              win 1000
        > .  1:1(0) ack 1
        < S  4000000:4000000(0)  win 1000
        > .  1:1(0) ack 1
        = Established
        """, _target);

    [Fact, Exercise("8.9"), Requirement("RFC5961", "7")]
    public void The_eleventh_challenge_in_a_second_is_not_sent() => TcpScript.Run(Open
        + string.Concat(Enumerable.Repeat("< S 5:5(0) win 1000\n> . 1:1(0) ack 1\n", 10)) + """
        < S  5:5(0)              win 1000
        +1 < S 5:5(0)            win 1000
        > .  1:1(0) ack 1
        """, _target);

    [Fact, Exercise("8.8"), Requirement("RFC9293", "MUST-12")]
    public void An_abort_tells_the_peer() => TcpScript.Run(Open + """
        ! write 100
        > P. 1:101(100) ack 1
        ! abort
        > R. 101:101(0) ack 1
        = Closed
        = failure Aborted
        """, _target);

    [Fact, Exercise("8.1"), Exercise("8.4")]
    public void Nothing_written_before_the_close_is_lost() => TcpScript.Run(Open + """
        ! write 2000
        > .  1:1001(1000) ack 1
        ! shutdown
        < .  1:1(0) ack 1001     win 2000
        > FP. 1001:2001(1000) ack 1
        = FinWait1
        """, _target);

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Closing_in_SYN_SENT_simply_forgets() => TcpScript.Run("""
        ! connect
        > S  0:0(0)              <mss 1460, ...>
        ! shutdown
        = Closed
        = connections 0
        """, _target);

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_RST_in_SYN_SENT_is_a_refusal_and_the_name_is_free_again() => TcpScript.Run("""
        ! connect
        > S  0:0(0)              <mss 1460, ...>
        < R. 0:0(0) ack 1        win 0
        = Closed
        = failure ConnectionRefused
        = connections 0
        """, _target);

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_RST_in_SYN_RECEIVED_leaves_nothing_behind() => TcpScript.Run("""
        ! listen
        < S  0:0(0)              win 1000 <mss 1460>
        > S. 0:0(0) ack 1        <mss 1460>
        = connections 1
        < R  1:1(0)              win 0
        = connections 0
        """, _target);

    [Fact, Exercise("8.10"), Requirement("RFC9293", "MUST-24"), Requirement("RFC9293", "MUST-26"), Requirement("RFC9293", "SHLD-12")]
    public void A_dead_peer_is_probed_and_then_given_up() => TcpScript.Run(Open + """
        ! keepalive 100
        +100 > . 0:0(0) ack 1
        < .  1:1(0) ack 1        win 1000
        +100 > . 0:0(0) ack 1
        +10  > . 0:0(0) ack 1
        +10  > . 0:0(0) ack 1
        +10  > R. 1:1(0) ack 1
        = Closed
        = failure TimedOut
        """, _target);

    [Fact, Exercise(ExerciseAttribute.Any), Requirement("RFC9293", "MUST-25")]
    public void Without_keep_alive_an_idle_connection_is_silent() => TcpScript.Run(Open + """
        +10800
        = Established
        """, _target);

    [Fact, Exercise("8.3"), Exercise("8.4")]
    public void FIN_WAIT_2_with_nobody_left_to_read_has_an_end() => TcpScript.Run(Open + """
        ! close
        > F. 1:1(0) ack 1
        < .  1:1(0) ack 2        win 1000
        = FinWait2
        +59.999
        = FinWait2
        +0.001
        = Closed
        = connections 0
        """, _target);
}
