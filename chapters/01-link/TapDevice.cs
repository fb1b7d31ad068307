using static Tmds.Linux.LibC;

namespace Workbook.Link;

/// <summary>Opens a TAP interface: an Ethernet card whose wire is a file descriptor (Linux: networking/tuntap.rst).</summary>
public static unsafe class TapDevice
{
    /// <summary>Attaches to the TAP interface of that name, which the kernel makes if there is none.</summary>
    /// <param name="name">At most 15 bytes of ASCII; empty to let the kernel choose.</param>
    /// <param name="flags">At least <see cref="TunFlags.Tap"/> and <see cref="TunFlags.NoPacketInformation"/>.</param>
    /// <param name="actualName">The name that the interface has.</param>
    /// <returns>A file descriptor: each <c>read</c> gives a frame, each <c>write</c> takes one; neither waits
    /// (<c>EAGAIN</c>).</returns>
    /// <exception cref="TapException">There is no /dev/net/tun, or the interface may not be had; nothing stays open.</exception>
    public static int Open(string name, TunFlags flags, out string actualName)
    {
        #region exercise 1.5: open /dev/net/tun without blocking, and ask by TUNSETIFF for the interface
        throw new NotImplementedException("exercise 1.5");
        #endregion
    }
}
