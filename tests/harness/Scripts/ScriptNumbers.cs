using System.Globalization;

namespace Workbook.Harness;

/// <summary>Translates between a script's numbers and the wire's, and learns from what leaves where ours begin.</summary>
internal sealed class ScriptNumbers(ScriptOptions options)
{
    private uint? _localBase = options.LocalIss;
    private uint? _timestampBase = options.TimestampBase;
    private ushort? _localPort = options.LocalPort;
    private uint _localStream = (options.LocalIss ?? 0) + 1;
    private uint _remoteStream = options.RemoteIss + 1;

    private uint LocalBase => _localBase ?? 0;

    public static string Show(uint wire, uint zero) =>
        (zero == 0 ? (long)wire : (int)(wire - zero)).ToString(CultureInfo.InvariantCulture);

    public string ShowLocal(uint wire) => Show(wire, LocalBase);

    public string ShowRemote(uint wire) => Show(wire, options.RemoteIss);

    public uint Local(long number) => (uint)(number + LocalBase);

    public uint Remote(long number) => (uint)(number + options.RemoteIss);

    /// <summary>Where in our stream a segment's payload begins; the first byte after the SYN is byte 0.</summary>
    public long LocalOffset(WireSegment segment) => (int)(FirstByte(segment) - _localStream);

    /// <summary>The bytes of a segment that arrives: those of the peer's stream.</summary>
    public WireSegment Arriving(SegmentText text)
    {
        bool acknowledges = (text.Flags & WireSegment.Ack) != 0;
        var segment = new WireSegment
        {
            Source = options.RemoteAddress,
            Destination = options.LocalAddress,
            SourcePort = text.Port ?? options.RemotePort,
            DestinationPort = _localPort ?? 80,
            Flags = text.Flags ?? 0,
            Sequence = Remote(text.Sequence ?? 0),
            Acknowledgment = acknowledges ? Local(text.Acknowledgment ?? 0) : 0,
            Window = text.Window ?? options.Window,
            UrgentPointer = text.UrgentPointer ?? 0,
            Options = [.. (text.Options ?? []).Select(o => OptionText.Encode(o, acknowledges ? _timestampBase ?? 0 : 0, LocalBase))],
        };
        if (segment.Has(WireSegment.Syn))
            _remoteStream = segment.Sequence + 1;
        return segment with { Payload = Pattern.Bytes((int)(FirstByte(segment) - _remoteStream), text.Length ?? 0) };
    }

    /// <summary>Learns from a segment that leaves; <paramref name="expected"/> may say what its numbers are called.</summary>
    public void Learn(WireSegment segment, SegmentText? expected)
    {
        if (segment.Has(WireSegment.Syn))
        {
            if (!segment.Has(WireSegment.Ack))
                _localPort ??= segment.SourcePort;
            if (expected?.StartsAnew == true)
                _localBase = segment.Sequence;
            if (_localBase is null || expected?.StartsAnew == true || options.LocalIss is not null)
                _localStream = segment.Sequence + 1;
            _localBase ??= segment.Sequence;
        }
        if (_timestampBase is null && segment.Options.FirstOrDefault(o => o is { Kind: WireOption.Timestamps, Data.Length: 8 }) is { } stamp)
            _timestampBase = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(stamp.Data) - StatedTimestamp(expected);
    }

    public IReadOnlyList<string> Options(WireSegment segment) =>
        [.. segment.Options.Select(option => OptionText.Decode(option, _timestampBase ?? 0, options.RemoteIss))];

    /// <summary>A segment that left, in the script's notation.</summary>
    public string Show(WireSegment segment)
    {
        string sequence = ShowLocal(segment.Sequence);
        string text = $"{ShowFlags(segment.Flags)} {sequence}:{ShowLocal(segment.Sequence + (uint)segment.Payload.Length)}({segment.Payload.Length})";
        if (segment.Has(WireSegment.Ack))
            text += $" ack {ShowRemote(segment.Acknowledgment)}";
        text += $" win {segment.Window}";
        if (segment.Has(WireSegment.Urg))
            text += $" urg {segment.UrgentPointer}";
        return segment.Options.Count == 0 ? text : $"{text} <{string.Join(", ", Options(segment))}>";
    }

    public static string ShowFlags(byte flags)
    {
        string text = string.Concat(SegmentParser.Flags.Where(flag => (flags & flag.Flag) != 0).Select(flag => flag.Sign));
        return text.Length == 0 ? "-" : text;
    }

    public string? AddressFault(WireSegment segment, SegmentText? expected)
    {
        if (segment.Source != options.LocalAddress || segment.SourcePort != (_localPort ?? 80))
            return $"it comes from {segment.Source}:{segment.SourcePort} instead of {options.LocalAddress}:{_localPort ?? 80}";
        ushort port = expected?.Port ?? options.RemotePort;
        return segment.Destination == options.RemoteAddress && segment.DestinationPort == port ? null
            : $"it goes to {segment.Destination}:{segment.DestinationPort} instead of {options.RemoteAddress}:{port}";
    }

    private static uint FirstByte(WireSegment segment) => segment.Sequence + (segment.Has(WireSegment.Syn) ? 1u : 0u);

    private static uint StatedTimestamp(SegmentText? expected)
    {
        string? text = expected?.Options?.FirstOrDefault(option => option.StartsWith("TS val ", StringComparison.Ordinal));
        return uint.TryParse(text?.Split(' ')[2], out uint value) ? value : 0;
    }
}
