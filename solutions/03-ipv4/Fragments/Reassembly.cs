using Workbook.Basics;

namespace Workbook.IPv4;

/// <summary>What a fragment is to the datagram it belongs to.</summary>
public enum FragmentVerdict
{
    /// <summary>It fills a hole, or a part of one.</summary>
    New,

    /// <summary>It says again, byte for byte, what earlier fragments said.</summary>
    Duplicate,

    /// <summary>It contradicts earlier fragments: the datagram must not live.</summary>
    Overlap,
}

/// <summary>
/// One datagram on its way back together: a buffer, and the holes in it (RFC 815). When no hole is left, it is whole.
/// </summary>
public class Reassembly(BufferPool buffers)
{
    /// <summary>Where the payload begins in the buffer: the longest header fits in front, so that the whole is one piece.</summary>
    private const int PayloadStart = 60;

    private readonly HoleList _holes = new();
    private byte[] _buffer = [];
    private int _firstLength;

    /// <summary>Payload bytes of the whole datagram; 0 until the last fragment has arrived.</summary>
    public int Length { get; private set; }

    /// <summary>Fragments taken in.</summary>
    public int Fragments { get; private set; }

    /// <summary>Bytes of memory held.</summary>
    public int BufferSize => _buffer.Length;

    /// <summary>Has the first fragment arrived?</summary>
    public bool HasFirst => _firstLength > 0;

    public bool IsComplete => _holes.All.Count == 0;

    /// <summary>The header of the first fragment, changed into the whole one's by <see cref="Finish"/>.</summary>
    public IPv4Header Header { get; private set; }

    /// <summary>The first fragment as it arrived, for an ICMP error to quote.</summary>
    public ReadOnlySpan<byte> FirstFragment =>
        _buffer.AsSpan(PayloadStart - Header.HeaderLength, Header.HeaderLength + _firstLength);

    /// <summary>The whole datagram with its header, once <see cref="Finish"/> has succeeded.</summary>
    public ReadOnlySpan<byte> Datagram => _buffer.AsSpan(PayloadStart - Header.HeaderLength, Header.TotalLength);

    /// <summary>Forgets everything: one hole, from 0 to infinity.</summary>
    public void Begin()
    {
        Release();
        _holes.Begin();
        Length = Fragments = _firstLength = 0;
        Header = default;
    }

    /// <summary>Takes in a fragment if it is new. Cost is bounded by the number of fragments taken in.</summary>
    /// <param name="header">Its header; the offset and length are known to be sane (<see cref="Reassembler"/>).</param>
    /// <param name="datagram">The fragment with its header.</param>
    public FragmentVerdict Add(in IPv4Header header, ReadOnlySpan<byte> datagram)
    {
        ReadOnlySpan<byte> data = datagram[header.HeaderLength..];
        int first = header.FragmentOffset, last = first + data.Length - 1;
        FragmentVerdict verdict = Judge(first, last, header.MoreFragments, data);
        if (verdict != FragmentVerdict.New) return verdict;

        MakeRoom(PayloadStart + last + 1);
        data.CopyTo(_buffer.AsSpan(PayloadStart + first));
        if (first == 0) KeepFirst(header, datagram);
        if (!header.MoreFragments) Length = last + 1;
        Fragments++;
        _holes.Fill(first, last, header.MoreFragments);
        return verdict;
    }

    /// <summary>Makes one datagram of it all. False if it would be longer than a datagram can be.</summary>
    public bool Finish()
    {
        if (Header.HeaderLength + Length > IPv4Header.MaximumDatagram) return false;
        Header = Header with { TotalLength = Header.HeaderLength + Length, MoreFragments = false };
        Header.Write(_buffer.AsSpan(PayloadStart - Header.HeaderLength));
        return true;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release()
    {
        if (_buffer.Length > 0) buffers.Return(_buffer);
        _buffer = [];
        _firstLength = 0;
    }

    /// <summary>
    /// Is a fragment new, a duplicate, or in conflict with what is there? New data fits one hole altogether, and the last
    /// fragment fits the hole that has no end. Everything else that touches a hole overlaps data, which no honest sender
    /// causes: teardrop and its kin did, and so do attempts to slip past a firewall (RFC 1858, RFC 3128). Where no
    /// hole is touched, the network may have duplicated: harmless if it says the same.
    /// </summary>
    private FragmentVerdict Judge(int first, int last, bool more, ReadOnlySpan<byte> data)
    {
        #region exercise 3.7: overlap policy: new data fits one hole, a duplicate repeats byte for byte, all else is an attack
        foreach (Hole hole in _holes.All)
        {
            if (first > hole.Last || last < hole.First) continue;
            bool fits = first >= hole.First && last <= hole.Last && (more || hole.IsEndless);
            return fits ? FragmentVerdict.New : FragmentVerdict.Overlap;
        }
        if (Length > 0 && last >= Length) return FragmentVerdict.Overlap;
        bool same = data.SequenceEqual(_buffer.AsSpan(PayloadStart + first, data.Length));
        bool sameEnd = more || last + 1 == Length;
        return same && sameEnd ? FragmentVerdict.Duplicate : FragmentVerdict.Overlap;
        #endregion
    }

    private void KeepFirst(in IPv4Header header, ReadOnlySpan<byte> datagram)
    {
        Header = header;
        datagram[..header.HeaderLength].CopyTo(_buffer.AsSpan(PayloadStart - header.HeaderLength));
        _firstLength = header.PayloadLength;
    }

    private void MakeRoom(int size)
    {
        if (size <= _buffer.Length) return;
        byte[] larger = buffers.Rent(size);
        _buffer.CopyTo(larger, 0);
        if (_buffer.Length > 0) buffers.Return(_buffer);
        _buffer = larger;
    }
}
