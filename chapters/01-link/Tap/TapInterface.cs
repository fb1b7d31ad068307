using System.Buffers.Binary;
using Workbook.Basics;
using static Tmds.Linux.LibC;

namespace Workbook.Link;

/// <summary>The kernel's end of a TAP interface, by the requests of netdevice(7). Acts in the
/// network namespace of the calling thread.</summary>
public static unsafe class TapInterface
{
    private const short IffUp = 0x1; // IFF_UP of linux/if.h

    /// <summary>True if there is an interface of that name, of whatever kind.</summary>
    public static bool Exists(string name)
    {
        var request = new InterfaceRequest { Name = name };
        return Ask(SIOCGIFINDEX, ref request) == 0;
    }

    /// <summary>True if the kernel's end is up; down, it passes nothing.</summary>
    /// <exception cref="TapException">There is no such interface.</exception>
    public static bool IsUp(string name)
    {
        var request = new InterfaceRequest { Name = name };
        Demand(SIOCGIFFLAGS, ref request, "read the flags");
        return (request.Flags & IffUp) != 0;
    }

    /// <summary>Largest IP datagram in one frame, in bytes.</summary>
    /// <exception cref="TapException">There is no such interface.</exception>
    public static int GetMtu(string name)
    {
        var request = new InterfaceRequest { Name = name };
        Demand(SIOCGIFMTU, ref request, "read the MTU");
        return request.Number;
    }

    /// <summary>Sets the largest IP datagram in one frame, in bytes. Needs CAP_NET_ADMIN.</summary>
    /// <exception cref="TapException">Not permitted, out of range, or no such interface.</exception>
    public static void SetMtu(string name, int mtu)
    {
        var request = new InterfaceRequest { Name = name, Number = mtu };
        Demand(SIOCSIFMTU, ref request, "set the MTU");
    }

    /// <summary>Gives the kernel's end an address (which adds the route to that network), and takes it up or down.
    /// Needs CAP_NET_ADMIN.</summary>
    /// <param name="kernelAddress">Null to leave addresses alone.</param>
    /// <exception cref="TapException">Not permitted, or no such interface.</exception>
    public static void Configure(string name, IPv4Prefix? kernelAddress, bool up = true)
    {
        if (kernelAddress is { } prefix)
        {
            SetAddress(name, SIOCSIFADDR, prefix.Address.Value, "set the address");
            SetAddress(name, SIOCSIFNETMASK, prefix.Mask, "set the netmask");
        }
        var request = new InterfaceRequest { Name = name };
        Demand(SIOCGIFFLAGS, ref request, "read the flags");
        request.Flags = (short)(up ? request.Flags | IffUp : request.Flags & ~IffUp);
        Demand(SIOCSIFFLAGS, ref request, "set the flags");
    }

    private static void SetAddress(string name, int call, uint address, string what)
    {
        uint value = BitConverter.IsLittleEndian ? BinaryPrimitives.ReverseEndianness(address) : address;
        var request = new InterfaceRequest { Name = name, Family = (ushort)(int)AF_INET, Address = value };
        Demand(call, ref request, what);
    }

    private static void Demand(int call, ref InterfaceRequest request, string what)
    {
        int error = Ask(call, ref request);
        if (error != 0)
            throw TapException.Configuring(request.Name, what, error);
    }

    /// <returns>0, or the errno.</returns>
    private static int Ask(int call, ref InterfaceRequest request)
    {
        int descriptor = socket((int)AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
        if (descriptor < 0)
            return errno;
        fixed (InterfaceRequest* pointer = &request)
        {
            int error = ioctl(descriptor, call, pointer) < 0 ? errno : 0;
            close(descriptor);
            return error;
        }
    }
}
