using Workbook.Playground.Traffic;
using Workbook.Tcp;

namespace Workbook.Playground;

/// <summary>A frame that was sent in a <see cref="World"/>, and what became of it.</summary>
public sealed class Frame
{
    private const int WidestText = 52, WidestBrief = 40, LongestQuote = 12;

    private readonly FrameSummary _summary;
    private readonly SequenceBook.Numbers _numbers;
    private FrameText? _text;

    internal Frame(int number, Station? from, Station to, TimeSpan sent, byte[] bytes, SequenceBook book)
    {
        (Number, From, To, Sent, Bytes) = (number, from, to, sent, bytes);
        _summary = FrameSummary.Read(bytes);
        _numbers = _summary.Kind == FrameKind.Tcp ? book.Note(_summary) : default;
    }

    /// <summary>In the order of sending, from 1 on; 0 before the world's clock is at 0.</summary>
    public int Number { get; }

    /// <summary>Null: somebody forged it.</summary>
    public Station? From { get; }

    public Station To { get; }
    public TimeSpan Sent { get; }

    /// <summary>Null: it never did, or has not yet.</summary>
    public TimeSpan? Arrived { get; internal set; }

    /// <summary>What befell it: "lost", "queue full", or why its receiver refused it; "" if nothing.</summary>
    public string Fate { get; internal set; } = "";

    public byte[] Bytes { get; }

    public FrameKind Kind => _summary.Kind;

    /// <summary>Bytes of an application, or of whatever else the innermost header carries.</summary>
    public int Length => _summary.PayloadLength;

    /// <summary>Of UDP or TCP.</summary>
    public int FromPort => _summary.FromPort;

    /// <inheritdoc cref="FromPort"/>
    public int ToPort => _summary.ToPort;

    public TcpFlags Flags => _summary.Tcp.Flags;

    public bool Has(TcpFlags flag) => _summary.Kind == FrameKind.Tcp && _summary.Tcp.Has(flag);

    /// <summary>Counted from the sender's SYN, which is 0, as all numbers here.</summary>
    public uint Sequence => _numbers.Sequence;

    /// <summary>The number behind the last byte.</summary>
    public uint End => _numbers.Sequence + (uint)Length;

    /// <summary>Counted from the receiver's SYN.</summary>
    public uint Acknowledgment => _numbers.Acknowledgment;

    /// <summary>In bytes, scaling applied.</summary>
    public long Window => _numbers.Window;

    /// <summary>TCP: all of it has been sent before.</summary>
    public bool IsAgain => _numbers.IsAgain;

    /// <summary>TCP with bytes of the application.</summary>
    public bool HasData => _summary.Kind == FrameKind.Tcp && Length > 0;

    internal Workbook.Playground.Traffic.Tone Tone => Words.Tone;

    public string Text => Words.Fit(WidestText);

    /// <summary>The same, as short as an arrow wants it: what every segment says is left out.</summary>
    public string Brief => Kind == FrameKind.Tcp ? BriefSegment() : Words.Fit(WidestBrief);

    /// <summary>Put into words only if somebody asks: of thousands of frames few are looked at.</summary>
    private FrameText Words => _text ??= FrameText.Of(_summary, _numbers, Bytes);

    /// <summary>Data: from byte to byte. An ACK: how far, what beyond, and how much room. Anything else in full.</summary>
    private string BriefSegment()
    {
        if (Has(TcpFlags.Syn | TcpFlags.Rst))
            return IsAgain ? $"{Words.Parts[0]}  again" : Words.Fit(WidestBrief);
        string fin = Has(TcpFlags.Fin) ? "FIN  " : "", again = IsAgain ? "  again" : "";
        if (Length > 0)
            return $"{fin}{Sequence}:{End}{again}{(Length <= LongestQuote ? Words.Parts.Skip(2).Where(part => part.StartsWith('"')).Select(part => "  " + part).FirstOrDefault() : "")}";
        string sack = _summary.Tcp.SackBlocks > 0 ? $"  sack {_numbers.SackStart}:{_numbers.SackEnd}{(_summary.Tcp.SackBlocks > 1 ? $" +{_summary.Tcp.SackBlocks - 1}" : "")}" : $"  win {Window}";
        string ack = fin == "" ? $"{(_numbers.IsProbe ? $"seq {(int)Sequence}  " : "")}ack {Acknowledgment}" : $"seq {Sequence}  ack {Acknowledgment}";
        return fin + ack + (fin == "" ? sack : again);
    }

    public override string ToString() => $"#{Number} {From?.Name ?? "?"} > {To.Name}  {Text}{(Fate == "" ? "" : $"  [{Fate}]")}";
}
