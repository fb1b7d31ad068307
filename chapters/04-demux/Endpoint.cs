using Workbook.Basics;

namespace Workbook.Demux;

/// <summary>One end of a conversation: an address and a port.</summary>
/// <param name="Address">The address; <see cref="IPv4Address.Any"/> is the wildcard "whatever address".</param>
/// <param name="Port">The port; 0 is the wildcard "whatever port". No datagram is ever addressed to port 0.</param>
public readonly record struct Endpoint(IPv4Address Address, ushort Port)
{
    /// <summary>The wildcard of both: any address, any port.</summary>
    public static Endpoint Any => default;

    /// <inheritdoc/>
    /// <remarks>Seeded once per process; a table that faces the network has a key of its own
    /// (<see cref="KeyedTupleComparer"/>).</remarks>
    public override int GetHashCode() => HashCode.Combine(Address.Value, Port);

    /// <summary>As in <c>10.0.0.1:80</c>.</summary>
    public override string ToString() => $"{Address}:{Port}";
}

/// <summary>Both ends of a conversation, seen from here: what RFC 9293 section 3.3.1 names a connection by.</summary>
/// <param name="Local">The end on this host; its address may be the wildcard.</param>
/// <param name="Remote">The peer's end; <see cref="Endpoint.Any"/> for a listener.</param>
public readonly record struct FourTuple(Endpoint Local, Endpoint Remote)
{
    /// <inheritdoc/>
    public override int GetHashCode() =>
        HashCode.Combine(Local.Address.Value, Local.Port, Remote.Address.Value, Remote.Port);

    /// <summary>As in <c>10.0.0.1:80 - 10.0.0.2:16000</c>.</summary>
    public override string ToString() => $"{Local} - {Remote}";
}
