using System.Buffers.Binary;

namespace Workbook.Notebooks.Kernel;

/// <summary>Remembers the last signatures: a message that somebody recorded does not run a second time.</summary>
internal sealed class ReplayGuard
{
    private const int Capacity = 1 << 16;

    private readonly HashSet<UInt128> _seen = [];
    private readonly Queue<UInt128> _order = new();

    /// <param name="signature">64 hexadecimal digits; half of them tell messages apart.</param>
    public bool IsNew(ReadOnlySpan<byte> signature)
    {
        UInt128 digest = BinaryPrimitives.ReadUInt128BigEndian(Convert.FromHexString(signature));
        if (!_seen.Add(digest))
            return false;
        _order.Enqueue(digest);
        if (_order.Count > Capacity)
            _seen.Remove(_order.Dequeue());
        return true;
    }
}
