using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>
/// Takes a complete datagram towards its next hop: a neighbour on the interface's own network, or
/// <see cref="IPv4Address.Broadcast"/> for every form of broadcast. The packet is given away.
/// </summary>
public delegate void SendToNextHop(Packet datagram, IPv4Address nextHop, Instant now);

/// <summary>A network interface as IP sees it: addresses, a maximum datagram size, and a way to the neighbours.</summary>
public sealed class IPv4Interface
{
    /// <summary>The smallest MTU that IPv4 allows, in bytes (RFC 791 section 3.2: every host forwards 68 octets).</summary>
    public const int MinimumMtu = 68;

    private readonly List<IPv4Prefix> _addresses = [];
    private readonly SendToNextHop _send;
    private bool _isUp = true;

    /// <param name="name">For people: "eth0".</param>
    /// <param name="mtu">Bytes of the largest datagram that fits a frame, 68 to 65,535.</param>
    /// <param name="offload">What the link below computes itself.</param>
    /// <param name="send">Takes datagrams to a neighbour.</param>
    /// <exception cref="ArgumentOutOfRangeException">The MTU is impossible.</exception>
    public IPv4Interface(string name, int mtu, LinkOffload offload, SendToNextHop send)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(mtu, MinimumMtu);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(mtu, IPv4Header.MaximumDatagram);
        Name = name;
        Mtu = mtu;
        Offload = offload;
        _send = send;
    }

    public string Name { get; }

    /// <summary>Bytes of the largest datagram that fits a frame.</summary>
    public int Mtu { get; }

    public LinkOffload Offload { get; }

    /// <summary>Leads back into this stack (127.0.0.0/8); everything it carries is local, and nothing is broadcast.</summary>
    public bool IsLoopback { get; init; }

    /// <summary>An interface that is down neither receives nor sends.</summary>
    public bool IsUp
    {
        get => _isUp;
        set
        {
            _isUp = value;
            Changed?.Invoke(this);
        }
    }

    /// <summary>Own addresses with the size of their networks, the primary one first.</summary>
    public IReadOnlyList<IPv4Prefix> Addresses => _addresses;

    /// <summary>Tells the layer that addresses or state have changed, so that routes follow.</summary>
    internal Action<IPv4Interface>? Changed { get; set; }

    /// <exception cref="ArgumentException">The interface has this address already, or no host can have it.</exception>
    public void AddAddress(IPv4Prefix address)
    {
        var host = address.Address;
        if (host.IsAny || host.IsBroadcast || host.IsMulticast)
            throw new ArgumentException($"{host} is no host's address.", nameof(address));
        if (_addresses.Exists(a => a.Address == host))
            throw new ArgumentException($"{Name} has the address {host} already.", nameof(address));
        _addresses.Add(address);
        Changed?.Invoke(this);
    }

    /// <returns>False if the interface does not have this address.</returns>
    public bool RemoveAddress(IPv4Address address)
    {
        if (_addresses.RemoveAll(a => a.Address == address) == 0) return false;
        Changed?.Invoke(this);
        return true;
    }

    /// <summary>Is this an address of this interface? The loopback interface owns the whole of its network.</summary>
    public bool IsOwn(IPv4Address address)
    {
        foreach (var own in _addresses)
            if (own.Address == address || (IsLoopback && own.Contains(address))) return true;
        return false;
    }

    /// <summary>
    /// Does this address mean "everybody" here? RFC 1122 section 3.3.6: all ones, the network's own all-ones host, and the
    /// old forms of 4.2BSD with zeros in their place. The all-subnets form died with address classes.
    /// </summary>
    public bool IsBroadcast(IPv4Address address)
    {
        if (IsLoopback) return false;
        if (address.IsBroadcast || address.IsAny) return true;
        foreach (var own in _addresses)
            if (own.HasBroadcast && (address == own.DirectedBroadcast || address == own.Network)) return true;
        return false;
    }

    /// <summary>The address to send from: the first on the next hop's network, else the primary one, else none.</summary>
    internal IPv4Address SourceFor(IPv4Address nextHop)
    {
        foreach (var own in _addresses)
            if (own.Contains(nextHop)) return own.Address;
        return _addresses.Count > 0 ? _addresses[0].Address : IPv4Address.Any;
    }

    internal void Send(Packet datagram, IPv4Address nextHop, Instant now) => _send(datagram, nextHop, now);

    /// <summary>The name of the interface.</summary>
    public override string ToString() => Name;
}
