using Workbook.Playground;
using Workbook.Playground.Traffic;
using Workbook.Tcp;

namespace Workbook.Tools.Tests.Playground;

public class WorldTests
{
    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Two_stations_that_know_each_other_shake_hands_at_once()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        Call call = world.Call(alice, bob);
        world.RunFor(1.Seconds());
        world.Frames.Count.ShouldBe(3);
        world.Frames[0].Text.ShouldStartWith("SYN  seq 0");
        world.Frames[0].Sent.ShouldBe(TimeSpan.Zero);
        world.Frames[0].Arrived.ShouldBe(10.Milliseconds());
        world.Frames[2].Arrived.ShouldBe(30.Milliseconds());
        call.Server.State.ShouldBe(TcpState.Established);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Stations_that_are_not_introduced_ask_for_each_others_addresses()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(introduced: false);
        alice.Ping(bob.Address);
        world.Frames[0].Kind.ShouldBe(FrameKind.Arp);
        world.Frames[0].Number.ShouldBe(1);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void What_is_said_arrives_and_both_sides_close()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        Call call = world.Call(alice, bob);
        call.Client.Send("hello").Close();
        world.RunFor(5.Seconds());
        call.Server.Text.ShouldBe("hello");
        call.Server.Track.Path.ShouldBe([TcpState.Closed, TcpState.Listen, TcpState.SynReceived, TcpState.Established, TcpState.CloseWait, TcpState.LastAck, TcpState.Closed]);
        // The server's FIN brings the ACK of the client's: FIN-WAIT-2 lasts no time, but is passed.
        call.Client.Track.Path.ShouldBe([TcpState.Closed, TcpState.SynSent, TcpState.Established, TcpState.FinWait1, TcpState.FinWait2, TcpState.TimeWait]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void The_third_data_segment_is_lost_and_sent_again()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        Call call = world.Call(alice, bob);
        world.LoseData(3);
        call.Client.Send(20_000);
        world.RunFor(1.Seconds());
        Frame lost = world.Frames.Single(frame => frame.Fate == "lost");
        lost.ShouldBe(world.Frames.Where(frame => frame.HasData).ElementAt(2));
        world.Frames.Single(frame => frame.IsAgain).Sequence.ShouldBe(lost.Sequence);
        call.Server.Received.ShouldBe(20_000);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_bottleneck_delays_what_it_can_hold_and_drops_the_rest()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(bytesPerSecond: 150_000, queue: 4);
        Call call = world.Call(alice, bob);
        call.Client.Send(14_480);
        world.RunFor(60.Milliseconds());
        Frame[] data = [.. world.Frames.Where(frame => frame.HasData)];
        data[0].Arrived.ShouldNotBeNull();
        (data[1].Arrived! - data[0].Arrived!).ShouldBe(TimeSpan.FromTicks(data[1].Bytes.Length * TimeSpan.TicksPerSecond / 150_000));
        data.Count(frame => frame.Fate == "queue full").ShouldBe(10 - 4);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_held_frame_is_overtaken()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        Call call = world.Call(alice, bob);
        world.RunFor(1.Seconds());
        call.Client.Send(4_000);
        world.Hold(4, 5.Milliseconds());
        world.RunFor(1.Seconds());
        world.Frames[3].Arrived!.Value.ShouldBeGreaterThan(world.Frames[4].Arrived!.Value);
        call.Server.Received.ShouldBe(4_000);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void The_same_seed_makes_the_same_world()
    {
        static string Story()
        {
            using var world = new World(seed: 7);
            var (alice, bob) = world.Pair(delay: 5.Milliseconds());
            Call call = world.Call(alice, bob);
            world.LoseByChance(0.05);
            call.Client.Send(200_000).Close();
            world.RunFor(5.Minutes());
            call.Server.Received.ShouldBe(200_000);
            return string.Join('\n', world.Frames.Select(frame => $"{frame.Sent} {frame} {Convert.ToHexString(frame.Bytes)}"));
        }

        string first = Story();
        first.ShouldContain("[lost]");
        Story().ShouldBe(first);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_refused_segment_tells_why()
    {
        using var world = new World();
        var (alice, bob) = world.Pair();
        alice.Connect(bob.At(81));
        world.RunFor(1.Seconds());
        world.Frames[0].Fate.ShouldBe("TcpNoConnection");
        world.Frames[1].Has(TcpFlags.Rst).ShouldBeTrue();
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_forged_reset_beside_the_expected_number_is_challenged()
    {
        using var world = new World();
        var (alice, bob) = world.Pair();
        Call call = world.Call(alice, bob);
        world.RunFor(1.Seconds());
        call.Server.Hear(TcpFlags.Rst, offset: 1);
        world.RunFor(1.Seconds());
        call.Server.State.ShouldBe(TcpState.Established);
        world.Frames[3].From.ShouldBeNull();
        world.Frames[3].Fate.ShouldBe("TcpBadReset");
        world.Frames[4].From.ShouldBe(bob);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_forged_reset_at_the_expected_number_ends_the_connection()
    {
        using var world = new World();
        var (alice, bob) = world.Pair();
        Call call = world.Call(alice, bob);
        world.RunFor(1.Seconds());
        call.Server.Hear(TcpFlags.Rst);
        world.RunFor(1.Seconds());
        call.Server.State.ShouldBe(TcpState.Closed);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_router_stands_between_two_stations()
    {
        using var world = new World();
        var (alice, router, bob) = world.Chain(delay: 10.Milliseconds());
        alice.Ping(bob.Address).RoundTrip.ShouldBe(40.Milliseconds());
        world.Frames[0].To.ShouldBe(router);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void What_a_router_passes_on_is_not_said_again()
    {
        using var world = new World();
        var (alice, _, bob) = world.Chain(delay: 10.Milliseconds());
        world.Call(alice, bob).Client.Send("hello");
        world.RunFor(1.Seconds());
        world.Frames.ShouldAllBe(frame => !frame.IsAgain);
        world.Frames.Count(frame => frame.HasData && frame.Sequence == 1).ShouldBe(2);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_switch_floods_what_it_does_not_know()
    {
        using var world = new World();
        IReadOnlyList<Station> stations = world.Switch("alice", "bob", "carol");
        stations[0].Ping(stations[1].Address);
        world.Frames.Where(frame => frame.Text.Contains("who has")).Select(frame => frame.To.Name).ShouldBe(["bob", "carol"]);
        world.Frames.Count(frame => frame.Kind == FrameKind.Icmp).ShouldBe(2);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Waiting_for_what_never_comes_ends()
    {
        using var world = new World();
        world.Pair();
        Should.Throw<TimeoutException>(() => world.RunUntil(() => false, 1.Seconds()));
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_timer_that_is_always_due_ends_in_an_exception()
    {
        using var world = new World();
        var (alice, _) = world.Pair();
        alice.Stack.AddInterface(new AlwaysDue(), "eth9");
        Should.Throw<InvalidOperationException>(() => world.RunFor(1.Seconds())).Message.ShouldContain("Time stands still");
    }

    [Theory, Exercise(ExerciseAttribute.Any)]
    [InlineData(0, "Time stands still")]
    [InlineData(0.001, "More than 200000 frames")]
    public void A_conversation_without_end_ends_in_an_exception(double delay, string message)
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay.Milliseconds());
        Should.Throw<InvalidOperationException>(() => world.Run(async () =>
        {
            while (true)
                await alice.Stack.PingAsync(bob.Address);
        })).Message.ShouldContain(message);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_predicate_loses_what_it_names()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        world.LoseIf(frame => frame.Has(TcpFlags.Syn) && frame.From == bob && !frame.IsAgain);
        Call call = world.Call(alice, bob);
        world.RunUntil(() => call.IsAnswered);
        world.Frames.Single(frame => frame.Fate == "lost").Text.ShouldStartWith("SYN ACK");
        world.Now.ShouldBeGreaterThan(1.Seconds());
    }

    [Fact]
    public void A_connection_that_is_still_to_come_has_no_other_end()
    {
        using var world = new World();
        Should.Throw<InvalidOperationException>(() => world.Wire).Message.ShouldContain("world.Pair()");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void What_is_planned_happens_at_its_time()
    {
        using var world = new World();
        world.Pair();
        TimeSpan? at = null;
        world.At(0.25.Seconds(), () => at = world.Now);
        world.RunFor(1.Seconds());
        at.ShouldBe(0.25.Seconds());
    }

    private sealed class AlwaysDue : Workbook.Link.ILink
    {
        public string Name => "due";
        public Basics.MacAddress Address => new(0x020000000099);
        public int Mtu => 1500;
        public Basics.LinkOffload Offload => default;
        public Basics.Instant NextDeadline => Basics.Instant.Zero;
        public int PollDescriptor => -1;
        public Action? Readable { get; set; }

        public bool TryReceive(Basics.Instant now, Span<byte> buffer, out Workbook.Link.FrameInfo frame)
        {
            frame = default;
            return false;
        }

        public void Send(Basics.Packet frame, Basics.Instant now) => frame.Release();

        public void Dispose()
        {
        }
    }
}
