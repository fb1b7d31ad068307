using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;

namespace Workbook.Link;

/// <summary>What TUNSETIFF asks for: the <c>IFF_</c> flags of linux/if_tun.h.</summary>
[Flags]
public enum TunFlags : short
{
    /// <summary>IFF_TAP: frames with their Ethernet header.</summary>
    Tap = 0x0002,

    /// <summary>IFF_MULTI_QUEUE: may be opened several times, each time giving one queue.</summary>
    MultiQueue = 0x0100,

    /// <summary>IFF_NO_PI: without the four bytes of packet information that are put in front otherwise.</summary>
    NoPacketInformation = 0x1000,

    /// <summary>IFF_VNET_HDR: with a <see cref="VirtioNetHeader"/> in front.</summary>
    VirtioHeader = 0x4000,
}

/// <summary>The requests of linux/if_tun.h, in the encoding of asm-generic/ioctl.h (x86, Arm, RISC-V), and a call that
/// Tmds.LibC lacks.</summary>
internal static unsafe partial class Tun
{
    public const int SetInterface = 0x4004_54CA;        // TUNSETIFF
    public const int SetPersistent = 0x4004_54CB;       // TUNSETPERSIST
    public const int SetOffload = 0x4004_54D0;          // TUNSETOFFLOAD
    public const int SetHeaderSize = 0x4004_54D8;       // TUNSETVNETHDRSZ

    public const int OffloadChecksum = 0x01;            // TUN_F_CSUM
    public const int OffloadTcp4 = 0x02;                // TUN_F_TSO4

    /// <summary>readv(2). Returns bytes read, or -1 with errno set.</summary>
    [LibraryImport("libc", EntryPoint = "readv", SetLastError = true)]
    public static partial nint ReadVector(int descriptor, iovec* parts, int count);
}

/// <summary>The <c>ifreq</c> of linux/if.h: an interface's name, and in a union what is asked or told about it.</summary>
[StructLayout(LayoutKind.Explicit, Size = 40)]
internal unsafe struct InterfaceRequest
{
    public const int NameSize = 16;

    [FieldOffset(0)] private fixed byte _name[NameSize];

    /// <summary>ifr_flags</summary>
    [FieldOffset(16)] public short Flags;

    /// <summary>ifr_mtu, ifr_ifindex</summary>
    [FieldOffset(16)] public int Number;

    /// <summary>ifr_addr as a <c>sockaddr_in</c>: the family...</summary>
    [FieldOffset(16)] public ushort Family;

    /// <summary>...and the address, in network order.</summary>
    [FieldOffset(20)] public uint Address;

    /// <exception cref="ArgumentException">The name does not fit (15 bytes).</exception>
    public string Name
    {
        readonly get
        {
            fixed (byte* name = _name)
                return Encoding.ASCII.GetString(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(name));
        }
        set
        {
            if (value.Length >= NameSize || !Ascii.IsValid(value))
                throw new ArgumentException($"'{value}' is not a name for an interface: at most 15 ASCII characters", nameof(value));
            fixed (byte* name = _name)
                name[Encoding.ASCII.GetBytes(value, new Span<byte>(name, NameSize - 1))] = 0;
        }
    }
}
