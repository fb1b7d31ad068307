namespace Workbook.Tcp.Close.Tests;

public class TeardownTests
{
    [Fact, Exercise("8.1")]
    public void Who_closes_first_waits_for_the_acknowledgment_of_the_fin() =>
        Teardown.Next(TcpState.Established, TeardownEvent.Close).ShouldBe(TcpState.FinWait1);

    [Fact, Exercise("8.1")]
    public void Closing_before_the_handshake_is_complete_is_closing_first() =>
        Teardown.Next(TcpState.SynReceived, TeardownEvent.Close).ShouldBe(TcpState.FinWait1);

    [Fact, Exercise("8.1")]
    public void Who_closes_second_waits_for_the_last_acknowledgment() =>
        Teardown.Next(TcpState.CloseWait, TeardownEvent.Close).ShouldBe(TcpState.LastAck);

    [Theory, Exercise("8.1")]
    [InlineData(TcpState.FinWait1)]
    [InlineData(TcpState.FinWait2)]
    [InlineData(TcpState.Closing)]
    [InlineData(TcpState.LastAck)]
    [InlineData(TcpState.TimeWait)]
    public void Closing_twice_changes_nothing(TcpState state) =>
        Teardown.Next(state, TeardownEvent.Close).ShouldBe(state);

    [Theory, Exercise("8.2")]
    [InlineData(TcpState.SynReceived)]
    [InlineData(TcpState.Established)]
    public void The_peers_fin_leaves_our_side_open_until_we_close_it(TcpState state) =>
        Teardown.Next(state, TeardownEvent.FinReceived).ShouldBe(TcpState.CloseWait);

    [Fact, Exercise("8.2")]
    public void The_peers_fin_alone_does_not_acknowledge_ours() =>
        Teardown.Next(TcpState.FinWait1, TeardownEvent.FinReceived).ShouldBe(TcpState.Closing);

    [Fact, Exercise("8.2"), Requirement("RFC9293", "MUST-13")]
    public void Who_closed_first_keeps_the_name_when_all_is_said() =>
        Teardown.Next(TcpState.FinWait2, TeardownEvent.FinReceived).ShouldBe(TcpState.TimeWait);

    [Theory, Exercise("8.2")]
    [InlineData(TcpState.CloseWait)]
    [InlineData(TcpState.Closing)]
    [InlineData(TcpState.LastAck)]
    [InlineData(TcpState.TimeWait)]
    public void A_fin_that_comes_again_changes_nothing(TcpState state) =>
        Teardown.Next(state, TeardownEvent.FinReceived).ShouldBe(state);

    [Theory, Exercise("8.3")]
    [InlineData(TcpState.FinWait1, TcpState.FinWait2)]
    [InlineData(TcpState.Closing, TcpState.TimeWait)]
    [InlineData(TcpState.LastAck, TcpState.Closed)]
    [InlineData(TcpState.FinWait2, TcpState.FinWait2)]
    [InlineData(TcpState.Established, TcpState.Established)]
    [InlineData(TcpState.TimeWait, TcpState.TimeWait)]
    public void The_acknowledgment_of_our_fin_is_what_closing_waits_for(TcpState before, TcpState after) =>
        Teardown.Next(before, TeardownEvent.FinAcknowledged).ShouldBe(after);

    [Theory]
    [InlineData(TcpState.TimeWait, TcpState.Closed)]
    [InlineData(TcpState.FinWait2, TcpState.Closed)]
    [InlineData(TcpState.Established, TcpState.Established)]
    public void Only_two_states_end_by_waiting(TcpState before, TcpState after) =>
        Teardown.Next(before, TeardownEvent.Expired).ShouldBe(after);

    [Theory, Exercise("8.4"), Requirement("RFC9293", "SHLD-3")]
    [InlineData(0, 0, false)]
    [InlineData(1, 0, true)]
    [InlineData(0, 1, true)]
    public void A_close_that_loses_data_is_an_abort(int unread, int arriving, bool abort) =>
        Teardown.MustAbort(unread, bothDirections: true, peerFinished: false, arriving).ShouldBe(abort);

    [Theory, Exercise("8.4")]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void A_half_close_loses_nothing(int unread, int arriving) =>
        Teardown.MustAbort(unread, bothDirections: false, peerFinished: false, arriving).ShouldBeFalse();

    [Fact, Exercise("8.4")]
    public void Text_before_a_FIN_that_was_taken_is_a_repetition_and_no_loss() =>
        Teardown.MustAbort(unreadBytes: 0, bothDirections: true, peerFinished: true, arrivingBytes: 1).ShouldBeFalse();

    [Fact, Exercise("8.4"), Requirement("RFC9293", "SHLD-3")]
    public void Data_unread_is_lost_even_if_the_peer_has_finished() =>
        Teardown.MustAbort(unreadBytes: 1, bothDirections: true, peerFinished: true, arrivingBytes: 0).ShouldBeTrue();
}
