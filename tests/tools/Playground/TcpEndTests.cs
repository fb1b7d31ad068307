using Workbook.Demux;
using Workbook.Playground;
using Workbook.Tcp;

namespace Workbook.Tools.Tests.Playground;

public class TcpEndTests
{
    private static (World World, Call Call) Connected(Action<TcpEnd>? answer = null, TcpSettings? server = null)
    {
        var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        Call call = world.Call(alice, bob, server: server, answer: answer);
        world.RunFor(100.Milliseconds());
        return (world, call);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void What_is_said_before_the_call_is_answered_waits()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        Call call = world.Call(alice, bob);
        call.Client.Send("one ").Send("two");
        Should.Throw<InvalidOperationException>(() => call.Server).Message.ShouldContain("bob has not accepted");
        world.RunFor(1.Seconds());
        call.Server.Text.ShouldBe("one two");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void More_than_the_buffer_holds_is_sent_in_the_end()
    {
        var (world, call) = Connected();
        call.Client.Send(5_000_000).Send("end").Finish();
        world.RunUntil(() => call.Server.HasHeardAll);
        call.Server.Received.ShouldBe(5_000_003);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Who_does_not_read_closes_the_window()
    {
        var (world, call) = Connected(end => end.StopReading(), new TcpSettings { Transfer = new() { ReceiveBufferLimit = 6_000 } });
        call.Client.Send(10_000);
        world.RunFor(1.Seconds());
        call.Server.Received.ShouldBe(0);
        call.Client.Info.SendWindow.ShouldBe(0u);
        call.Server.Read(100);
        call.Server.Received.ShouldBe(100);
        call.Server.Read();
        world.RunFor(2.Seconds());
        call.Server.Received.ShouldBe(10_000);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_half_close_leaves_the_other_direction_open()
    {
        var (world, call) = Connected(end => end.ClosesBack = false);
        call.Client.Send("?").Finish();
        world.RunFor(1.Seconds());
        call.Server.State.ShouldBe(TcpState.CloseWait);
        call.Server.Send("!").Close();
        world.RunFor(1.Seconds());
        call.Client.Text.ShouldBe("!");
        call.Client.State.ShouldBe(TcpState.TimeWait);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void An_abort_is_a_reset()
    {
        var (world, call) = Connected();
        call.Client.Abort();
        world.RunFor(1.Seconds());
        call.Server.Failure.ShouldBe(SocketFailure.ConnectionReset);
        world.Frames[^1].Has(TcpFlags.Rst).ShouldBeTrue();
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_dead_peer_is_found_out_by_asking()
    {
        var (world, call) = Connected();
        call.Server.KeepAlive(new KeepAliveOptions(10.Seconds(), 1.Seconds(), 2));
        world.Wire.IsCut = true;
        world.RunFor(13.Seconds());
        call.Server.Failure.ShouldBe(SocketFailure.TimedOut);
        world.Frames.First(frame => frame.Fate == "lost").Brief.ShouldStartWith("seq 0");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Who_is_not_accepted_stays_in_the_queue()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        TcpPort port = bob.Listen(80, backlog: 1, accepts: false);
        TcpEnd[] callers = [alice.Connect(bob.At(80)), alice.Connect(bob.At(80))];
        world.RunFor(500.Milliseconds());
        port.Accepted.ShouldBeEmpty();
        callers.ShouldAllBe(caller => caller.State == TcpState.Established);
        bob.Connections.Select(track => track.State).ShouldBe([TcpState.Established, TcpState.SynReceived]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Samples_show_what_is_there_after_the_application_has_read()
    {
        var (world, call) = Connected();
        call.Client.Send(30_000);
        world.RunFor(1.Seconds());
        call.Server.Track.Samples.ShouldAllBe(sample => sample.Info.Unread == 0);
        call.Client.Track.Samples.Select(sample => sample.At).ShouldBeInOrder();
        call.Client.Track.Samples[^1].Info.SendUnacknowledged.ShouldBe(call.Client.Info.SendNext);
    }
}
