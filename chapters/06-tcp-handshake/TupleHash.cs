using System.Buffers.Binary;
using System.Security.Cryptography;
using Workbook.Basics;
using Workbook.Demux;

namespace Workbook.Tcp;

/// <summary>
/// A keyed hash of a connection's four-tuple: the function F of RFC 6528 section 3. Without the secret nobody can compute it,
/// nor learn from one connection's value anything about another's (MUST-9).
/// </summary>
/// <remarks>SHA-256 of key and message serves as the keyed function: messages are of one fixed length and 32 bits of the result are
/// shown, so that there is nothing to extend. Key and message together fit one block. Nothing is allocated.</remarks>
internal sealed class TupleHash
{
    private const int MessageSize = 21;
    private readonly byte[] _key;

    /// <param name="secret">At least 16 bytes nobody else knows, new at each start of the stack.</param>
    /// <exception cref="ArgumentException">The secret is shorter.</exception>
    public TupleHash(ReadOnlySpan<byte> secret)
    {
        if (secret.Length < 16)
            throw new ArgumentException("a secret takes 16 bytes or more", nameof(secret));
        _key = SHA256.HashData(secret);
    }

    /// <summary>32 bits that depend on everything given.</summary>
    /// <param name="purpose">Keeps the uses apart: one's results tell nothing about another's.</param>
    /// <param name="tuple">The connection.</param>
    /// <param name="extra">More to depend on.</param>
    public uint Of(Purpose purpose, in FourTuple tuple, ulong extra = 0)
    {
        Span<byte> input = stackalloc byte[SHA256.HashSizeInBytes + MessageSize];
        _key.CopyTo(input);
        Span<byte> message = input[_key.Length..];
        message[0] = (byte)purpose;
        BinaryPrimitives.WriteUInt32BigEndian(message[1..], tuple.Local.Address.Value);
        BinaryPrimitives.WriteUInt16BigEndian(message[5..], tuple.Local.Port);
        BinaryPrimitives.WriteUInt32BigEndian(message[7..], tuple.Remote.Address.Value);
        BinaryPrimitives.WriteUInt16BigEndian(message[11..], tuple.Remote.Port);
        BinaryPrimitives.WriteUInt64BigEndian(message[13..], extra);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(input, hash);
        return BinaryPrimitives.ReadUInt32BigEndian(hash);
    }

    /// <summary>What a hash is for.</summary>
    public enum Purpose : byte
    {
        /// <summary>An initial sequence number.</summary>
        Sequence,

        /// <summary>A timestamp offset.</summary>
        Timestamp,

        /// <summary>A SYN cookie.</summary>
        Cookie,
    }
}
