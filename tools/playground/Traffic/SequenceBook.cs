using Workbook.Basics;
using Workbook.Tcp;

namespace Workbook.Playground.Traffic;

/// <summary>Remembers where each direction of each connection began, so that numbers can be shown from 0, and how far it
/// has come, so that what is sent again can be told.</summary>
public sealed class SequenceBook
{
    /// <summary>A trace of a server may run for weeks.</summary>
    private const int MostConnections = 10_000;

    private readonly Dictionary<(IPv4Address, ushort, IPv4Address, ushort), Direction> _directions = [];

    /// <summary>Numbers of a segment, counted from its connection's beginning.</summary>
    /// <param name="IsAgain">All of it has been sent before.</param>
    public readonly record struct Numbers(uint Sequence, uint Acknowledgment, uint SackStart, uint SackEnd, long Window, bool IsAgain)
    {
        /// <summary>It stands before what was sent last and carries nothing: a question whether the other side is alive.</summary>
        public bool IsProbe { get; init; }
    }

    /// <summary>Takes note of a segment, in the order of sending.</summary>
    public Numbers Note(in FrameSummary frame)
    {
        SegmentSummary tcp = frame.Tcp;
        Direction own = Find((frame.From, frame.FromPort, frame.To, frame.ToPort));
        Direction other = Find((frame.To, frame.ToPort, frame.From, frame.FromPort));
        bool syn = tcp.Has(TcpFlags.Syn);
        if (syn && (!own.Begun || own.First != tcp.Sequence))
            own.Begin(tcp.Sequence, tcp.WindowScale);
        uint end = tcp.Sequence + (uint)frame.PayloadLength + (syn || tcp.Has(TcpFlags.Fin) ? 1u : 0);
        // A window field is scaled in every segment but SYNs, and only if both sides offered a scale.
        int shift = syn || own.Scale < 0 || other.Scale < 0 ? 0 : own.Scale;
        return new Numbers(
            tcp.Sequence - own.First, tcp.Acknowledgment - other.First, tcp.SackStart - other.First, tcp.SackEnd - other.First,
            (long)tcp.Window << shift, IsAgain: end != tcp.Sequence && !own.Advance(end))
        {
            IsProbe = end == tcp.Sequence && own.IsBehind(end),
        };
    }

    private Direction Find((IPv4Address, ushort, IPv4Address, ushort) key)
    {
        if (_directions.TryGetValue(key, out Direction? direction))
            return direction;
        if (_directions.Count >= 2 * MostConnections)
            _directions.Clear();
        return _directions[key] = new Direction();
    }

    private sealed class Direction
    {
        private uint _end;

        public bool Begun { get; private set; }
        public uint First { get; private set; }
        public int Scale { get; private set; } = -1;

        public void Begin(uint first, int scale) => (Begun, First, Scale, _end) = (true, first, scale, first);

        public bool IsBehind(uint number) => Begun && (int)(number - _end) < 0;

        /// <returns>True if this is further than ever before.</returns>
        public bool Advance(uint end)
        {
            if (!Begun)
                (Begun, _end) = (true, end - 1);
            if ((int)(end - _end) <= 0)
                return false;
            _end = end;
            return true;
        }
    }
}
