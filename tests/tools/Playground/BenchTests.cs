using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;
using Workbook.Link;
using Workbook.Pictures;
using Workbook.Playground;

namespace Workbook.Tools.Tests.Playground;

/// <summary>The small benches of the first notebooks.</summary>
public sealed class BenchTests
{
    [Fact]
    public void Ends_are_read_as_one_writes_them()
    {
        "10.0.0.1:80".Endpoint().ShouldBe(new Endpoint(new IPv4Address(0x0A000001), 80));
        "*:53".Endpoint().ShouldBe(new Endpoint(IPv4Address.Any, 53));
        "*".Endpoint().ShouldBe(Endpoint.Any);
        Should.Throw<FormatException>(() => "10.0.0.1".Endpoint()).Message.ShouldContain("write 10.0.0.1:80");
        Should.Throw<FormatException>(() => "10.0.0.1:70000".Endpoint());
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void Fragments_join_without_a_gap_and_those_made_by_hand_agree_with_them()
    {
        IReadOnlyList<Fragment> pieces = Fragments.Cut(4000, 1500);
        pieces.Select(piece => (piece.From, piece.To)).ShouldBe([(0, 1480), (1480, 2960), (2960, 4000)]);
        pieces.Select(piece => piece.Bar.Tone).ShouldBe([Tone.Blue, Tone.Blue, Tone.Green]);
        Fragments.Forge(1480, 2960).Bytes[20..].ShouldBe(pieces[1].Bytes[20..]);
        Fragments.Forge(1480, 2960, difference: 1).Bytes[20..].ShouldNotBe(pieces[1].Bytes[20..]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_slow_wire_is_seen_to_be_slow_and_a_lossy_one_to_lose()
    {
        BadWire.Drive("", 3, new FaultOptions { RateBitsPerSecond = 1_000_000, Delay = 20.Milliseconds() }).Rungs
            .Select(rung => rung.Arrived!.Value.TotalMicroseconds).ShouldBe([32_112, 44_224, 56_336]);
        BadWire.Drive("", 3, new FaultOptions { LoseFrames = new HashSet<long> { 2 } }).Rungs.Select(rung => rung.Fate).ShouldBe(["", "lost", ""]);
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void A_lookup_ends_where_the_table_found_the_socket()
    {
        var table = new EndpointTable<string>(1);
        table.TryAdd(new("10.0.0.1:80".Endpoint(), Endpoint.Any), "listener").ShouldBeTrue();
        Show.Lookups(table, "10.0.0.1:80", "10.0.0.2:4000").Lookups.Select(lookup => lookup.Found).ShouldBe([false, false, true, null]);
        Show.Lookups(table, "10.0.0.1:81", "10.0.0.2:4000").Lookups.Select(lookup => lookup.Found).ShouldBe([false, false, false, false]);
        Show.Lookups(table, "10.0.0.1:81", "10.0.0.2:4000").Question.ShouldBe("gets it: nobody");
    }

    [Fact, Exercise(ExerciseAttribute.Any)]
    public void The_route_that_is_taken_is_marked_and_the_others_say_why_not()
    {
        var card = new IPv4Interface("eth0", 1500, default, (packet, _, _) => packet.Release());
        var routes = new RouteTable();
        routes.Add(new Route(IPv4Prefix.Parse("10.0.0.0/8"), null, card));
        Show.Routes(routes, "192.0.2.1").Question.ShouldBe("there is no route");
        routes.Add(new Route(IPv4Prefix.Default, "10.0.0.1".Address(), card));
        Show.Routes(routes, "10.1.2.3").Lookups.Select(lookup => lookup.Answer).ShouldBe(["the longest that works", "fits, but is shorter"]);
        Show.Routes(routes, "192.0.2.1").Lookups.Select(lookup => lookup.Answer).ShouldBe(["is not in it", "the longest that works"]);
    }
}
