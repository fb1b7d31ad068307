using Workbook.Host;
using Workbook.Pictures;
using Workbook.Playground;
using Workbook.Tcp;

namespace Workbook.Tools.Tests.Playground;

public class ShowTests
{
    private static Call Talk(World world, int bytes = 20_000, Action<World>? luck = null)
    {
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        Call call = world.Call(alice, bob);
        luck?.Invoke(world);
        call.Client.Send(bytes).Close();
        world.RunFor(2.Seconds());
        return call;
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_headers_fields_fill_its_bytes()
    {
        using var world = new World();
        Talk(world);
        foreach (string part in (string[])["Ethernet", "IPv4", "TCP"])
        {
            HeaderPicture header = Show.Header(world.Frames[0], part);
            header.Fields.Sum(field => field.Bits).ShouldBe(8 * header.Bytes.Length, part);
        }
        HeaderPicture tcp = Show.Header(world.Frames[0]);
        tcp.Title.ShouldBe("TCP");
        tcp.Fields.Select(field => field.Name).ShouldContain("MSS");
        tcp.Fields.Single(field => field.Name == "MSS").Value.ShouldBe("1460");
        tcp.Fields.Single(field => field.Name == "Flags").Value.ShouldBe("SYN");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_datagram_is_known_without_its_frame()
    {
        using var world = new World();
        Talk(world);
        HeaderPicture header = Show.Header(world.Frames[0].Bytes[14..], "IPv4");
        header.Fields.Select(field => field.Name).ShouldBe(["Version", "IHL", "DSCP", "ECN", "Total Length", "Identification", "Flags", "Fragment Offset",
            "Time To Live", "Protocol", "Header Checksum", "Source", "Destination"]);
        header.Bytes.Length.ShouldBe(20);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_header_that_is_not_there_is_named()
    {
        using var world = new World();
        Talk(world);
        Should.Throw<ArgumentException>(() => Show.Header(world.Frames[0], "UDP")).Message.ShouldContain("only Ethernet II, IPv4, TCP");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void The_ladder_has_a_rung_for_each_frame_and_a_cross_for_a_lost_one()
    {
        using var world = new World();
        Talk(world, luck: w => w.LoseData(3));
        LadderPicture ladder = world.Ladder(states: true);
        ladder.Rungs.Count.ShouldBe(world.Frames.Count);
        ladder.Rungs.Single(rung => rung.Arrived is null).Fate.ShouldBe("lost");
        ladder.Rungs.Count(rung => rung.Tone == Tone.Orange).ShouldBe(1);
        ladder.Remarks.Where(remark => remark.AtLeft).Select(remark => remark.Text).ShouldBe(["SYN-SENT", "ESTABLISHED", "FIN-WAIT-1", "FIN-WAIT-2", "TIME-WAIT"]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void The_chart_shows_the_window_fall_at_a_loss()
    {
        using var world = new World();
        Call call = Talk(world, 400_000, w => w.LoseData(100));
        ChartPicture chart = Show.Congestion(call.Client);
        chart.Series.Select(series => series.Name).ShouldBe(["cwnd", "ssthresh"]);
        chart.Marks.ShouldHaveSingleItem().Text.ShouldBe("lost");
        double before = chart.Series[0].Points.Last(point => point.X <= chart.Marks[0].X).Y;
        double after = chart.Series[0].Points.SkipWhile(point => point.X <= chart.Marks[0].X).Min(point => point.Y);
        after.ShouldBeLessThan(before);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Holes_open_and_close()
    {
        WindowPicture holes = Show.Holes((1, 11), (21, 31), (11, 21));
        holes.Rows[1].Parts.Select(part => part.Text).ShouldBe(["in order", "missing", "early"]);
        holes.Rows[2].Parts.ShouldBe([new WindowPart(1, 31, "in order", Tone.Grey)]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Both_windows_lie_over_the_same_bytes()
    {
        using var world = new World();
        Call call = Talk(world);
        WindowPicture windows = Show.BothWindows(call, 25.Milliseconds(), 45.Milliseconds());
        windows.Rows.Count.ShouldBe(4);
        long acknowledged = windows.Rows[2].Marks[0].At, expected = windows.Rows[3].Marks[0].At;
        acknowledged.ShouldBeLessThanOrEqualTo(expected);
        windows.Rows[0].Parts[0].Text.ShouldBe("on its way");
    }

    [Fact]
    public void The_path_through_the_states_ends_below()
    {
        StatesPicture states = Show.States([TcpState.Closed, TcpState.SynSent, TcpState.Established, TcpState.Closed]);
        states.Path.ShouldBe(["CLOSED", "SYN-SENT", "ESTABLISHED", "CLOSED again"]);
        states.Edges.ShouldContain(edge => edge.From == "ESTABLISHED" && edge.To == "CLOSED again");
    }

    [Fact]
    public void Every_state_is_in_the_diagram()
    {
        StatesPicture states = Show.States([]);
        foreach (TcpState state in Enum.GetValues<TcpState>())
            states.Nodes.ShouldContain(node => node.Name == Show.Name(state));
        foreach (StateEdge edge in states.Edges)
        {
            states.Nodes.ShouldContain(node => node.Name == edge.From);
            states.Nodes.ShouldContain(node => node.Name == edge.To);
        }
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Lifelines_cover_the_whole_life()
    {
        using var world = new World();
        Talk(world);
        BarsPicture bars = Show.Lifelines(world);
        bars.Lanes.Select(lane => lane.Name).ShouldBe(["alice", "bob"]);
        bars.Lanes[0].Bars[^1].Text.ShouldBe("TIME-WAIT");
        bars.Lanes[0].Bars[^1].To.ShouldBe(2.0);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Lifelines_are_told_apart_by_who_called()
    {
        using var world = new World();
        var (alice, bob) = world.Pair();
        bob.Listen(80);
        foreach (int port in (int[])[5001, 5002])
            alice.Connect(bob.At(80), fromPort: port);
        world.RunFor(1.Seconds());
        Show.Lifelines(world).Lanes.Select(lane => lane.Name).ShouldBe(["alice :5001", "alice :5002", "bob :80 to :5001", "bob :80 to :5002"]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Lifelines_of_callers_with_the_same_port_are_told_apart_by_their_addresses()
    {
        using var world = new World();
        IReadOnlyList<Station> stations = world.Switch("alice", "bob", "carol");
        stations[1].Listen(80);
        stations[0].Connect(stations[1].At(80), fromPort: 5001);
        stations[2].Connect(stations[1].At(80), fromPort: 5001);
        world.RunFor(1.Seconds());
        Show.Lifelines(world).Lanes.Select(lane => lane.Name).Order().ShouldBe(
            ["alice :5001", "bob :80 to :5001, 10.0.0.1", "bob :80 to :5001, 10.0.0.3", "carol :5001"]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Fragments_lie_where_their_offsets_say()
    {
        using var world = new World();
        var (alice, bob) = world.Pair();
        world.Lose(2);
        alice.OpenUdp().Send(new byte[4000], bob.At(9), world.Loop.Now);
        world.RunFor(1.Seconds());
        Show.Fragments(world.Frames).Lanes.Select(lane => lane.Bars[0])
            .ShouldBe([new Bar(0, 1480), new Bar(1480, 2960, "lost", Tone.Red), new Bar(2960, 4008)]);
        Should.Throw<ArgumentException>(() => Show.Fragments([])).Message.ShouldContain("None of these frames");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void What_applications_say_stands_in_the_pictures()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds());
        EchoServer.Start(bob.Stack);
        alice.Talk(bob.At(7), async stream =>
        {
            await stream.WriteAsync("hello"u8.ToArray());
            alice.Say($"hears {await stream.ReadAsync(new byte[100])}");
        });
        world.Said.ShouldBe([new Remark(40.Milliseconds(), alice, "hears 5")]);
        world.Ladder().Remarks.ShouldBe([new LadderRemark(40.Milliseconds(), true, "hears 5")]);
        Track track = alice.Connections[0];
        Show.Over(track, "", "", ("window", info => info.SendWindow)).Marks.ShouldBe([new ChartMark(0.04, "hears 5")]);
        track.Path.ShouldContain(TcpState.FinWait1);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Arrivals_count_what_came_in_order_and_mark_what_was_lost()
    {
        using var world = new World();
        Call call = Talk(world, 50_000, w => w.LoseData(3));
        ChartPicture chart = Show.Arrivals(call.Server.Track);
        chart.Title.ShouldBe($"1 of {world.Frames.Count} frames lost");
        chart.Series[0].Points[0].Y.ShouldBeLessThan(10);
        chart.Series[0].Points[^1].Y.ShouldBe(50, 0.01);
        chart.Marks.ShouldHaveSingleItem().X.ShouldBe(world.Frames.Single(frame => frame.Fate == "lost").Sent.TotalSeconds);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_port_that_is_taken_is_not_opened_twice()
    {
        using var world = new World();
        Station bob = world.Pair().Right;
        bob.OpenUdp(9).Local.Port.ShouldBe((ushort)9);
        Should.Throw<NetworkException>(() => bob.OpenUdp(9));
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Numbers_stand_before_or_after_across_the_wrap()
    {
        CirclePicture circle = Show.Around(4_294_967_290, 5, 4_294_967_280);
        circle.Points.Select(point => point.Text).ShouldBe(["here", "+11", "-10"]);
        circle.Points.Select(point => point.Tone).ShouldBe([Tone.Blue, Tone.Green, Tone.Orange]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_window_across_the_wrap_holds_its_numbers()
    {
        CirclePicture circle = Show.Window(4_294_967_291, 10, 4_294_967_290, 4_294_967_291, 4, 5);
        circle.Points.Select(point => point.Text).ShouldBe(["not in it", "in it", "in it", "not in it"]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_repeated_fin_starts_the_clock_anew()
    {
        using var world = new World();
        Call call = Talk(world);
        world.At(20.Seconds(), () => call.Client.Hear(TcpFlags.Fin | TcpFlags.Ack, offset: -1));
        world.RunFor(2.Minutes());
        ChartPicture clock = Show.TimeWaitClock(call.Client);
        clock.Series[0].Points.Where(point => Math.Abs(point.X - 20) < 1e-6).Select(point => Math.Round(point.Y)).ShouldBe([40, 60]);
        clock.Series[0].Points[^1].ShouldBe((80, 0));
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Who_was_not_in_time_wait_has_no_clock()
    {
        using var world = new World();
        Call call = Talk(world);
        Should.Throw<InvalidOperationException>(() => Show.TimeWaitClock(call.Server));
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Losses_that_lie_close_together_are_one_mark()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 25.Milliseconds(), bytesPerSecond: 2_000_000, queue: 20);
        Call call = world.Call(alice, bob);
        call.Client.Send(1_000_000);
        world.RunFor(2.Seconds());
        ChartPicture chart = Show.Congestion(call.Client);
        int dropped = world.Frames.Count(frame => frame.Fate == "queue full");
        dropped.ShouldBeGreaterThan(chart.Marks.Count);
        chart.Marks[0].Text.ShouldMatch("^[0-9]+ lost$");
        Show.Queue(world).Series[0].Points.Max(point => point.Y).ShouldBe(20);
        Show.RoundTrips(call.Client).Series.Select(series => series.Name).ShouldBe(["RTO", "SRTT"]);
        Show.RoundTrips(call.Client, timeout: false).Series.Select(series => series.Name).ShouldBe(["SRTT"]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_long_transfer_is_drawn_with_few_points()
    {
        using var world = new World();
        var (alice, bob) = world.Pair(delay: 10.Milliseconds(), bytesPerSecond: 2_000_000);
        Call call = world.Call(alice, bob);
        call.Client.Send(3_000_000);
        world.RunFor(3.Seconds());
        call.Client.Track.Samples.Count.ShouldBeGreaterThan(1_000);
        ChartPicture both = Show.Congestion(("one", call.Client), ("the same", call.Client));
        both.Series.ShouldAllBe(series => series.Points.Count <= 600);
        both.Series[0].Points.Select(point => point.X).ShouldBeInOrder();
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_senders_window_has_at_most_eight_moments()
    {
        using var world = new World();
        Call call = Talk(world, 200_000);
        Show.SendWindow(call.Client).Rows.Count.ShouldBe(8);
        Show.ReceiveWindow(call.Server, 1.Seconds()).Rows.ShouldHaveSingleItem().Caption.ShouldBe("1.000 s");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Who_is_not_connected_has_no_window()
    {
        using var world = new World();
        var (alice, bob) = world.Pair();
        TcpEnd end = alice.Connect(bob.At(80));
        Should.Throw<InvalidOperationException>(() => Show.SendWindow(end));
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_frame_is_taken_apart_into_its_headers()
    {
        using var world = new World();
        Talk(world, 20);
        Frame data = world.Frames.First(frame => frame.HasData);
        Show.Bytes(data).Parts.Select(part => part.Name).ShouldBe(["Ethernet II", "IPv4", "TCP", "data"]);
        world.Table(frame => frame.HasData).Total.ShouldBe(1);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void The_timeout_follows_the_samples()
    {
        ChartPicture chart = Show.RoundTrips([100.Milliseconds(), 100.Milliseconds(), 500.Milliseconds()]);
        chart.Series.Single(series => series.Name == "measured").Points.Count.ShouldBe(3);
        chart.Series.Single(series => series.Name == "SRTT").Points[2].Y.ShouldBe(150);
    }
}
