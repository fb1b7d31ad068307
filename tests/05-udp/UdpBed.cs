using Workbook.Basics;
using Workbook.Demux;
using Workbook.IPv4;

namespace Workbook.Udp.Tests;

/// <summary>A host: IPv4, demuxer and UDP over one interface whose datagrams the bed carries.</summary>
public sealed class Host
{
    public Host(string address, int mtu = 1500, bool offload = false)
    {
        Address = IPv4Address.Parse(address);
        Ip = new IPv4Layer(new IPv4Options(), Pool, new Random(1), Counters, Buffers);
        Interface = new IPv4Interface("eth0", mtu, new LinkOffload(offload, 0), (datagram, nextHop, _) => Sent.Enqueue((datagram, nextHop)));
        Interface.AddAddress(IPv4Prefix.Parse(address + "/24"));
        Ip.AddInterface(Interface);
        Udp = new UdpLayer(Ip, Pool, Buffers, new Random(2), Counters);
        var demuxer = new TransportDemuxer(Ip.IsBroadcast, Counters);
        demuxer.Register(Udp);
        Ip.Deliver = demuxer.Receive;
        Ip.DeliverError = demuxer.Error;
    }

    public IPv4Address Address { get; }
    public PacketPool Pool { get; } = new();
    public BufferPool Buffers { get; } = new();
    public Counters Counters { get; } = new();
    public IPv4Layer Ip { get; }
    public IPv4Interface Interface { get; }
    public UdpLayer Udp { get; }

    /// <summary>What has left and nobody has carried yet.</summary>
    public Queue<(Packet Datagram, IPv4Address NextHop)> Sent { get; } = new();

    public UdpEndpoint Bind(ushort port, IPv4Address address = default)
    {
        UdpEndpoint endpoint = Udp.Open();
        endpoint.Bind(new Endpoint(address, port)).ShouldBe(SocketFailure.None);
        return endpoint;
    }

    public Endpoint At(ushort port) => new(Address, port);

    /// <summary>The next datagram that left: its bytes from the UDP header on, and what the link is still to do.</summary>
    public (byte[] Udp, PacketOffload Offload, byte TimeToLive, byte TypeOfService) TakeSent()
    {
        Packet packet = Sent.Dequeue().Datagram;
        byte[] bytes = packet.Span.ToArray();
        PacketOffload offload = packet.Offload;
        packet.Release();
        return (bytes[20..], offload, bytes[8], bytes[1]);
    }
}

/// <summary>Two hosts back to back: 10.0.0.1 and 10.0.0.2. What is sent to any other neighbour finds nobody.</summary>
public sealed class UdpBed
{
    public UdpBed(int mtu = 1500, bool offload = false)
    {
        A = new Host("10.0.0.1", mtu, offload);
        B = new Host("10.0.0.2", mtu, offload);
    }

    public Host A { get; }
    public Host B { get; }
    public Instant Now { get; } = Instant.FromSeconds(1);

    /// <summary>Carries datagrams to and fro until none is left.</summary>
    public void Run()
    {
        while (Carry(A, B) || Carry(B, A) || Loop(A) || Loop(B)) { }
    }

    private bool Carry(Host from, Host to)
    {
        if (!from.Sent.TryDequeue(out (Packet Datagram, IPv4Address NextHop) sent)) return false;
        if (sent.NextHop.IsBroadcast || sent.NextHop == to.Address)
        {
            byte[] bytes = sent.Datagram.Span.ToArray();
            // A link that takes on checksums vouches for them at the other end, as virtio does.
            bool verified = sent.Datagram.Offload.TransportLength > 0;
            sent.Datagram.Release();
            to.Ip.Receive(to.Interface, bytes, new Arrival(Now, verified, LinkBroadcast: sent.NextHop.IsBroadcast));
        }
        else
        {
            from.Ip.NextHopUnreachable(sent.Datagram, Now);
        }
        return true;
    }

    private bool Loop(Host host)
    {
        if (host.Ip.NextDeadline > Now) return false;
        host.Ip.Tick(Now);
        return true;
    }
}
