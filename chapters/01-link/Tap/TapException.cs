using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace Workbook.Link;

/// <summary>A TAP interface could not be had. The message says what to run.</summary>
public sealed class TapException : IOException
{
    private TapException(string what, int error, string advice)
        : base($"{what}: {Marshal.GetPInvokeErrorMessage(error)} (errno {error}). {advice}") => ErrorNumber = error;

    /// <summary>The errno of the call that failed.</summary>
    public int ErrorNumber { get; }

    internal static TapException Opening(int error) => new("Cannot open /dev/net/tun", error, Advice("tap0", error));

    internal static TapException Attaching(string name, int error) =>
        new($"Cannot attach to the TAP interface '{name}'", error, Advice(name is "" ? "tap0" : name, error));

    internal static TapException Configuring(string name, string what, int error) =>
        new($"Cannot {what} of '{name}'", error,
            error == EPERM ? $"This needs CAP_NET_ADMIN: run as root, or `sudo ip link set {name} up`."
            : error == ENODEV ? "There is no interface of that name; `ip link` lists those there are." : "");

    private static string Advice(string name, int error)
    {
        string make = $"`sudo ip tuntap add dev {name} mode tap user $USER`";
        if (error == EPERM || error == EACCES)
            return $"Make an interface that is yours: {make}, then `sudo ip address add 10.0.0.1/24 dev {name}` " +
                   $"and `sudo ip link set {name} up`; or run inside `unshare -Urn`.";
        if (error == ENOENT || error == ENXIO || error == ENODEV)
            return "The tun driver is missing: `sudo modprobe tun`; in a container, pass `--device /dev/net/tun`.";
        if (error == EBUSY)
            return $"Another program has it open: end that one, or choose another name. Names in use: `ip tuntap list`.";
        if (error == EINVAL)
            return "Either it is no TAP interface, or it was made with other flags (multi_queue). " +
                   $"`ip -d link show {name}` tells; make another with {make}.";
        return "";
    }
}
