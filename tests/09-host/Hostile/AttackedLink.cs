using Workbook.Basics;
using Workbook.Link;

namespace Workbook.Host.Tests;

/// <summary>A stack's link that somebody else can send on as well: it remembers the latest genuine frames, and hands over
/// injected ones. Each IPv4 frame must leave a trace in the stack's counters before the next one is fetched.</summary>
internal sealed class AttackedLink(ILink inner) : LinkWrapper(inner)
{
    private static readonly Counter[] Taken = [Counter.SegmentsIn, Counter.UdpIn, Counter.IcmpIn, Counter.FragmentsIn];

    private readonly Queue<byte[]> _injected = new();
    private readonly byte[][] _recent = new byte[128][];
    private long _genuine;
    private byte[]? _lastIPv4;
    private long _accounted;

    /// <summary>Of the stack behind this link.</summary>
    public Counters? Counters { get; set; }

    /// <summary>Frames handed to the stack.</summary>
    public long Fetched { get; private set; }

    public int Remembered => (int)Math.Min(_genuine, _recent.Length);

    /// <summary>The latest genuine frame.</summary>
    public byte[] Latest => _recent[(_genuine - 1) % _recent.Length];

    public byte[] Recent(int index) => _recent[index];

    public void Inject(byte[] frame)
    {
        _injected.Enqueue(frame);
        Readable?.Invoke();
    }

    public override bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame)
    {
        Account();
        if (_injected.TryDequeue(out byte[]? next))
        {
            next.CopyTo(buffer);
            frame = new FrameInfo(next.Length, ChecksumVerified: false);
        }
        else if (base.TryReceive(now, buffer, out frame))
            _recent[_genuine++ % _recent.Length] = next = buffer[..frame.Length].ToArray();
        else
            return false;
        Fetched++;
        if (next.Length >= 14 && next[12] == 8 && next[13] == 0)
            (_lastIPv4, _accounted) = (next, Accounted());
        return true;
    }

    private void Account()
    {
        if (_lastIPv4 is not null && Accounted() == _accounted)
            throw new ShouldAssertException($"a frame was neither taken nor counted as dropped: {Convert.ToHexString(_lastIPv4)}");
        _lastIPv4 = null;
    }

    private long Accounted()
    {
        long sum = Counters!.TotalDrops;
        foreach (Counter counter in Taken)
            sum += Counters[counter];
        return sum;
    }
}
