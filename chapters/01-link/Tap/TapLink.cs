using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using Workbook.Basics;
using static Tmds.Linux.LibC;

namespace Workbook.Link;

/// <summary>
/// A TAP interface of the Linux kernel. Where the kernel grants it, each frame travels with a <see cref="VirtioNetHeader"/>,
/// so that checksums and segmentation are left to whoever needs them; otherwise plain frames cross, and nothing else changes.
/// </summary>
public sealed unsafe class TapLink : ILink
{
    private readonly Counters _counters;
    private readonly int _headerSize;
    private int _descriptor;

    private TapLink(int descriptor, string name, TapOptions options, bool created, bool withHeader, Counters counters)
    {
        _descriptor = descriptor;
        _counters = counters;
        Name = name;
        Created = created;
        RemoveOnDispose = created && !options.Persistent;
        Address = options.Address ?? AddressFor(name);
        _headerSize = withHeader ? VirtioNetHeader.Size : 0;
        Offload = NegotiateOffload();
        Mtu = TapInterface.GetMtu(name);
        if (created && options.Persistent && ioctl(descriptor, Tun.SetPersistent, 1) < 0)
            throw TapException.Attaching(name, errno);
    }

    public string Name { get; }
    public MacAddress Address { get; }
    public int Mtu { get; }
    public LinkOffload Offload { get; }

    /// <summary>Opening made the interface: there was none of that name.</summary>
    public bool Created { get; }

    /// <summary>The interface goes away with this object.</summary>
    public bool RemoveOnDispose { get; }

    /// <summary>The interface was removed under our feet, or this is disposed: nothing comes in any
    /// more, and what is sent is dropped.</summary>
    public bool Gone => _descriptor < 0;

    public Instant NextDeadline => Instant.Never;
    public int PollDescriptor => _descriptor;

    /// <summary>Never called: wait for <see cref="PollDescriptor"/>.</summary>
    public Action? Readable { get; set; }

    /// <summary>Attaches to a TAP interface, or makes it (which needs CAP_NET_ADMIN). Does not take it up.</summary>
    /// <exception cref="TapException">It cannot be had; the message says what to run.</exception>
    /// <exception cref="ArgumentException">The name cannot be one of an interface.</exception>
    public static TapLink Open(TapOptions options, Counters? counters = null)
    {
        bool created = options.Name is "" || options.Name.Contains('%') || !TapInterface.Exists(options.Name);
        bool withHeader = !options.NoOffload;
        int descriptor = Attach(options, ref withHeader, out string name);
        try
        {
            return new TapLink(descriptor, name, options, created, withHeader, counters ?? new Counters());
        }
        catch
        {
            close(descriptor);
            throw;
        }
    }

    /// <inheritdoc/>
    public bool TryReceive(Instant now, Span<byte> buffer, out FrameInfo frame)
    {
        frame = default;
        if (Gone)
            return false;
        nint count = Read(buffer, out VirtioNetHeader header);
        if (count < 0)
            return ReadFailed(errno);
        if (count < _headerSize)
        {
            _counters.Drop(DropReason.FrameTooShort);
            return false;
        }
        frame = new FrameInfo((int)count - _headerSize, header.ChecksumVerified);
        return true;
    }

    /// <inheritdoc/>
    public void Send(Packet frame, Instant now)
    {
        if (_headerSize > 0)
        {
            VirtioNetHeader header = VirtioNetHeader.For(frame);
            MemoryMarshal.Write(frame.Prepend(VirtioNetHeader.Size), in header);
        }
        fixed (byte* bytes = frame.Span)
            if (Gone || write(_descriptor, bytes, frame.Length) < 0)
                _counters.Drop(WriteFailure(Gone ? ENODEV : errno));
        frame.Release();
    }

    /// <summary>Closes the interface, which removes it if it was made for this object and is not persistent.</summary>
    public void Dispose()
    {
        if (!Gone)
            close(_descriptor);
        _descriptor = -1;
    }

    /// <summary>A locally administered unicast address (IEEE 802c) that a name always gets. The kernel's own end has a
    /// different one, and two stations on one wire need two addresses.</summary>
    private static MacAddress AddressFor(string name)
    {
        ulong hash = 14_695_981_039_346_656_037; // FNV-1a
        foreach (byte letter in Encoding.UTF8.GetBytes(name))
            hash = (hash ^ letter) * 1_099_511_628_211;
        return new MacAddress(0x02_00_00_00_00_00 | hash >> 24);
    }

    /// <summary>Asks for the virtio-net header if it is wanted, and again without it where the kernel does not know it.</summary>
    private static int Attach(TapOptions options, ref bool withHeader, out string name)
    {
        TunFlags flags = TunFlags.Tap | TunFlags.NoPacketInformation;
        if (options.MultiQueue)
            flags |= TunFlags.MultiQueue;
        if (withHeader)
        {
            try
            {
                return TapDevice.Open(options.Name, flags | TunFlags.VirtioHeader, out name);
            }
            catch (TapException e) when (e.ErrorNumber == EINVAL)
            {
                withHeader = false;
            }
        }
        return TapDevice.Open(options.Name, flags, out name);
    }

    /// <summary>Asks for as much as the kernel grants. Everything is said even where it is the default: an interface that
    /// outlives its programs remembers what the last one asked for.</summary>
    private LinkOffload NegotiateOffload()
    {
        if (_headerSize > 0)
        {
            int size = _headerSize;
            if (ioctl(_descriptor, Tun.SetHeaderSize, &size) < 0)
                throw TapException.Attaching(Name, errno);
            if (ioctl(_descriptor, Tun.SetOffload, Tun.OffloadChecksum | Tun.OffloadTcp4) == 0)
                return new LinkOffload(Checksum: true, LargestSend: 65_535);
            if (ioctl(_descriptor, Tun.SetOffload, Tun.OffloadChecksum) == 0)
                return new LinkOffload(Checksum: true, LargestSend: 0);
        }
        _ = ioctl(_descriptor, Tun.SetOffload, 0);
        return default;
    }

    /// <summary>One frame in one call, with the header beside it so that the frame lies where the caller wants it.</summary>
    private nint Read(Span<byte> buffer, out VirtioNetHeader header)
    {
        fixed (byte* frame = buffer)
        fixed (VirtioNetHeader* start = &header)
        {
            if (_headerSize == 0)
            {
                header = default;
                return (nint)read(_descriptor, frame, buffer.Length);
            }
            iovec* parts = stackalloc iovec[2];
            parts[0] = new iovec { iov_base = start, iov_len = VirtioNetHeader.Size };
            parts[1] = new iovec { iov_base = frame, iov_len = buffer.Length };
            return Tun.ReadVector(_descriptor, parts, 2);
        }
    }

    /// <summary>Says that nothing came, and lets go of a device that will never give anything again: polling it would
    /// report an error for ever.</summary>
    private bool ReadFailed(int error)
    {
        if (error == EAGAIN || error == EINTR)
            return false;
        _counters.Drop(DropReason.DeviceError);
        if (error == EBADFD || error == EIO || error == ENODEV || error == EBADF)
            Dispose();
        return false;
    }

    private static DropReason WriteFailure(int error) =>
        error == EAGAIN || error == ENOBUFS ? DropReason.LinkQueueFull
        : error == EIO || error == ENODEV || error == EBADFD ? DropReason.LinkDown
        : DropReason.DeviceError;
}
