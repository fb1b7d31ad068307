using Workbook.Basics;

namespace Workbook.Tcp.Close.Tests;

/// <summary>What a tool sees that watches a layer.</summary>
[Exercise(ExerciseAttribute.Any)]
public class ObservationTests
{
    /// <summary>Where the scripts' peer begins to count.</summary>
    private const uint PeerBegins = 1_000_000;

    private const string OpenAndClose = """
        ! listen
        < S  0:0(0)              win 1000 <mss 1460>
        > S. 0:0(0) ack 1        <mss 1460>
        < .  1:1(0) ack 1        win 1000
        ! shutdown
        > F. 1:1(0) ack 1
        < F. 1:1(0) ack 2        win 1000
        > .  2:2(0) ack 2
        = TimeWait
        """;

    private readonly TcpTarget _target = new();

    [Fact]
    public void Every_state_is_told_of_also_one_that_a_single_segment_passes_through()
    {
        List<TcpState> states = [];
        _target.Layer.StateChanged = connection => states.Add(connection.State);
        TcpScript.Run(OpenAndClose, _target);
        states.ShouldBe([TcpState.SynReceived, TcpState.Established, TcpState.FinWait1, TcpState.FinWait2, TcpState.TimeWait]);
    }

    [Fact]
    public void The_numbers_and_the_clock_of_TIME_WAIT_are_in_the_snapshot()
    {
        TcpScript.Run(OpenAndClose, _target);
        TcpInfo info = _target.Connection!.Info;
        // SYN and FIN have taken a number each.
        info.SendUnacknowledged.ShouldBe(info.SendNext);
        info.ReceiveNext.ShouldBe(new SequenceNumber(PeerBegins + 2));
        (info.ClockEnds - Instant.Zero).ShouldBe(TcpSettings.Default.TwiceMsl, TimeSpan.FromSeconds(1));
    }
}
