using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Workbook.Basics;

namespace Workbook.Demux;

/// <summary>
/// The ports of one transport in one stack. Two reservations of a port <i>overlap</i> if their addresses are equal
/// or one of them is the wildcard, since then some datagram would be meant for both.
/// </summary>
public sealed class PortTable
{
    /// <summary>The lowest ephemeral port.</summary>
    public const int FirstEphemeral = 16000;

    /// <summary>The highest ephemeral port.</summary>
    public const int LastEphemeral = 65535;

    private const uint EphemeralCount = LastEphemeral - FirstEphemeral + 1;

    // What holds one address of one port: a socket, if Mode is not null, and connections in TIME-WAIT.
    private readonly record struct Hold(IPv4Address Address, ReuseMode? Mode, int Lingering)
    {
        public bool Overlaps(IPv4Address address) => Address == address || Address.IsAny || address.IsAny;
    }

    // Per port a list no longer than the stack has addresses, plus one for the wildcard.
    private readonly Dictionary<ushort, List<Hold>> _holds = [];
    private readonly byte[] _secret = new byte[32];
    private readonly uint[] _turns = new uint[256];

    /// <summary>An empty table.</summary>
    /// <param name="random">Source of the secret that makes ephemeral ports unpredictable; used now, not kept.</param>
    public PortTable(Random random)
    {
        random.NextBytes(_secret);
        foreach (ref uint turn in _turns.AsSpan()) turn = (uint)random.Next((int)EphemeralCount);
    }

    /// <summary>Reserves a port for a socket.</summary>
    /// <param name="local">A port from 1 to 65,535 and an address, which may be the wildcard.</param>
    /// <param name="mode">Whether to tolerate others.</param>
    /// <returns>False if another reservation is in the way.</returns>
    /// <exception cref="ArgumentException">The port is 0.</exception>
    public bool TryReserve(Endpoint local, ReuseMode mode = ReuseMode.Exclusive)
    {
        if (local.Port == 0) throw new ArgumentException("Port 0 cannot be reserved.", nameof(local));
        foreach (Hold hold in HoldsOf(local.Port))
            if (hold.Overlaps(local.Address) && !MayStandBeside(hold, local.Address, mode)) return false;
        Put(local, Get(local) with { Mode = mode });
        return true;
    }

    /// <summary>
    /// Reserves an ephemeral port, chosen by algorithm 4 of RFC 6056 section 3.3.4: a keyed hash of both ends says
    /// where to begin, and a counter, one of 256 picked by the same hash, how far to go on. So the ports towards one peer
    /// are used in turn and each rests as long as possible, while nobody without the secret can tell from the ports
    /// that one peer sees which ones another will.
    /// </summary>
    /// <param name="local">The address that the socket will use, or the wildcard.</param>
    /// <param name="remote">The peer, or <see cref="Endpoint.Any"/> if there is none yet.</param>
    /// <param name="port">From <see cref="FirstEphemeral"/> to <see cref="LastEphemeral"/>; 0 on failure.</param>
    /// <returns>False if every ephemeral port is taken.</returns>
    public bool TryReserveEphemeral(IPv4Address local, Endpoint remote, out ushort port)
    {
        #region exercise 4.5: choose an ephemeral port: begin at a secret place, take the next free one, or fail
        throw new NotImplementedException("exercise 4.5");
        #endregion
    }

    /// <summary>Gives a socket's reservation back. One that does not exist is ignored.</summary>
    public void Release(Endpoint local) => Put(local, Get(local) with { Mode = null });

    /// <summary>Notes a connection in TIME-WAIT. Whether or not its port is reserved as well, it keeps
    /// <see cref="ReuseMode.Exclusive"/> newcomers and the ephemeral choice away until <see cref="EndLinger"/>.</summary>
    public void Linger(Endpoint local)
    {
        Hold hold = Get(local);
        Put(local, hold with { Lingering = hold.Lingering + 1 });
    }

    /// <summary>Undoes one <see cref="Linger"/>.</summary>
    public void EndLinger(Endpoint local)
    {
        Hold hold = Get(local);
        Put(local, hold with { Lingering = Math.Max(0, hold.Lingering - 1) });
    }

    /// <summary>Whether nothing overlaps with this endpoint, neither a socket nor a connection in TIME-WAIT.</summary>
    public bool IsFree(Endpoint local)
    {
        foreach (Hold hold in HoldsOf(local.Port))
            if (hold.Overlaps(local.Address)) return false;
        return true;
    }

    /// <summary>
    /// Whether a newcomer may have a port although <paramref name="older"/> overlaps with it. The four rules:
    /// who asks for exclusive use tolerates nobody; TIME-WAIT alone gives way to <see cref="ReuseMode.ReuseAddress"/>
    /// (a server restarts at once, the old connections still being told apart by their four-tuples); a socket gives way
    /// only if it too said ReuseAddress; and never to one of the same address, since a datagram for both would have no
    /// better taker.
    /// </summary>
    private static bool MayStandBeside(Hold older, IPv4Address address, ReuseMode mode)
    {
        #region exercise 4.4: decide whether two overlapping reservations may stand side by side
        throw new NotImplementedException("exercise 4.4");
        #endregion
    }

    // RFC 6056 asks for a hash whose secret cannot be computed from the ports seen: a real MAC, not a hash code.
    private (uint Offset, byte Group) KeyedHash(IPv4Address local, Endpoint remote)
    {
        Span<byte> input = stackalloc byte[10];
        local.WriteTo(input);
        remote.Address.WriteTo(input[4..]);
        BinaryPrimitives.WriteUInt16BigEndian(input[8..], remote.Port);

        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_secret, input, hash);
        return (BinaryPrimitives.ReadUInt32BigEndian(hash), hash[4]);
    }

    private ReadOnlySpan<Hold> HoldsOf(ushort port) =>
        _holds.TryGetValue(port, out List<Hold>? holds) ? CollectionsMarshal.AsSpan(holds) : default;

    private Hold Get(Endpoint local)
    {
        foreach (Hold hold in HoldsOf(local.Port))
            if (hold.Address == local.Address) return hold;
        return new Hold(local.Address, Mode: null, Lingering: 0);
    }

    private void Put(Endpoint local, Hold hold)
    {
        if (!_holds.TryGetValue(local.Port, out List<Hold>? holds)) holds = _holds[local.Port] = [];
        holds.RemoveAll(other => other.Address == local.Address);
        if (hold.Mode is not null || hold.Lingering > 0) holds.Add(hold);
        if (holds.Count == 0) _holds.Remove(local.Port);
    }
}
