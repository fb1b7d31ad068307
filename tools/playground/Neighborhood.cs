using Workbook.Arp;
using Workbook.Basics;
using Workbook.Link;
using Workbook.Pictures;

namespace Workbook.Playground;

/// <summary>
/// Chapter 02's resolver at 10.0.0.1, 02:00:00:00:00:01, alone with a cable: what it says is written down, what it hears
/// one makes up. Every step names its time in seconds, and time runs forward only.
/// </summary>
public sealed class Neighborhood
{
    private const int MostSteps = 20_000;
    private static readonly MacAddress OwnMac = MacAddress.Parse("02:00:00:00:00:01");
    private static readonly TimeSpan Flight = TimeSpan.FromMilliseconds(2);

    private readonly PacketPool _pool = new();
    private readonly SortedDictionary<uint, MacAddress> _alive = [];
    private readonly PriorityQueue<Action, (Instant, int)> _due = new();
    private readonly List<Rung> _rungs = [];
    private readonly List<LadderRemark> _remarks = [];
    private readonly NeighborTimes _times = new();
    private int _steps, _datagrams;
    private Instant _now = Instant.Zero;

    public Neighborhood(ArpOptions? options = null)
    {
        Resolver = new ArpResolver(OwnMac, address => address == Own, () => Own, Sent, _pool, options ?? new ArpOptions(), Counters)
        {
            Unreachable = (packet, _) =>
            {
                GiveBack(BigEndian.ReadUInt16(packet.Span));
                packet.Release();
            },
            Conflict = (_, _) => Remark("conflict!", Tone.Red),
        };
    }

    public static IPv4Address Own { get; } = IPv4Address.Parse("10.0.0.1");

    public ArpResolver Resolver { get; }
    public Counters Counters { get; } = new();

    /// <summary>A station that answers whoever asks for it, 2 ms after the question has reached it. 10.0.0.7 has the address
    /// 02:00:00:00:00:07.</summary>
    public Neighborhood SwitchOn(double at, string address) => Do(at, () => _alive[IPv4Address.Parse(address).Value] = MacOf(address));

    public Neighborhood SwitchOff(double at, string address) => Do(at, () => _alive.Remove(IPv4Address.Parse(address).Value));

    /// <summary>A program has a datagram for somebody.</summary>
    public Neighborhood Send(double at, string to) => Do(at, () =>
    {
        Packet packet = _pool.Rent(100);
        BigEndian.WriteUInt16(packet.Append(46), (ushort)++_datagrams);
        Remark($"datagram {_datagrams}", Tone.Grey);
        Resolver.Send(packet, IPv4Address.Parse(to), _now);
    });

    /// <summary>Somebody asks who has an address. To announce oneself, one asks for one's own.</summary>
    /// <param name="mac">Empty: the sender's own.</param>
    public Neighborhood HearRequest(double at, string from, string target = "10.0.0.1", string mac = "") =>
        Do(at, () => Hear(new ArpPacket(ArpOperation.Request, MacOf(from, mac), IPv4Address.Parse(from), MacAddress.Zero, IPv4Address.Parse(target)), _now));

    /// <summary>Somebody says that an address is his.</summary>
    /// <param name="mac">Empty: the sender's own.</param>
    public Neighborhood HearReply(double at, string from, string mac = "") =>
        Do(at, () => Hear(new ArpPacket(ArpOperation.Reply, MacOf(from, mac), IPv4Address.Parse(from), OwnMac, Own), _now));

    /// <summary>Lets time pass.</summary>
    public Neighborhood WaitUntil(double seconds) => Do(seconds, () => { });

    /// <summary>What was said, on the left by us; what happened in between at the side.</summary>
    public LadderPicture Ladder(string title = "We and the cable") => new(title, $"we, {Own}", "the others", _rungs, _remarks);

    /// <summary>Who was in which state, and how long.</summary>
    public BarsPicture Timeline(string title = "The cache over time") => _times.Draw(title, (_now - Instant.Zero).TotalSeconds);

    /// <summary>The cache as it is now.</summary>
    public TablePicture Cache() => new(["neighbor", "state", "link address"],
        [.. Resolver.Cache.All.OrderBy(neighbor => neighbor.Address.Value).Select(neighbor => (IReadOnlyList<object?>)
            [neighbor.Address, NeighborTimes.Name(neighbor.State), neighbor.State is NeighborState.Reachable or NeighborState.Stale ? neighbor.Mac : "?"])]);

    /// <summary>Runs everything that is due before, and then this.</summary>
    private Neighborhood Do(double at, Action action)
    {
        Instant time = Instant.FromSeconds(at);
        if (!(time >= _now))
            throw new ArgumentException($"It is {(_now - Instant.Zero).TotalSeconds:0.###} s already: time runs forward only.", nameof(at));
        while (Next() <= time)
        {
            if (++_steps > MostSteps)
                throw new InvalidOperationException(
                    $"Time stands still at {(_now - Instant.Zero).TotalSeconds:0.###} s: the resolver has a deadline in the past, again and again.");
            _now = Instant.Max(_now, Next());
            while (_due.TryPeek(out Action? arrival, out (Instant When, int) due) && due.When <= _now)
            {
                _due.Dequeue();
                arrival();
            }
            Resolver.Tick(_now);
            Sample();
        }
        _now = time;
        action();
        Sample();
        return this;
    }

    private Instant Next() => Instant.Min(Resolver.NextDeadline, _due.TryPeek(out _, out (Instant When, int) due) ? due.When : Instant.Never);

    private void Sample() => _times.Note((_now - Instant.Zero).TotalSeconds, Resolver.Cache.All);

    /// <summary>The resolver has sent a frame.</summary>
    private void Sent(Packet packet, MacAddress to, EtherType type, Instant now)
    {
        TimeSpan at = now - Instant.Zero;
        if (type == EtherType.Arp && ArpPacket.TryParse(packet.Span, out ArpPacket said, out _))
        {
            _rungs.Add(new Rung(at, at + Flight, true, Words(said, to), Tone.Teal));
            if (said.Operation == ArpOperation.Request && _alive.TryGetValue(said.TargetAddress.Value, out MacAddress mac))
            {
                var answer = new ArpPacket(ArpOperation.Reply, mac, said.TargetAddress, said.SenderMac, said.SenderAddress);
                _due.Enqueue(() => Hear(answer, _now), (now + 2 * Flight, ++_steps));
            }
        }
        else
            _rungs.Add(new Rung(at, at + Flight, true, $"{Text(packet)} to {to}", Tone.Blue));
        packet.Release();
    }

    private void Hear(ArpPacket said, Instant arrived)
    {
        byte[] bytes = new byte[ArpPacket.Size];
        said.Write(bytes);
        TimeSpan at = arrived - Instant.Zero;
        _rungs.Add(new Rung(at > Flight ? at - Flight : TimeSpan.Zero, at, false, Words(said, said.TargetMac), Tone.Orange));
        Resolver.Receive(bytes, new Arrival(arrived));
    }

    private void Remark(string text, Tone tone) => _remarks.Add(new LadderRemark(_now - Instant.Zero, true, text, tone));

    /// <summary>Datagrams come back together, and are told of together.</summary>
    private void GiveBack(int datagram)
    {
        const string Words = " unreachable";
        if (_remarks.Count > 0 && _remarks[^1].At == _now - Instant.Zero && _remarks[^1].Text.EndsWith(Words, StringComparison.Ordinal))
            _remarks[^1] = _remarks[^1] with { Text = $"{_remarks[^1].Text.Split(' ')[0]} to {datagram}{Words}" };
        else
            Remark($"{datagram}{Words}", Tone.Red);
    }

    private static string Text(Packet datagram) => $"datagram {BigEndian.ReadUInt16(datagram.Span)}";

    private static string Words(ArpPacket said, MacAddress to) => said.Operation == ArpOperation.Reply ? $"{said.SenderAddress} is at {said.SenderMac}"
        : said.SenderAddress == said.TargetAddress ? $"{said.SenderAddress} is at {said.SenderMac}, to all"
        : $"who has {said.TargetAddress}?{(to.IsBroadcast || to == MacAddress.Zero ? "" : $" (to {to} alone)")}";

    private static MacAddress MacOf(string address, string mac = "") =>
        mac == "" ? new MacAddress(0x02_00_00_00_00_00UL | IPv4Address.Parse(address).Value & 0xFF) : MacAddress.Parse(mac);
}
