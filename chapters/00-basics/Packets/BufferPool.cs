using System.Numerics;

namespace Workbook.Basics;

/// <summary>
/// Byte arrays in powers of two from 1 KiB to 4 MiB for send, receive and reassembly buffers, so that a connection
/// owns memory only while it holds data. Not thread-safe: a pool belongs to one loop.
/// </summary>
public sealed class BufferPool
{
    private const int SmallestShift = 10;
    private const int LargestShift = 22;

    /// <summary>Idle bytes kept per size.</summary>
    private const int KeepBytes = 8 << 20;

    private readonly Stack<byte[]>[] _idle = [.. Enumerable.Range(SmallestShift, LargestShift - SmallestShift + 1).Select(_ => new Stack<byte[]>())];

    /// <summary>Bytes rented and not yet returned.</summary>
    public long OutstandingBytes { get; private set; }

    /// <summary>An array whose length is the smallest power of two that holds <paramref name="atLeast"/> bytes (1 to 4 MiB).</summary>
    public byte[] Rent(int atLeast)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(atLeast, 1 << LargestShift);
        int shift = Math.Max(SmallestShift, BitOperations.Log2((uint)Math.Max(1, atLeast - 1)) + 1);
        OutstandingBytes += 1 << shift;
        return _idle[shift - SmallestShift].TryPop(out byte[]? buffer) ? buffer : GC.AllocateUninitializedArray<byte>(1 << shift);
    }

    /// <summary>Takes back an array that <see cref="Rent"/> gave out; the caller must not touch it again.</summary>
    public void Return(byte[] buffer)
    {
        OutstandingBytes -= buffer.Length;
        int shift = BitOperations.Log2((uint)buffer.Length);
        Stack<byte[]> stack = _idle[shift - SmallestShift];
        if ((long)stack.Count << shift < KeepBytes)
            stack.Push(buffer);
    }
}
