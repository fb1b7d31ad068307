namespace Workbook.Tcp.Close.Tests;

public class TeardownTests
{
    [Theory, Exercise("8.1")]
    [InlineData(TcpState.SynReceived, TcpState.FinWait1)]
    [InlineData(TcpState.Established, TcpState.FinWait1)]
    [InlineData(TcpState.CloseWait, TcpState.LastAck)]
    [InlineData(TcpState.FinWait1, TcpState.FinWait1)]
    [InlineData(TcpState.FinWait2, TcpState.FinWait2)]
    [InlineData(TcpState.Closing, TcpState.Closing)]
    [InlineData(TcpState.LastAck, TcpState.LastAck)]
    [InlineData(TcpState.TimeWait, TcpState.TimeWait)]
    public void Closing_waits_for_the_acknowledgment_of_our_fin(TcpState before, TcpState after) =>
        Teardown.Next(before, TeardownEvent.Close).ShouldBe(after);

    [Theory, Exercise("8.2")]
    [InlineData(TcpState.SynReceived, TcpState.CloseWait)]
    [InlineData(TcpState.Established, TcpState.CloseWait)]
    [InlineData(TcpState.FinWait1, TcpState.Closing)]
    [InlineData(TcpState.FinWait2, TcpState.TimeWait)]
    [InlineData(TcpState.CloseWait, TcpState.CloseWait)]
    [InlineData(TcpState.Closing, TcpState.Closing)]
    [InlineData(TcpState.LastAck, TcpState.LastAck)]
    [InlineData(TcpState.TimeWait, TcpState.TimeWait)]
    public void The_peers_fin_leaves_our_side_open_until_we_close_it(TcpState before, TcpState after) =>
        Teardown.Next(before, TeardownEvent.FinReceived).ShouldBe(after);

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
    [InlineData(0, true, false, 0, false)]
    [InlineData(1, true, false, 0, true)]
    [InlineData(1, false, false, 0, false)]
    [InlineData(0, true, false, 1, true)]
    [InlineData(0, true, true, 1, false)]
    [InlineData(0, false, false, 1, false)]
    public void A_close_that_loses_data_is_an_abort(int unread, bool both, bool peerFinished, int arriving, bool abort) =>
        Teardown.MustAbort(unread, both, peerFinished, arriving).ShouldBe(abort);
}
