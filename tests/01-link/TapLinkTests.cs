using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Workbook.Basics;
using static Tmds.Linux.LibC;

namespace Workbook.Link.Tests;

[Exercise("1.5")]
public class TapLinkTests
{
    private const string Name = "wbtest0";

    private readonly PacketPool _pool = new();
    private readonly Counters _counters = new();

    private TapLink Open(TapOptions? options = null) => TapLink.Open((options ?? new TapOptions()) with { Name = Name }, _counters);

    [Fact]
    public void Opening_makes_the_interface_and_closing_removes_it() => OwnNetwork.Run(() =>
    {
        using (TapLink link = Open())
        {
            TapInterface.Exists(Name).ShouldBeTrue();
            (link.Name, link.Mtu, link.Created, link.RemoveOnDispose).ShouldBe((Name, 1500, true, true));
        }
        TapInterface.Exists(Name).ShouldBeFalse();
    });

    [Fact]
    public void The_kernel_chooses_a_name_if_none_is_given() => OwnNetwork.Run(() =>
    {
        int descriptor = TapDevice.Open("", TunFlags.Tap | TunFlags.NoPacketInformation, out string name);
        name.ShouldStartWith("tap");
        TapInterface.Exists(name).ShouldBeTrue();
        close(descriptor);
    });

    [Fact]
    public void A_persistent_interface_outlives_the_link_and_is_attached_to_again() => OwnNetwork.Run(() =>
    {
        Open(new TapOptions { Persistent = true }).Dispose();
        TapInterface.Exists(Name).ShouldBeTrue();
        using TapLink link = Open();
        (link.Created, link.RemoveOnDispose).ShouldBe((false, false));
    });

    [Fact]
    public void An_interface_that_is_open_elsewhere_is_reported() => OwnNetwork.Run(() =>
    {
        using TapLink link = Open();
        TapException e = Refusal(new TapOptions { Name = Name });
        e.ErrorNumber.ShouldBe(EBUSY);
        e.Message.ShouldContain(Name);
        e.Message.ShouldContain("Another program");
    });

    [Fact]
    public void An_interface_that_is_no_tap_is_reported() => OwnNetwork.Run(() =>
        Refusal(new TapOptions { Name = "lo" }).Message.ShouldContain("no TAP interface"));

    [Fact]
    public void A_refusal_leaves_nothing_open() => OwnNetwork.Run(() =>
    {
        using TapLink link = Open();
        int before = OpenTunDescriptors();
        Refusal(new TapOptions { Name = Name });
        Refusal(new TapOptions { Name = "lo" });
        OpenTunDescriptors().ShouldBe(before);
    });

    [Fact]
    public void Several_queues_of_one_interface_can_be_open() => OwnNetwork.Run(() =>
    {
        using TapLink first = Open(new TapOptions { MultiQueue = true });
        using TapLink second = Open(new TapOptions { MultiQueue = true });
        second.Created.ShouldBeFalse();
        second.Address.ShouldBe(first.Address);
    });

    [Fact]
    public void The_stacks_address_is_local_and_individual_and_always_the_same() => OwnNetwork.Run(() =>
    {
        MacAddress address;
        using (TapLink link = Open())
            address = link.Address;
        (address.Value >> 40).ShouldBe(0x02u);
        using TapLink again = Open();
        again.Address.ShouldBe(address);
        again.Dispose();
        using TapLink chosen = Open(new TapOptions { Address = Frames.Ours });
        chosen.Address.ShouldBe(Frames.Ours);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_kernel_answers_an_arp_request(bool noOffload) => OwnNetwork.Run(() =>
    {
        using TapLink link = Open(new TapOptions { NoOffload = noOffload });
        link.Offload.Checksum.ShouldBe(!noOffload);
        TapInterface.Configure(Name, IPv4Prefix.Parse("10.9.0.1/24"));

        byte[] request = Convert.FromHexString("0001080006040001" + "000000000000" + "0A090002" + "000000000000" + "0A090001");
        link.Address.WriteTo(request.AsSpan(8));
        link.Send(_pool.Packet(Frames.Of(MacAddress.Broadcast, link.Address, 0x0806, request)), default);

        (byte[] reply, _) = OwnNetwork.Await(link, frame => frame.Length >= 42 && frame[12] == 8 && frame[13] == 6 && frame[21] == 2);
        MacAddress.ReadFrom(reply).ShouldBe(link.Address);
        IPv4Address.ReadFrom(reply.AsSpan(28)).ShouldBe(IPv4Address.Parse("10.9.0.1"));
        _counters.TotalDrops.ShouldBe(0);
        _pool.Outstanding.ShouldBe(0);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_kernel_leaves_the_checksum_to_us_if_we_offered_to_do_without(bool noOffload) => OwnNetwork.Run(() =>
    {
        using TapLink link = Open(new TapOptions { NoOffload = noOffload });
        TapInterface.Configure(Name, IPv4Prefix.Parse("10.9.0.1/24"));
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { EnableBroadcast = true };
        socket.SendTo([1, 2, 3, 4], new IPEndPoint(IPAddress.Parse("10.9.0.255"), 9));

        (byte[] frame, FrameInfo info) = OwnNetwork.Await(link, f => f.Length > 42 && f[12] == 8 && f[13] == 0 && f[23] == 17 && f[37] == 9);
        info.ChecksumVerified.ShouldBe(!noOffload);
        frame[42..46].ShouldBe([1, 2, 3, 4]);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1460)]
    public void The_kernel_takes_a_frame_whose_checksum_and_cutting_it_is_asked_for(int segmentSize) => OwnNetwork.Run(() =>
    {
        using TapLink link = Open();
        TapInterface.Configure(Name, IPv4Prefix.Parse("10.9.0.1/24"));
        byte[] datagram = new byte[40 + (segmentSize == 0 ? 1460 : 60_000)];
        (datagram[0], datagram[9], datagram[32]) = (0x45, 6, 0x50); // IPv4, TCP, a TCP header of 20 bytes
        Packet frame = _pool.Packet(Frames.Of(Frames.Stranger, link.Address, 0x0800, datagram));
        frame.Offload = new PacketOffload(datagram.Length - 20, ChecksumOffset: 16, segmentSize);
        link.Send(frame, default);
        _counters.TotalDrops.ShouldBe(0);
    });

    [Fact]
    public void Nothing_waits_and_nothing_blocks_on_a_silent_interface() => OwnNetwork.Run(() =>
    {
        using TapLink link = Open();
        link.Next().ShouldBeNull();
        link.PollDescriptor.ShouldBeGreaterThan(0);
        link.NextDeadline.ShouldBe(Instant.Never);
        _counters.TotalDrops.ShouldBe(0);
    });

    [Fact]
    public void A_frame_sent_while_the_interface_is_down_is_counted() => OwnNetwork.Run(() =>
    {
        using TapLink link = Open();
        link.Send(_pool.Packet(new byte[60]), default);
        _counters[DropReason.LinkDown].ShouldBe(1);
        _pool.Outstanding.ShouldBe(0);
    });

    [Fact]
    public void A_removed_interface_is_let_go_of_and_stays_quiet() => OwnNetwork.Run(() =>
    {
        using TapLink link = Open();
        using Process ip = Process.Start("ip", ["link", "delete", Name]);
        ip.WaitForExit();
        link.Next().ShouldBeNull();
        link.Next().ShouldBeNull();
        (link.Gone, link.PollDescriptor).ShouldBe((true, -1));
        _counters[DropReason.DeviceError].ShouldBe(1);
        link.Send(_pool.Packet(new byte[60]), default);
        _counters[DropReason.LinkDown].ShouldBe(1);
    });

    [Fact]
    public void The_mtu_is_that_of_the_interface() => OwnNetwork.Run(() =>
    {
        Open(new TapOptions { Persistent = true }).Dispose();
        TapInterface.SetMtu(Name, 1400);
        using TapLink link = Open();
        link.Mtu.ShouldBe(1400);
    });

    /// <summary>Only the tests of this class open the device, and they run one after the other.</summary>
    private static int OpenTunDescriptors() =>
        Directory.EnumerateFileSystemEntries("/proc/self/fd").Count(entry => File.ResolveLinkTarget(entry, false)?.FullName == "/dev/net/tun");

    private static TapException Refusal(TapOptions options)
    {
        try
        {
            using TapLink link = TapLink.Open(options);
        }
        catch (TapException e)
        {
            return e;
        }
        throw new ShouldAssertException($"'{options.Name}' could be opened");
    }
}

public class TapNameTests
{
    [Theory]
    [InlineData("sixteen-letters-")]
    [InlineData("täp0")]
    public void A_name_that_no_interface_can_have_is_refused(string name)
    {
        if (!OperatingSystem.IsLinux())
            Assert.Skip("TAP interfaces need Linux");
        Should.Throw<ArgumentException>(() => TapLink.Open(new TapOptions { Name = name }));
    }
}
