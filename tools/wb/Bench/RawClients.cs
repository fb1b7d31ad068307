using Workbook.Arp;
using Workbook.Basics;
using Workbook.IPv4;
using Workbook.Link;
using Workbook.Tcp;

namespace Workbook.Cli.Bench;

/// <summary>
/// The clients of a server that is measured alone: a link whose other end makes up the packets of any number of clients,
/// at one address and a port each, and remembers next to nothing of them. Handshakes are completed out of what the
/// SYN-ACK says.
/// </summary>
internal sealed class RawClients() : MemoryLink("clients", new MacAddress(0x02_00_00_00_00_02), 1500, default, 1 << 20, null)
{
    public static readonly IPv4Address Server = IPv4Address.Parse("10.0.0.2");
    private static readonly IPv4Address Us = IPv4Address.Parse("10.0.0.1");
    private static readonly MacAddress OurMac = new(0x02_00_00_00_00_01);
    private const ushort FirstPort = 1024;
    private const ushort Window = 60_000;
    private const uint TimestampValue = 1;

    private readonly PacketPool _pool = new();
    private readonly Dictionary<ushort, Client> _talkative = [];

    /// <summary>Handshakes completed.</summary>
    public int Opened { get; private set; }

    /// <summary>Bytes that have come back.</summary>
    public long Echoed { get; private set; }

    /// <summary>Begins the handshake of a client.</summary>
    /// <param name="index">0 to 60,000.</param>
    /// <param name="talks">Remembers the client, so that <see cref="Talk"/> can use it.</param>
    public void Open(int index, bool talks = false)
    {
        ushort port = (ushort)(FirstPort + index);
        if (talks)
            _talkative.Add(port, new Client());
        TcpOptions options = Stamp(0) with { MaximumSegmentSize = 1460, SackPermitted = true, WindowScale = 7 };
        Deliver(Segment(port, TcpFlags.Syn, new SequenceNumber(0), default, options, text: 0));
    }

    /// <summary>Each client of those that talk sends a byte, which also acknowledges what it got before.</summary>
    public void Talk()
    {
        foreach ((ushort port, Client client) in _talkative)
        {
            Deliver(Segment(port, TcpFlags.Ack | TcpFlags.Psh, client.Next, client.Expected, Stamp(client.Echo), text: 1));
            client.Next += 1;
        }
    }

    /// <summary>A frame of the server's.</summary>
    public override void Send(Packet frame, Instant now)
    {
        if (EthernetHeader.TryParse(frame.Span, out EthernetHeader ethernet, out ReadOnlySpan<byte> payload))
        {
            if (ethernet.Type == EtherType.Arp)
                AnswerArp(payload);
            else if (IPv4Header.TryParse(payload, out IPv4Header ip, out ReadOnlySpan<byte> bytes, out _)
                && TcpSegment.TryParse(in ip, bytes, checksumVerified: true, out TcpSegment segment, out _))
                Take(in segment);
        }
        frame.Release();
    }

    private void Take(in TcpSegment segment)
    {
        ushort port = segment.Header.DestinationPort;
        _talkative.TryGetValue(port, out Client? client);
        if (client is not null)
        {
            client.Expected = segment.End;
            client.Echo = segment.Options.TimestampValue;
            Echoed += segment.Payload.Length;
        }
        if (!segment.Syn)
            return;
        Opened++;
        Deliver(Segment(port, TcpFlags.Ack, segment.Acknowledgment, segment.End, Stamp(segment.Options.TimestampValue), text: 0));
        client?.Next = segment.Acknowledgment;
    }

    private void AnswerArp(ReadOnlySpan<byte> request)
    {
        if (!ArpPacket.TryParse(request, out ArpPacket asked, out _) || asked.Operation != ArpOperation.Request || asked.TargetAddress != Us)
            return;
        Packet packet = _pool.Rent(ArpPacket.Size);
        new ArpPacket(ArpOperation.Reply, OurMac, Us, asked.SenderMac, asked.SenderAddress).Write(packet.Append(ArpPacket.Size));
        new EthernetHeader(asked.SenderMac, OurMac, EtherType.Arp).AddTo(packet);
        Deliver(packet);
    }

    private static TcpOptions Stamp(uint echo) =>
        TcpOptions.None with { HasTimestamps = true, TimestampValue = TimestampValue, TimestampEcho = echo };

    private Packet Segment(ushort port, TcpFlags flags, SequenceNumber sequence, SequenceNumber acknowledgment, in TcpOptions options, int text)
    {
        Packet packet = _pool.Rent(text);
        packet.Append(text).Clear();
        TcpHeader tcp = new(port, Ports.Echo, sequence, acknowledgment, 0, flags, Window, 0, 0);
        TcpWriter.Write(packet, in tcp, in options, Us, Server, default, 0);
        int length = IPv4Header.MinimumSize + packet.Length;
        new IPv4Header(IPv4Header.MinimumSize, 0, length, 0, true, false, 0, 64, IpProtocol.Tcp, 0, Us, Server)
            .Write(packet.Prepend(IPv4Header.MinimumSize));
        new EthernetHeader(Address, OurMac, EtherType.IPv4).AddTo(packet);
        return packet;
    }

    private sealed class Client
    {
        public SequenceNumber Next;
        public SequenceNumber Expected;
        public uint Echo;
    }
}
