using Workbook.Basics;
using Workbook.Harness;
using Workbook.IPv4;

namespace Workbook.Demux.Tests;

public class EndpointTableTests
{
    private static readonly IPv4Address Here = IPv4Address.Parse("10.0.0.1");
    private static readonly IPv4Address AlsoHere = IPv4Address.Parse("10.0.1.1");
    private static readonly Endpoint Web = new(Here, 80);
    private static readonly Endpoint AnyWeb = new(IPv4Address.Any, 80);
    private static readonly Endpoint Peer = new(IPv4Address.Parse("10.0.0.2"), 16000);
    private static readonly Endpoint OtherPeer = new(IPv4Address.Parse("10.0.0.3"), 16000);

    private readonly EndpointTable<string> _table = new(seed: 1);

    [Fact, Exercise("4.3")]
    public void A_connection_is_found_by_both_its_ends()
    {
        _table.TryAdd(new FourTuple(Web, Peer), "connection");
        _table.Find(Web, Peer).ShouldBe("connection");
    }

    [Theory, Exercise("4.3")]
    [InlineData("10.0.0.2", 16001)]
    [InlineData("10.0.0.3", 16000)]
    public void A_connection_is_nobody_elses(string address, int port)
    {
        _table.TryAdd(new FourTuple(Web, Peer), "connection");
        _table.Find(Web, new Endpoint(IPv4Address.Parse(address), (ushort)port)).ShouldBeNull();
    }

    [Fact, Exercise("4.3")]
    public void A_connection_without_local_address_is_found_at_every_address()
    {
        _table.TryAdd(new FourTuple(AnyWeb, Peer), "anywhere");
        _table.Find(Web, Peer).ShouldBe("anywhere");
        _table.Find(Web with { Address = AlsoHere }, Peer).ShouldBe("anywhere");
        _table.Find(Web, OtherPeer).ShouldBeNull();
    }

    [Fact, Exercise("4.3"), Requirement("RFC9293", "MUST-42")]
    public void A_listener_hears_every_peer_at_its_own_address_and_no_other()
    {
        _table.TryAdd(new FourTuple(Web, Endpoint.Any), "listener");
        _table.Find(Web, Peer).ShouldBe("listener");
        _table.Find(Web, OtherPeer).ShouldBe("listener");
        _table.Find(Web with { Address = AlsoHere }, Peer).ShouldBeNull();
    }

    [Fact, Exercise("4.3")]
    public void A_listener_by_port_only_hears_everybody_everywhere_at_that_port()
    {
        _table.TryAdd(new FourTuple(AnyWeb, Endpoint.Any), "port");
        _table.Find(Web, Peer).ShouldBe("port");
        _table.Find(new Endpoint(IPv4Address.Broadcast, 80), Peer).ShouldBe("port");
        _table.Find(Web with { Port = 81 }, Peer).ShouldBeNull();
    }

    [Fact, Exercise("4.3"), Requirement("RFC9293", "MUST-41")]
    public void The_more_particular_comes_first()
    {
        FourTuple[] fromGeneral =
        [
            new(AnyWeb, Endpoint.Any), new(Web, Endpoint.Any), new(AnyWeb, Peer), new(Web, Peer),
        ];
        foreach (FourTuple tuple in fromGeneral)
        {
            _table.TryAdd(tuple, tuple.ToString()).ShouldBeTrue();
            _table.Find(Web, Peer).ShouldBe(tuple.ToString());
        }
        foreach (FourTuple tuple in fromGeneral.Reverse())
        {
            _table.Find(Web, Peer).ShouldBe(tuple.ToString());
            _table.Remove(tuple).ShouldBeTrue();
        }
        _table.Find(Web, Peer).ShouldBeNull();
    }

    [Fact, Exercise("4.3")]
    public void It_agrees_with_a_search_through_all_entries()
    {
        // Few addresses and ports, so that many entries match one datagram.
        Gen<Endpoint> local = Gen.Select(Gen.UInt[0, 2], Gen.UShort[1, 2], (a, p) => new Endpoint(new IPv4Address(a), p));
        Gen<Endpoint> remote = Gen.Select(Gen.UInt[1, 2], Gen.UShort[1, 2], (a, p) => new Endpoint(new IPv4Address(a), p));
        Gen<FourTuple> entry = Gen.Select(local, Gen.OneOf(remote, Gen.Const(Endpoint.Any)), (l, r) => new FourTuple(l, r));

        Gen.Select(entry.Array[0, 12], local.Where(l => !l.Address.IsAny), remote, Gen.ULong).Sample((entries, to, from, seed) =>
        {
            var table = new EndpointTable<string>(seed);
            foreach (FourTuple tuple in entries) table.TryAdd(tuple, tuple.ToString());

            string? expected = entries
                .Where(e => e.Local.Port == to.Port && (e.Local.Address == to.Address || e.Local.Address.IsAny))
                .Where(e => e.Remote == from || e.Remote == Endpoint.Any)
                .OrderBy(e => (e.Remote == from ? 0 : 2) + (e.Local.Address.IsAny ? 1 : 0))
                .Select(e => e.ToString()).FirstOrDefault();
            return table.Find(to, from) == expected;
        });
    }

    [Fact, Exercise("4.3")]
    public void Finding_allocates_nothing()
    {
        _table.TryAdd(new FourTuple(AnyWeb, Endpoint.Any), "port");
        Allocation.During(() => _table.Find(Web, Peer)).ShouldBe(0);
    }

    [Fact]
    public void A_four_tuple_is_entered_once()
    {
        var tuple = new FourTuple(Web, Peer);
        _table.TryAdd(tuple, "first").ShouldBeTrue();
        _table.TryAdd(tuple, "second").ShouldBeFalse();
        _table.FindExact(tuple).ShouldBe("first");
        _table.Count.ShouldBe(1);
        _table.Remove(tuple).ShouldBeTrue();
        _table.Remove(tuple).ShouldBeFalse();
        _table.FindExact(tuple).ShouldBeNull();
    }

    [Fact]
    public void The_exact_search_takes_a_wildcard_for_what_it_is()
    {
        _table.TryAdd(new FourTuple(AnyWeb, Endpoint.Any), "port");
        _table.FindExact(new FourTuple(Web, Peer)).ShouldBeNull();
        _table.FindExact(new FourTuple(AnyWeb, Endpoint.Any)).ShouldBe("port");
    }

    [Fact]
    public void A_socket_without_a_port_is_refused() =>
        Should.Throw<ArgumentException>(() => _table.TryAdd(new FourTuple(new Endpoint(Here, 0), Peer), "nowhere"));

    [Fact]
    public void Peers_that_collide_under_one_seed_do_not_under_another()
    {
        static int[] Hashes(ulong seed)
        {
            var comparer = new KeyedTupleComparer(seed);
            return [.. Enumerable.Range(1, 60_000).Select(port => comparer.GetHashCode(new FourTuple(Web, Peer with { Port = (ushort)port })) & 0xff)];
        }
        int[] first = Hashes(1), second = Hashes(2);

        // What an attacker knows to share one bucket of 256 under the first seed spreads over nearly all under the second.
        int[] chosen = [.. Enumerable.Range(0, first.Length).Where(i => first[i] == first[0])];
        chosen.Length.ShouldBeInRange(150, 350);
        chosen.Select(i => second[i]).Distinct().Count().ShouldBeGreaterThan(100);
    }
}
