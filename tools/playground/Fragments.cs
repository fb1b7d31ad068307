using Workbook.Basics;
using Workbook.IPv4;
using Workbook.Pictures;

namespace Workbook.Playground;

/// <summary>A fragment as it would leave.</summary>
public sealed record Fragment(IPv4Header Header, byte[] Bytes)
{
    /// <summary>The offset of its first byte in the whole payload.</summary>
    public int From => Header.FragmentOffset;

    /// <summary>The offset behind its last byte.</summary>
    public int To => Header.FragmentOffset + Header.PayloadLength;

    /// <summary>Blue if more follow, green if it is the last.</summary>
    public Bar Bar => new(From, To, $"{Header.PayloadLength} bytes", Header.MoreFragments ? Tone.Blue : Tone.Green);
}

/// <summary>Datagrams from 10.0.0.1 to 10.0.0.2, cut by chapter 03's <see cref="FragmentCutter"/>.</summary>
public static class Fragments
{
    /// <summary>Cuts a payload of so many bytes: eight zeros, eight ones, eight twos and so on.</summary>
    /// <param name="mtu">Bytes of the largest datagram, header included.</param>
    public static IReadOnlyList<Fragment> Cut(int length, int mtu)
    {
        var whole = new IPv4Header(20, 0, 20 + length, 7, false, false, 0, 64, IpProtocol.Udp, 0, "10.0.0.1".Address(), "10.0.0.2".Address());
        byte[] payload = [.. Enumerable.Range(0, length).Select(i => (byte)(i / 8))];
        var cutter = new FragmentCutter(whole, default, default, payload, mtu, new PacketPool());
        var pieces = new List<Fragment>();
        while (cutter.TryNext(out Packet? piece))
        {
            pieces.Add(Of(piece.Span.ToArray()));
            if (pieces.Count > IPv4Header.MaximumDatagram / 8)
                throw new InvalidOperationException("The cutter cuts without end: a fragment must carry something.");
        }
        return pieces;
    }

    /// <summary>A piece made by hand, with the bytes that <see cref="Cut"/> would have at that place, or others.</summary>
    public static Fragment Forge(int from, int to, bool last = false, byte difference = 0)
    {
        var header = new IPv4Header(20, 0, 20 + to - from, 7, false, !last, from, 64, IpProtocol.Udp, 0, "10.0.0.1".Address(), "10.0.0.2".Address());
        byte[] bytes = new byte[header.TotalLength];
        header.Write(bytes);
        for (int i = from; i < to; i++)
            bytes[20 + i - from] = (byte)(i / 8 + difference);
        return Of(bytes);
    }

    private static Fragment Of(byte[] bytes) => IPv4Header.TryParse(bytes, out IPv4Header header, out _, out DropReason reason)
        ? new Fragment(header, bytes)
        : throw new InvalidOperationException($"A fragment has come out whose header nobody can read: {reason}.");
}
