using Workbook.Basics;

namespace Workbook.IPv4.Tests;

public class ReassemblerTests
{
    private readonly Counters _counters = new();
    private readonly BufferPool _buffers = new();
    private readonly List<byte[]> _reports = [];
    private Reassembler _table;
    private Instant _now = Instant.FromSeconds(50);

    public ReassemblerTests() => _table = Make(new IPv4Options());

    private Reassembler Make(IPv4Options options) => new(options, _buffers, _counters, (first, _) => _reports.Add(first.ToArray()));

    /// <summary>The payload of the datagram that this fragment made whole, or null.</summary>
    private byte[]? Add(byte[] fragment)
    {
        if (!_table.TryAdd(Wire.Header(fragment), fragment, new Arrival(_now), out Reassembly? whole)) return null;
        byte[] datagram = whole.Datagram.ToArray();
        InternetChecksum.Of(datagram.AsSpan(0, whole.Header.HeaderLength)).ShouldBe((ushort)0);
        Wire.Header(datagram).IsFragment.ShouldBeFalse();
        _table.Recycle(whole);
        return Wire.Payload(datagram);
    }

    private byte[]? Add(int offset, int length, bool more, ushort id = 1, IpProtocol protocol = IpProtocol.Udp, IPv4Address? from = null) =>
        Add(Wire.Datagram(Wire.Bytes(offset + length)[offset..], from, offset: offset, more: more, id: id, protocol: protocol));

    [Fact, Exercise("3.8"), Requirement("RFC1122", "I-61"), Requirement("RFC1122", "I-62")]
    public void After_thirty_seconds_and_not_before_the_first_fragment_is_reported()
    {
        byte[] first = Wire.Datagram(Wire.Bytes(64), more: true);
        Add(first);
        _table.NextDeadline.ShouldBe(_now + TimeSpan.FromSeconds(30));
        _table.Tick(_table.NextDeadline - TimeSpan.FromTicks(1));
        _reports.ShouldBeEmpty();
        _table.Count.ShouldBe(1);
        _table.Tick(_table.NextDeadline);
        _reports.ShouldHaveSingleItem().ShouldBe(first);
        _counters[DropReason.FragmentTimeout].ShouldBe(1);
        (_table.Count, _table.Memory, _table.NextDeadline).ShouldBe((0, 0, Instant.Never));
    }

    [Fact, Exercise("3.8"), Requirement("RFC1122", "I-61")]
    public void Without_its_first_fragment_a_datagram_dies_in_silence()
    {
        Add(8, 64, more: true);
        _table.Tick(_now + TimeSpan.FromSeconds(30));
        _reports.ShouldBeEmpty();
        _counters[DropReason.FragmentTimeout].ShouldBe(1);
        _buffers.OutstandingBytes.ShouldBe(0);
    }

    [Fact, Exercise("3.8"), Requirement("RFC1122", "I-62")]
    public void The_time_runs_from_the_first_arrival_and_is_not_prolonged()
    {
        Add(0, 64, more: true);
        _now += TimeSpan.FromSeconds(29);
        Add(64, 64, more: true);
        _table.Tick(_now + TimeSpan.FromSeconds(1));
        _table.Count.ShouldBe(0);
    }

    [Fact, Exercise("3.8")]
    public void Only_those_whose_time_is_up_go()
    {
        Add(0, 64, more: true, id: 1);
        _now += TimeSpan.FromSeconds(10);
        Add(0, 64, more: true, id: 2);
        _table.Tick(_now + TimeSpan.FromSeconds(20));
        _reports.Select(r => (int)Wire.Header(r).Identification).ShouldBe([1]);
        _table.NextDeadline.ShouldBe(_now + TimeSpan.FromSeconds(30));
    }

    [Fact, Exercise("3.8")]
    public void All_whose_time_is_up_go_at_once_the_oldest_first()
    {
        for (ushort id = 1; id <= 3; id++) Add(0, 64, more: true, id);
        _table.Tick(_now + TimeSpan.FromSeconds(30));
        _reports.Select(r => (int)Wire.Header(r).Identification).ShouldBe([1, 2, 3]);
        (_table.Count, _table.Memory).ShouldBe((0, 0));
    }

    [Fact, Exercise("3.8")]
    public void That_a_fragment_came_by_broadcast_is_told()
    {
        var heard = new List<Arrival>();
        _table = new Reassembler(new IPv4Options(), _buffers, _counters, (_, arrival) => heard.Add(arrival));
        byte[] first = Wire.Datagram(Wire.Bytes(64), more: true);
        _table.TryAdd(Wire.Header(first), first, new Arrival(_now, LinkBroadcast: true), out _).ShouldBeFalse();
        _table.Tick(_table.NextDeadline);
        heard.ShouldHaveSingleItem().LinkBroadcast.ShouldBeTrue();
    }

    [Fact, Exercise("3.8")]
    public void A_fragment_that_comes_too_late_begins_anew()
    {
        Add(0, 64, more: true);
        _now += TimeSpan.FromSeconds(30);
        Add(64, 8, more: false).ShouldBeNull();
        _counters[DropReason.FragmentTimeout].ShouldBe(1);
        _table.Count.ShouldBe(1);
    }

    [Fact, Exercise("3.8")]
    public void The_time_can_be_set()
    {
        _table = Make(new IPv4Options { ReassemblyTimeout = TimeSpan.FromSeconds(60) });
        Add(0, 64, more: true);
        _table.NextDeadline.ShouldBe(_now + TimeSpan.FromSeconds(60));
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8"), Requirement("RFC1122", "I-10")]
    public void Fragments_in_any_order_make_the_datagram_whole()
    {
        Add(16, 5, more: false).ShouldBeNull();
        Add(0, 8, more: true).ShouldBeNull();
        Add(8, 8, more: true).ShouldBe(Wire.Bytes(21));
        (_table.Count, _table.Memory, _buffers.OutstandingBytes).ShouldBe((0, 0, 0L));
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8"), Requirement("RFC791", "3.2")]
    public void Fragments_of_different_datagrams_do_not_mix()
    {
        Add(0, 8, more: true);
        Add(8, 8, more: false, id: 2).ShouldBeNull();
        Add(8, 8, more: false, protocol: IpProtocol.Icmp).ShouldBeNull();
        Add(8, 8, more: false, from: Wire.Far).ShouldBeNull();
        _table.Count.ShouldBe(4);
        Add(8, 8, more: false).ShouldBe(Wire.Bytes(16));
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8"), Requirement("RFC1122", "I-73"), Requirement("RFC1858", "4"), Requirement("RFC5722", "4")]
    public void An_overlap_kills_the_datagram_and_what_comes_of_it_later()
    {
        Add(0, 24, more: true);
        Add(16, 24, more: true).ShouldBeNull();
        Add(24, 8, more: false).ShouldBeNull();
        _counters[DropReason.FragmentOverlap].ShouldBe(2);
        _buffers.OutstandingBytes.ShouldBe(0);
        _table.Tick(_now + TimeSpan.FromSeconds(30));
        _reports.ShouldBeEmpty();
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8")]
    public void Teardrop_leaves_nothing_behind()
    {
        Add(0, 40, more: true);
        Add(24, 4, more: false).ShouldBeNull();
        _counters[DropReason.FragmentOverlap].ShouldBe(1);
    }

    [Theory, Exercise("3.8"), Requirement("RFC1122", "I-73"), InlineData(7, true), InlineData(9, true), InlineData(0, true), InlineData(0, false)]
    public void A_fragment_of_a_length_that_cannot_be_is_dropped(int length, bool more)
    {
        Add(8, length, more);
        _counters[DropReason.FragmentBadLength].ShouldBe(1);
        _table.Count.ShouldBe(0);
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8")]
    public void Nothing_reaches_past_the_largest_datagram()
    {
        Add(65_512, 3, more: false);
        _counters[DropReason.FragmentPastEnd].ShouldBe(0);
        Add(65_512, 4, more: false, id: 2);
        Add(65_528, 8, more: true, id: 3);
        _counters[DropReason.FragmentPastEnd].ShouldBe(2);
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8"), Requirement("RFC1122", "I-58"), Requirement("RFC1122", "I-59")]
    public void The_largest_datagram_comes_through()
    {
        byte[] data = Wire.Bytes(65_515);
        for (int offset = 0; offset < 64_000; offset += 640) Add(offset, 640, more: true).ShouldBeNull();
        Add(64_000, 1515, more: false).ShouldBe(data);
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8")]
    public void Options_of_the_first_fragment_can_make_the_whole_too_long()
    {
        Add(Wire.Datagram(Wire.Bytes(640), more: true, options: new byte[8]));
        for (int offset = 640; offset < 64_000; offset += 640) Add(offset, 640, more: true);
        Add(64_000, 1515, more: false).ShouldBeNull();
        _counters[DropReason.FragmentPastEnd].ShouldBe(1);
        _buffers.OutstandingBytes.ShouldBe(0);
    }

    [Fact, Exercise("3.7"), Exercise("3.8"), Requirement("RFC1858", "3"), Requirement("RFC3128", "4")]
    public void A_TCP_header_may_not_hide_in_a_second_fragment()
    {
        Add(0, 8, more: true, protocol: IpProtocol.Tcp);
        Add(8, 8, more: true, protocol: IpProtocol.Tcp);
        _counters[DropReason.FragmentTooSmall].ShouldBe(2);
        Add(0, 16, more: true, protocol: IpProtocol.Tcp);
        _counters[DropReason.FragmentTooSmall].ShouldBe(2);
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8"), Requirement("CVE-2018-5391", "bounded")]
    public void Too_many_fragments_end_a_datagram()
    {
        for (int i = 0; i < 256; i++) Add(i * 16, 8, more: true);
        _counters[DropReason.FragmentTooMany].ShouldBe(0);
        Add(256 * 16, 8, more: true);
        _counters[DropReason.FragmentTooMany].ShouldBe(1);
        _buffers.OutstandingBytes.ShouldBe(0);
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8")]
    public void Above_the_high_mark_the_oldest_go_until_the_low_mark()
    {
        _table = Make(new IPv4Options { ReassemblyHigh = 100_000, ReassemblyLow = 50_000 });
        for (ushort id = 0; id < 65; id++) Add(0, 8, more: true, id);
        _counters[DropReason.FragmentMemory].ShouldBe(0);
        Add(0, 8, more: true, id: 65);
        _counters[DropReason.FragmentMemory].ShouldBe(34);
        _table.Memory.ShouldBeLessThanOrEqualTo(50_000);
        Add(8, 8, more: false, id: 65).ShouldBe(Wire.Bytes(16));
        Add(8, 8, more: false, id: 0).ShouldBeNull();
    }

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8")]
    public void The_number_of_waiting_datagrams_is_bounded()
    {
        _table = Make(new IPv4Options { MaximumReassemblies = 4 });
        for (ushort id = 0; id < 9; id++) Add(0, 8, more: true, id);
        _table.Count.ShouldBe(4);
    }

    [Fact, Exercise("3.5"), Exercise("3.6"), Exercise("3.7"), Exercise("3.8"), Requirement("RFC1122", "I-10")]
    public void What_is_cut_shuffled_and_duplicated_comes_back_as_it_was() =>
        Gen.Select(Gen.Int[1, 5000], Gen.Int[68, 1500], Gen.Int).Sample((length, mtu, seed) =>
        {
            byte[] payload = Wire.Bytes(length);
            List<byte[]> fragments = FragmentTests.Cut(Wire.Datagram(payload, ttl: 9), mtu);
            if (fragments.Count < 2) return true;
            var random = new Random(seed);
            byte[][] arriving = [.. fragments, .. fragments.Where(_ => random.Next(3) == 0)];
            random.Shuffle(arriving);
            var table = new Reassembler(new IPv4Options(), new BufferPool(), new Counters(), (_, _) => { });
            foreach (byte[] fragment in arriving)
                if (table.TryAdd(Wire.Header(fragment), fragment, new Arrival(_now), out Reassembly? whole))
                    return whole.Datagram.SequenceEqual(Wire.Datagram(payload, ttl: 9));
            return false;
        });

    [Fact, Exercise("3.6"), Exercise("3.7"), Exercise("3.8")]
    public void Random_fragments_never_throw_and_memory_stays_bounded()
    {
        var options = new IPv4Options { ReassemblyHigh = 200_000, ReassemblyLow = 100_000, MaximumReassemblies = 50 };
        Gen.Select(Gen.UShort[0, 99], Gen.Int[0, 8191], Gen.Int[0, 200], Gen.Bool).Array[200].Sample(arrivals =>
        {
            var buffers = new BufferPool();
            var table = new Reassembler(options, buffers, new Counters(), (_, _) => { });
            foreach ((ushort id, int blocks, int length, bool more) in arrivals)
            {
                byte[] fragment = Wire.Datagram(new byte[length], id: id, offset: blocks * 8, more: more);
                if (table.TryAdd(Wire.Header(fragment), fragment, new Arrival(_now), out Reassembly? whole)) table.Recycle(whole);
                if (table.Memory > options.ReassemblyHigh || buffers.OutstandingBytes > table.Memory) return false;
            }
            table.Tick(_now + options.ReassemblyTimeout);
            return table.Memory == 0 && buffers.OutstandingBytes == 0;
        }, iter: 50);
    }
}
