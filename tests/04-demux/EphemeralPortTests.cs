using Workbook.Basics;
using Workbook.IPv4;

namespace Workbook.Demux.Tests;

public class EphemeralPortTests
{
    private const int All = PortTable.LastEphemeral - PortTable.FirstEphemeral + 1;
    private static readonly IPv4Address Here = IPv4Address.Parse("10.0.0.1");
    private static readonly Endpoint Peer = new(IPv4Address.Parse("10.0.0.2"), 80);

    [Fact, Exercise("4.5"), Requirement("RFC6056", "3.2")]
    public void Every_port_of_the_range_is_given_out_once_and_then_none()
    {
        // All but every 991st port and the last are taken, so that a search from the beginning is slow but not endless.
        var ports = new PortTable(new Random(1));
        int[] free = [.. Enumerable.Range(PortTable.FirstEphemeral, All).Where(p => (p - 16000) % 991 == 0), 65535];
        foreach (int port in Enumerable.Range(PortTable.FirstEphemeral, All).Except(free))
            ports.TryReserve(new Endpoint(Here, (ushort)port)).ShouldBeTrue();

        var given = new HashSet<int>();
        for (int i = 0; i < free.Length; i++)
        {
            ports.TryReserveEphemeral(Here, Peer, out ushort port).ShouldBeTrue();
            given.Add(port).ShouldBeTrue();
        }
        given.Order().ShouldBe(free);

        ports.TryReserveEphemeral(Here, Peer, out ushort none).ShouldBeFalse();
        none.ShouldBe((ushort)0);

        ports.Release(new Endpoint(Here, 40000));
        ports.TryReserveEphemeral(Here, Peer, out ushort freed).ShouldBeTrue();
        freed.ShouldBe((ushort)40000);
    }

    [Fact, Exercise("4.5"), Requirement("RFC6056", "3.3.4"), Requirement("RFC6056", "3.3")]
    public void The_first_port_depends_on_the_secret()
    {
        Enumerable.Range(0, 100).Select(seed => First(new PortTable(new Random(seed)))).Distinct().Count().ShouldBeGreaterThan(90);
        First(new PortTable(new Random(7))).ShouldBe(First(new PortTable(new Random(7))));
    }

    [Fact, Exercise("4.5"), Requirement("RFC6056", "3.3.4")]
    public void What_one_peer_sees_does_not_tell_what_another_will()
    {
        var ports = new PortTable(new Random(1));
        int neighbours = 0;
        for (ushort port = 1; port <= 100; port++)
        {
            ushort first = Take(ports, Peer with { Port = port });
            ushort second = Take(ports, Peer with { Port = (ushort)(port + 1000) });
            if (Math.Abs(first - second) < 16) neighbours++;
        }
        neighbours.ShouldBeLessThan(5);
    }

    [Fact, Exercise("4.5"), Requirement("RFC6056", "3.3.4")]
    public void Towards_one_peer_ports_are_used_in_turn_so_that_each_rests()
    {
        var ports = new PortTable(new Random(1));
        ushort first = Take(ports, Peer);
        ports.Release(new Endpoint(Here, first));
        ushort second = Take(ports, Peer);
        second.ShouldBe(first == PortTable.LastEphemeral ? (ushort)PortTable.FirstEphemeral : (ushort)(first + 1));
    }

    [Fact, Exercise("4.5")]
    public void A_taken_port_is_stepped_over_whoever_holds_it()
    {
        ushort next = First(new PortTable(new Random(3)));
        foreach (Action<PortTable, Endpoint> hold in new Action<PortTable, Endpoint>[]
        {
            (ports, local) => ports.TryReserve(local),
            (ports, local) => ports.TryReserve(local with { Address = IPv4Address.Any }),
            (ports, local) => ports.Linger(local),
        })
        {
            var ports = new PortTable(new Random(3));
            hold(ports, new Endpoint(Here, next));
            First(ports).ShouldNotBe(next);
        }
    }

    [Fact, Exercise("4.5")]
    public void The_wildcard_needs_a_port_free_on_every_address()
    {
        var ports = new PortTable(new Random(1));
        for (int port = PortTable.FirstEphemeral; port <= PortTable.LastEphemeral; port++)
            if (port != 50000) ports.Linger(new Endpoint(Here, (ushort)port));
        ports.TryReserveEphemeral(IPv4Address.Any, Peer, out ushort only).ShouldBeTrue();
        only.ShouldBe((ushort)50000);
        ports.TryReserveEphemeral(IPv4Address.Any, Peer, out _).ShouldBeFalse();
        ports.TryReserveEphemeral(Peer.Address, Peer, out _).ShouldBeTrue("another address has its own ports");
    }

    private static ushort First(PortTable ports) => Take(ports, Peer);

    private static ushort Take(PortTable ports, Endpoint peer)
    {
        ports.TryReserveEphemeral(Here, peer, out ushort port).ShouldBeTrue();
        return port;
    }
}
