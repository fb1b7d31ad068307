using System.Text;
using Workbook.IPv4;
using Workbook.Tcp;

namespace Workbook.Playground.Traffic;

/// <summary>How a kind of text looks; whoever shows it knows the colours.</summary>
public enum Tone
{
    Plain,
    Faint,
    Address,
    Opening,
    Data,
    Closing,
    Bad,
    Again,
}

/// <summary>A frame in words, the most important ones first: who has little room shows fewer.</summary>
/// <param name="Parts">At least one.</param>
/// <param name="CarriesData">Bytes of an application.</param>
public sealed record FrameText(IReadOnlyList<string> Parts, Tone Tone, bool CarriesData)
{
    private const int LongestPreview = 24, ShortestPreview = 9;

    public static FrameText Of(in FrameSummary frame, in SequenceBook.Numbers numbers, ReadOnlySpan<byte> bytes = default) => frame.Kind switch
    {
        FrameKind.Arp => new([Arp(frame)], Tone.Address, false),
        FrameKind.Icmp => new([Icmp(frame), $"{frame.PayloadLength} bytes"], frame.Operation is 0 or 8 ? Tone.Data : Tone.Bad, false),
        FrameKind.Udp => new([$"UDP {frame.FromPort} > {frame.ToPort} ({frame.PayloadLength})", Preview(frame, bytes)], Tone.Data, true),
        FrameKind.Tcp => Segment(frame, numbers, bytes),
        FrameKind.Fragment => new([$"fragment of {$"{(IpProtocol)frame.Operation}".ToUpperInvariant()} at {frame.Detail}", $"{frame.PayloadLength} bytes"], Tone.Data, false),
        _ => new([$"frame of type 0x{frame.EtherType:x4}", $"{frame.FrameLength} bytes"], Tone.Faint, false),
    };

    /// <summary>As many of the parts, from the first on, as a width allows.</summary>
    public string Fit(int width)
    {
        var text = new StringBuilder(Parts[0].Length > width ? Parts[0][..width] : Parts[0]);
        foreach (string part in Parts.Skip(1).Where(part => part != ""))
        {
            int room = width - text.Length - 2;
            if (part.Length <= room)
                text.Append("  ").Append(part);
            else if (part[0] == '"' && room >= ShortestPreview)
                text.Append("  ").Append(part.AsSpan(0, room - 4)).Append("...\"");
        }
        return text.ToString();
    }

    private static string Arp(in FrameSummary frame) => frame.Operation switch
    {
        1 when frame.From == frame.To => $"ARP  {frame.From} is at {frame.SourceMac}",
        1 => $"ARP  who has {frame.To}? tell {frame.From}",
        2 => $"ARP  {frame.From} is at {frame.SourceMac}",
        _ => $"ARP  operation {frame.Operation}",
    };

    private static string Icmp(in FrameSummary frame) => ((IcmpType)frame.Operation, (byte)frame.Detail) switch
    {
        (IcmpType.Echo, _) => "ICMP echo request",
        (IcmpType.EchoReply, _) => "ICMP echo reply",
        (IcmpType.DestinationUnreachable, UnreachableCode.Net) => "ICMP network unreachable",
        (IcmpType.DestinationUnreachable, UnreachableCode.Host) => "ICMP host unreachable",
        (IcmpType.DestinationUnreachable, UnreachableCode.Protocol) => "ICMP protocol unreachable",
        (IcmpType.DestinationUnreachable, UnreachableCode.Port) => "ICMP port unreachable",
        (IcmpType.DestinationUnreachable, UnreachableCode.FragmentationNeeded) => "ICMP fragmentation needed",
        (IcmpType.TimeExceeded, _) => "ICMP time exceeded",
        var (type, code) => $"ICMP type {(int)type} code {code}",
    };

    private static FrameText Segment(in FrameSummary frame, in SequenceBook.Numbers numbers, ReadOnlySpan<byte> bytes)
    {
        SegmentSummary tcp = frame.Tcp;
        bool data = frame.PayloadLength > 0;
        var first = new StringBuilder(Flags(tcp.Flags));
        if (data)
            first.Append($"  {numbers.Sequence}:{unchecked(numbers.Sequence + (uint)frame.PayloadLength)}({frame.PayloadLength})");
        else if (tcp.Has(TcpFlags.Syn | TcpFlags.Fin | TcpFlags.Rst))
            first.Append($"  seq {numbers.Sequence}");
        if (tcp.Has(TcpFlags.Ack))
            first.Append($"  ack {numbers.Acknowledgment}");
        string detail = tcp.SackBlocks > 0 ? $"sack {numbers.SackStart}:{numbers.SackEnd}{(tcp.SackBlocks > 1 ? $" +{tcp.SackBlocks - 1}" : "")}"
            : Preview(frame, bytes);
        Tone tone = numbers.IsAgain ? Tone.Again
            : tcp.Has(TcpFlags.Rst) ? Tone.Bad
            : tcp.Has(TcpFlags.Syn) ? Tone.Opening
            : tcp.Has(TcpFlags.Fin) ? Tone.Closing
            : data ? Tone.Data
            : Tone.Faint;
        string[] options = tcp.Has(TcpFlags.Syn) ? Options(tcp) : [];
        return new([first.ToString(), numbers.IsAgain ? "again" : "", detail, .. options, $"win {numbers.Window}"], tone, data);
    }

    private static string Flags(TcpFlags flags)
    {
        var names = new List<string>(4);
        foreach (TcpFlags flag in (ReadOnlySpan<TcpFlags>)[TcpFlags.Syn, TcpFlags.Fin, TcpFlags.Rst, TcpFlags.Psh, TcpFlags.Urg, TcpFlags.Ack])
        {
            if ((flags & flag) != 0)
                names.Add(flag.ToString().ToUpperInvariant());
        }
        return names.Count == 0 ? "(no flags)" : string.Join(' ', names);
    }

    private static string[] Options(in SegmentSummary tcp) =>
    [
        tcp.MaximumSegmentSize > 0 ? $"mss {tcp.MaximumSegmentSize}" : "",
        tcp.WindowScale >= 0 ? $"scale {tcp.WindowScale}" : "",
        tcp.SackPermitted ? "sack" : "",
        tcp.Timestamps ? "ts" : "",
    ];

    /// <summary>The beginning of the payload, if it is text.</summary>
    private static string Preview(in FrameSummary frame, ReadOnlySpan<byte> bytes)
    {
        if (frame.PayloadLength == 0 || bytes.Length < frame.PayloadOffset + frame.PayloadLength)
            return "";
        ReadOnlySpan<byte> payload = bytes.Slice(frame.PayloadOffset, frame.PayloadLength);
        ReadOnlySpan<byte> line = payload.TrimEnd("\r\n"u8);
        bool isLong = line.Length > LongestPreview;
        ReadOnlySpan<byte> start = isLong ? line[..(LongestPreview - 3)] : line;
        // Letters beyond ASCII may be cut in half here, or be control characters in disguise.
        return start.IsEmpty || start.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? "" : $"\"{Encoding.ASCII.GetString(start)}{(isLong ? "..." : "")}\"";
    }
}
