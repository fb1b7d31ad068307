using System.CommandLine;
using Spectre.Console;
using Workbook.Decoding;
using Workbook.Cli.Terminal;

namespace Workbook.Cli.Commands;

/// <summary><c>wb decode</c>: a capture file, field by field.</summary>
internal sealed class DecodeCommand : ExampledCommand
{
    private readonly Argument<string> _file = new("FILE") { Description = "A capture file (.pcap), of a failed test, of wb echo --pcap, of tcpdump -w." };
    private readonly Option<IReadOnlySet<long>> _packets = Parsed.Numbers("--packet", "Only these packets.");

    public DecodeCommand()
        : base("decode", "Take the packets of a capture file apart, field by field.")
    {
        Arguments.Add(_file);
        Options.Add(_packets);
        SetAction(parsed => Run(parsed.GetValue(_file)!, parsed.GetValue(_packets)));
    }

    public override string Remarks => "Needs nothing of what you wrote: it is right even if your parser is not.";

    public override IReadOnlyList<(string Line, string Purpose)> Examples => [("decode echo.pcap", "all packets"), ("decode echo.pcap --packet 3", "the third")];

    private static int Run(string path, IReadOnlySet<long>? wanted)
    {
        try
        {
            var file = new PcapReader(File.ReadAllBytes(path));
            if (file.LinkType is not (PcapReader.Ethernet or PcapReader.RawIP or PcapReader.RawIPv4))
                throw new InvalidDataException($"its packets are of link type {file.LinkType}; Ethernet (1) and raw IP (101) are understood.");
            int shown = 0;
            foreach (CapturedPacket packet in file.Read().Where(packet => wanted is null || wanted.Contains(packet.Number)))
            {
                Write(packet, file.LinkType);
                shown++;
            }
            if (shown == 0)
                Screen.Tell(wanted is null ? "it holds no packets." : "it holds no such packet.");
            return 0;
        }
        catch (InvalidDataException wrong)
        {
            Screen.Complain($"{path}: {wrong.Message}");
            return 1;
        }
    }

    private static void Write(CapturedPacket packet, int linkType)
    {
        string cut = packet.Length > packet.Bytes.Length ? $", of which {packet.Bytes.Length} were captured" : "";
        Palette.WriteLine(Screen.Out, [new($"packet {packet.Number}", Tone.Opening), new($"   {packet.Time.TotalSeconds:0.000000} s   {packet.Length} bytes{cut}", Tone.Faint)]);
        foreach (Part part in Decoder.Decode(packet.Bytes, linkType))
        {
            Palette.WriteLine(Screen.Out, [new($"  {part.Name}", Tone.Address)]);
            foreach (Field field in part.Fields)
                Screen.Out.Write(new Text($"    {field.Offset,4} {field.Length,4}  {field.Name,-24} {field.Value}\n", Palette.StyleOf(field.Value.Contains("WRONG") || field.Value.Contains("cut off") ? Tone.Bad : Tone.Plain)));
        }
        Screen.Out.Write(new Text("\n"));
    }
}
