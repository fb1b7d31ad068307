using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Demux.Tests;

public class PortReservationTests
{
    private static readonly Endpoint Any = new(IPv4Address.Any, 80);
    private static readonly Endpoint One = new(IPv4Address.Parse("10.0.0.1"), 80);
    private static readonly Endpoint Other = new(IPv4Address.Parse("10.0.0.2"), 80);

    private readonly PortTable _ports = new(new Random(1));

    [Fact]
    public void Different_ports_and_different_addresses_do_not_meet()
    {
        _ports.TryReserve(One).ShouldBeTrue();
        _ports.TryReserve(Other).ShouldBeTrue();
        _ports.TryReserve(One with { Port = 81 }).ShouldBeTrue();
        _ports.TryReserve(Any with { Port = 82 }).ShouldBeTrue();
    }

    [Theory, Exercise("4.4")]
    [InlineData("10.0.0.1", "10.0.0.1")]
    [InlineData("0.0.0.0", "10.0.0.1")]
    [InlineData("10.0.0.1", "0.0.0.0")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    public void An_exclusive_reservation_stands_alone(string first, string second)
    {
        var older = new Endpoint(IPv4Address.Parse(first), 80);
        var newer = new Endpoint(IPv4Address.Parse(second), 80);
        _ports.TryReserve(older).ShouldBeTrue();
        _ports.TryReserve(newer).ShouldBeFalse();
        _ports.TryReserve(newer, ReuseMode.ReuseAddress).ShouldBeFalse();

        _ports.Release(older);
        _ports.TryReserve(newer).ShouldBeTrue();
    }

    [Fact, Exercise("4.4")]
    public void An_exclusive_newcomer_does_not_join_those_who_would_share()
    {
        _ports.TryReserve(Any, ReuseMode.ReuseAddress).ShouldBeTrue();
        _ports.TryReserve(One).ShouldBeFalse();
        _ports.TryReserve(One, ReuseMode.ReuseAddress).ShouldBeTrue();
    }

    [Fact, Exercise("4.4")]
    public void The_wildcard_and_a_particular_address_share_if_both_agree()
    {
        _ports.TryReserve(One, ReuseMode.ReuseAddress).ShouldBeTrue();
        _ports.TryReserve(Any, ReuseMode.ReuseAddress).ShouldBeTrue();
        _ports.TryReserve(Other, ReuseMode.ReuseAddress).ShouldBeTrue();
    }

    [Theory, Exercise("4.4")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    public void The_same_address_is_never_shared_by_two_sockets(string address)
    {
        var local = new Endpoint(IPv4Address.Parse(address), 80);
        _ports.TryReserve(local, ReuseMode.ReuseAddress).ShouldBeTrue();
        _ports.TryReserve(local, ReuseMode.ReuseAddress).ShouldBeFalse();
    }

    [Theory, Exercise("4.4")]
    [InlineData("0.0.0.0")]
    [InlineData("10.0.0.1")]
    public void Time_wait_gives_way_to_who_says_ReuseAddress_and_to_nobody_else(string address)
    {
        var newcomer = new Endpoint(IPv4Address.Parse(address), 80);
        _ports.Linger(One);
        _ports.TryReserve(newcomer).ShouldBeFalse();
        _ports.TryReserve(newcomer, ReuseMode.ReuseAddress).ShouldBeTrue();
    }

    [Fact, Exercise("4.4")]
    public void Time_wait_behind_a_live_socket_does_not_open_the_port()
    {
        _ports.TryReserve(One);
        _ports.Linger(One);
        _ports.TryReserve(One, ReuseMode.ReuseAddress).ShouldBeFalse();
        _ports.Release(One);
        _ports.TryReserve(One, ReuseMode.ReuseAddress).ShouldBeTrue();
    }

    [Fact, Exercise("4.4")]
    public void The_port_is_free_when_the_last_time_wait_is_over()
    {
        _ports.Linger(One);
        _ports.Linger(One);
        _ports.EndLinger(One);
        _ports.TryReserve(Any).ShouldBeFalse();
        _ports.EndLinger(One);
        _ports.TryReserve(Any).ShouldBeTrue();
    }

    [Fact]
    public void Releasing_what_is_not_held_does_nothing()
    {
        _ports.Release(One);
        _ports.EndLinger(One);
        _ports.IsFree(Any).ShouldBeTrue();
        _ports.TryReserve(One).ShouldBeTrue();
        _ports.Release(Other);
        _ports.IsFree(One).ShouldBeFalse();
    }

    [Fact]
    public void Port_zero_cannot_be_reserved() =>
        Should.Throw<ArgumentException>(() => _ports.TryReserve(One with { Port = 0 }));

    [Fact, Exercise("4.4")]
    public void Whatever_is_asked_no_two_sockets_ever_hold_the_same_port_and_address()
    {
        Gen<(int Action, uint Address, bool Reuse)> step = Gen.Select(Gen.Int[0, 3], Gen.UInt[0, 2], Gen.Bool);
        step.Array[1, 40].Sample(steps =>
        {
            var ports = new PortTable(new Random(1));
            var live = new Dictionary<uint, bool>();
            foreach ((int action, uint address, bool reuse) in steps)
            {
                var local = new Endpoint(new IPv4Address(address), 80);
                if (action == 0)
                {
                    ports.Release(local);
                    live.Remove(address);
                }
                else if (action == 1) ports.Linger(local);
                else if (ports.TryReserve(local, reuse ? ReuseMode.ReuseAddress : ReuseMode.Exclusive))
                {
                    if (!live.TryAdd(address, reuse)) return false;
                }
            }
            // The wildcard stands beside others only if all of them share.
            return !live.ContainsKey(0) || live.Count == 1 || live.Values.All(reuse => reuse);
        });
    }
}
