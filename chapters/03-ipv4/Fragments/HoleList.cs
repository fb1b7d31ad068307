namespace Workbook.IPv4;

/// <summary>A range of bytes that have not arrived, both ends included.</summary>
public readonly record struct Hole(int First, int Last)
{
    /// <summary>The end of the last hole, until the last fragment tells.</summary>
    public const int Infinity = int.MaxValue;

    public bool IsEndless => Last == Infinity;
}

/// <summary>
/// What a datagram still lacks. RFC 815 keeps not the fragments but the holes between them: at first one from 0 to
/// infinity; each fragment takes its piece out of a hole; when none is left, the datagram is whole.
/// </summary>
public sealed class HoleList
{
    private readonly List<Hole> _holes = [];

    /// <summary>The holes, in no particular order.</summary>
    public List<Hole> All => _holes;

    /// <summary>Begins a datagram of which nothing has arrived.</summary>
    public void Begin()
    {
        _holes.Clear();
        _holes.Add(new Hole(0, Hole.Infinity));
    }

    /// <summary>
    /// Takes a piece out of the hole it lies in: what is left before it and behind it are holes still; behind the last
    /// fragment nothing is left (RFC 815 section 3). The piece lies in one hole altogether.
    /// </summary>
    /// <param name="first">Offset of the piece's first byte.</param>
    /// <param name="last">Offset of the piece's last byte.</param>
    /// <param name="more">Do more fragments follow, or is this the last?</param>
    public void Fill(int first, int last, bool more)
    {
        #region exercise 3.6: replace the hole that a fragment fills by what is left of it
        throw new NotImplementedException("exercise 3.6");
        #endregion
    }
}
