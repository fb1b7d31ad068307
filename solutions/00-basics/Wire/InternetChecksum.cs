using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Workbook.Basics;

/// <summary>
/// The Internet checksum (RFC 1071): the one's complement of the one's complement sum of 16-bit words.
/// IPv4, ICMP, UDP and TCP all carry it. A sum is built in steps, <see cref="Add"/> after <see cref="Add"/>, and
/// closed by <see cref="Finish"/>.
/// </summary>
public static class InternetChecksum
{
    /// <summary>Below this many bytes the vector loop is not worth its set-up: headers take the exercise's path.</summary>
    private const int Bulk = 64;

    /// <summary>Continues a sum.</summary>
    /// <param name="sum">0, or what an earlier call returned.</param>
    /// <param name="data">Must start at an even offset of what is summed; only the last piece may be of odd length.</param>
    /// <returns>A partial sum of at most 0x1FFFE.</returns>
    public static uint Add(uint sum, ReadOnlySpan<byte> data)
    {
        if (data.Length < Bulk || !Vector256.IsHardwareAccelerated)
            return AddWords(sum, data);
        int bulk = data.Length & ~31;
        return AddWords(Fold(sum + AddVectors(data[..bulk])), data[bulk..]);
    }

    /// <summary>Adds the words of <paramref name="data"/> one after the other, the first byte of each the high one.</summary>
    /// <returns>The sum with the carries folded back in until it needs at most 17 bits.</returns>
    public static uint AddWords(uint sum, ReadOnlySpan<byte> data)
    {
        #region exercise 0.4: sum 16-bit words with end-around carry; pad an odd last byte with zero
        ulong total = sum;
        while (data.Length >= 2)
        {
            total += (uint)(data[0] << 8 | data[1]);
            data = data[2..];
        }
        if (data.Length == 1)
            total += (uint)(data[0] << 8);
        while (total > 0xFFFF)
            total = (total & 0xFFFF) + (total >> 16);
        return (uint)total;
        #endregion
    }

    /// <summary>The checksum as it goes into the header: carries folded, then complemented.</summary>
    public static ushort Finish(uint sum) => (ushort)~Fold(Fold(sum));

    /// <summary>The checksum of one piece. Over data that contains its own correct checksum it is 0.</summary>
    public static ushort Of(ReadOnlySpan<byte> data) => Finish(Add(0, data));

    private static uint Fold(uint sum) => (sum & 0xFFFF) + (sum >> 16);

    /// <summary>
    /// The same sum 32 bytes at a time. One's complement addition does not care about byte order (RFC 1071 section 2B),
    /// so words are added as the machine reads them, in 32-bit lanes, and swapped once at the end.
    /// </summary>
    /// <param name="data">A multiple of 32 bytes, at most 64 KiB: a lane of 32 bits then cannot overflow.</param>
    private static uint AddVectors(ReadOnlySpan<byte> data)
    {
        ref ushort first = ref Unsafe.As<byte, ushort>(ref MemoryMarshal.GetReference(data));
        Vector256<uint> even = Vector256<uint>.Zero, odd = Vector256<uint>.Zero;
        nuint words = (nuint)data.Length / 2;
        for (nuint i = 0; i < words; i += 16)
        {
            (Vector256<uint> low, Vector256<uint> high) = Vector256.Widen(Vector256.LoadUnsafe(ref first, i));
            even += low;
            odd += high;
        }
        (Vector256<ulong> a, Vector256<ulong> b) = Vector256.Widen(even);
        (Vector256<ulong> c, Vector256<ulong> d) = Vector256.Widen(odd);
        ulong sum = Vector256.Sum(a + b + c + d);
        sum = (sum & 0xFFFF_FFFF) + (sum >> 32);
        uint folded = Fold(Fold((uint)((sum & 0xFFFF) + (sum >> 16))));
        return BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness((ushort)folded) : folded;
    }
}
