using Workbook.Basics;

namespace Workbook.Demux;

/// <summary>
/// Who gets this datagram? The sockets of one transport in one stack, by their four-tuple. A connection is
/// entered with both ends; a listener, or an unconnected UDP socket, without the remote end; either may leave out its local
/// address and then hears on all addresses of all interfaces.
/// </summary>
/// <typeparam name="T">The socket.</typeparam>
/// <param name="seed">A secret random number: it keeps peers from choosing four-tuples whose hashes collide.</param>
public sealed class EndpointTable<T>(ulong seed) where T : class
{
    private readonly Dictionary<FourTuple, T> _entries = new(new KeyedTupleComparer(seed));

    /// <summary>How many sockets there are.</summary>
    public int Count => _entries.Count;

    /// <summary>Enters a socket; false if this very four-tuple is taken.</summary>
    /// <exception cref="ArgumentException">The local port is 0: such a socket could never be found.</exception>
    public bool TryAdd(in FourTuple tuple, T socket)
    {
        if (tuple.Local.Port == 0) throw new ArgumentException("A socket needs a local port.", nameof(tuple));
        return _entries.TryAdd(tuple, socket);
    }

    /// <summary>Takes a socket out; false if it was not there.</summary>
    public bool Remove(in FourTuple tuple) => _entries.Remove(tuple);

    /// <summary>The socket entered under exactly this four-tuple, wildcards not interpreted.</summary>
    public T? FindExact(in FourTuple tuple) => _entries.GetValueOrDefault(tuple);

    /// <summary>
    /// The socket for a datagram that arrived at <paramref name="local"/> from <paramref name="remote"/>: the most
    /// specific of those that match (RFC 9293 section 3.10.7.1 and 3.10.7.2 taken together: a connection before a listener).
    /// Constant time, no allocation: this is asked once per arriving datagram.
    /// </summary>
    /// <param name="local">Destination address and port of the datagram.</param>
    /// <param name="remote">Source address and port of the datagram.</param>
    /// <returns>The socket, or null.</returns>
    public T? Find(Endpoint local, Endpoint remote)
    {
        #region exercise 4.3: find the socket: exact, without local address, without remote end, by port only
        throw new NotImplementedException("exercise 4.3");
        #endregion
    }
}
