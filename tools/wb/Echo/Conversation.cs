using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Workbook.Basics;
using Workbook.Cli.Terminal;
using Workbook.Link;

namespace Workbook.Cli.Echo;

/// <summary>What became of a frame.</summary>
/// <param name="Number">In the order of sending, from 1 on, whoever sent it.</param>
/// <param name="Sent">Since the beginning of the conversation, as all times here.</param>
/// <param name="Arrived">Null: lost.</param>
/// <param name="Fate">Null: delivered, and taken.</param>
public readonly record struct FrameStory(
    long Number, bool FromClient, Instant Sent, Instant? Arrived, FrameSummary Frame, SequenceBook.Numbers Numbers, string? Fate);

/// <summary>Called when it is known what became of a frame. The bytes are valid during the call.</summary>
public delegate void StoryTeller(in FrameStory story, ReadOnlySpan<byte> bytes);

/// <summary>
/// Follows every frame between two hosts from its sender to its fate: it numbers them, and recognizes at arrival what was
/// sent, though frames overtake each other, double, and are damaged on the way.
/// </summary>
/// <param name="lose">Numbers of frames that are to be lost.</param>
public sealed class Conversation(IReadOnlySet<long> lose, StoryTeller? tell)
{
    /// <summary>Frames that may be on the way at a time; of older ones the origin is forgotten.</summary>
    private const int MostUnderWay = 16_384;

    private readonly Dictionary<ulong, Journey> _underWay = [];
    private readonly Queue<ulong> _order = new();
    private readonly SequenceBook _book = new();
    private readonly byte[] _lastBytes = new byte[ILink.LargestFrame];
    private readonly byte[] _leavingBytes = new byte[ILink.LargestFrame];
    private FrameStory? _last;
    private Journey _leaving;
    private bool _reported;

    /// <summary>Since when frames count and are told; before, hosts only make themselves known.</summary>
    public Instant Begin { get; private set; } = Instant.Never;

    public long Frames { get; private set; }
    public long Bytes { get; private set; }
    public long Lost { get; private set; }

    /// <summary>Segments that had been sent before.</summary>
    public long Again { get; private set; }

    public long Damaged { get; private set; }
    public long Duplicated { get; private set; }

    /// <summary>Frames that a host received and refused, whatever the reason.</summary>
    public long Refused { get; private set; }

    private bool IsOn => Begin != Instant.Never;

    public void Start(Instant now) => Begin = now;

    /// <summary>A frame sets out.</summary>
    /// <returns>False if it shall be lost.</returns>
    public bool SetsOut(bool fromClient, ReadOnlySpan<byte> frame, Instant now)
    {
        if (!IsOn)
            return true;
        Frames++;
        Bytes += frame.Length;
        FrameSummary summary = FrameSummary.Read(frame);
        SequenceBook.Numbers numbers = summary.Kind == FrameKind.Tcp ? _book.Note(summary) : default;
        Again += numbers.IsAgain ? 1 : 0;
        _leaving = new Journey(Frames, fromClient, SinceBegin(now), summary, numbers, KeyOf(frame, fromClient));
        _reported = false;
        if (tell is not null)
            frame.CopyTo(_leavingBytes);
        if (!lose.Contains(Frames))
            return true;
        WasLost("lost");
        return false;
    }

    /// <summary>The same frame after the damage that may have been done to it.</summary>
    public void Leaves(ReadOnlySpan<byte> frame)
    {
        if (!IsOn)
            return;
        ulong key = KeyOf(frame, _leaving.FromClient);
        if (key != _leaving.Key)
        {
            Damaged++;
            _leaving = _leaving with { IsDamaged = true, Key = key };
        }
        if (_order.Count >= MostUnderWay)
            _underWay.Remove(_order.Dequeue());
        // Two frames may be equal to the last bit, such as requests of ARP.
        if (_underWay.TryGetValue(key, out Journey equal))
            _leaving = _leaving with { Expected = equal.Expected + 1, Arrivals = equal.Arrivals };
        _underWay[key] = _leaving;
        _order.Enqueue(key);
    }

    /// <summary>The frame that sets out right now does not get far.</summary>
    public void WasLost(string why)
    {
        // Of a doubled frame both copies may meet their end.
        if (_reported || !IsOn)
            return;
        _reported = true;
        Lost++;
        if (_underWay.TryGetValue(_leaving.Key, out Journey journey) && journey.Number == _leaving.Number)
            _underWay[_leaving.Key] = journey with { Expected = journey.Expected - 1 };
        TellLast();
        tell?.Invoke(new FrameStory(_leaving.Number, _leaving.FromClient, _leaving.Sent, null, _leaving.Frame, _leaving.Numbers, why), _leavingBytes.AsSpan(0, _leaving.Frame.FrameLength));
    }

    /// <summary>A frame has arrived; what its receiver thinks of it may follow.</summary>
    public void Arrived(bool atClient, ReadOnlySpan<byte> frame, Instant now)
    {
        if (!IsOn)
            return;
        TellLast();
        ref Journey journey = ref CollectionsMarshal.GetValueRefOrNullRef(_underWay, KeyOf(frame, !atClient));
        bool known = !Unsafe.IsNullRef(ref journey);
        if (known && ++journey.Arrivals > journey.Expected)
            Duplicated++;
        Journey story = known ? journey : new Journey(0, !atClient, SinceBegin(now), FrameSummary.Read(frame), default, 0);
        string? fate = story.IsDamaged ? "damaged" : known && story.Arrivals > story.Expected ? "twice" : null;
        if (tell is null)
            return;
        _last = new FrameStory(story.Number, story.FromClient, story.Sent, SinceBegin(now), story.Frame, story.Numbers, fate);
        frame.CopyTo(_lastBytes);
    }

    /// <summary>The receiver of the frame that arrived last has dropped it.</summary>
    public void Dropped(DropReason reason)
    {
        if (!IsOn)
            return;
        Refused++;
        if (_last is { } last)
            _last = last with { Fate = last.Fate is null or "damaged" or "twice" ? Join(last.Fate, reason) : last.Fate };
    }

    /// <summary>Nothing more will be heard of the frame that arrived last.</summary>
    public void TellLast()
    {
        if (_last is { } story)
            tell?.Invoke(story, _lastBytes.AsSpan(0, story.Frame.FrameLength));
        _last = null;
    }

    private Instant SinceBegin(Instant now) => Instant.Zero + (now - Begin);

    private static string Join(string? fate, DropReason reason) => fate is null ? reason.ToString() : $"{fate}: {reason}";

    /// <summary>FNV-1a by words: to recognize frames, not to protect them.</summary>
    private static ulong KeyOf(ReadOnlySpan<byte> frame, bool fromClient)
    {
        ulong hash = fromClient ? 14_695_981_039_346_656_037 : 1_099_511_628_211;
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(frame))
            hash = (hash ^ word) * 1_099_511_628_211;
        foreach (byte one in frame[(frame.Length & ~7)..])
            hash = (hash ^ one) * 1_099_511_628_211;
        return hash;
    }

    private record struct Journey(
        long Number, bool FromClient, Instant Sent, FrameSummary Frame, SequenceBook.Numbers Numbers, ulong Key)
    {
        public bool IsDamaged { get; init; }

        /// <summary>Frames with these bytes that were sent and not lost.</summary>
        public int Expected { get; init; } = 1;

        public int Arrivals { get; set; }
    }
}
