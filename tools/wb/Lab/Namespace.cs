using System.ComponentModel;
using System.Diagnostics;
using Tmds.Linux;

namespace Workbook.Cli.Lab;

/// <summary>Runs this program again in a network namespace that has no name: the kernel removes it with its last process,
/// however that ends.</summary>
internal static class Namespace
{
    /// <summary>What <c>wb lab</c> does, for those who have to ask somebody else to do it.</summary>
    public const string ByHand =
        """
          sudo ip netns add workbook
          sudo ip netns exec workbook ip tuntap add dev tap0 mode tap user $USER
          sudo ip netns exec workbook ip address add 10.0.0.1/24 dev tap0
          sudo ip netns exec workbook ip link set tap0 up
          sudo ip netns exec workbook sudo -u $USER ./wb serve --tap tap0 --address 10.0.0.2/24 &
          sudo ip netns exec workbook sudo -u $USER $SHELL
          # in the end: end wb, leave the shell, and
          sudo ip netns delete workbook

        In a container: start it with --cap-add NET_ADMIN --cap-add SYS_ADMIN --device /dev/net/tun.
        """;

    /// <summary>Arguments of <c>unshare</c> with which this user gets a namespace, and TAP interfaces in it; null if none do.</summary>
    public static string[]? FindWay()
    {
        string[][] ways = Environment.IsPrivilegedProcess ? [["--net"], ["--user", "--map-root-user", "--net"]] : [["--user", "--map-root-user", "--net"]];
        return OperatingSystem.IsLinux() && File.Exists("/dev/net/tun") ? ways.FirstOrDefault(Works) : null;
    }

    /// <summary>Runs this program's command line in a new namespace until it ends.</summary>
    public static int RunSelf(string[] way, IReadOnlyList<string> arguments, Interruption interruption)
    {
        string program = Environment.ProcessPath!;
        string assembly = Environment.GetCommandLineArgs()[0];
        bool isHost = Path.GetFileNameWithoutExtension(program) == "dotnet";
        var start = new ProcessStartInfo("unshare", [.. way, "--", program, .. isHost ? ["exec", assembly] : Array.Empty<string>(), .. arguments]);
        // The keyboard's Ctrl-C reaches the shell inside by itself; other signals are passed on.
        interruption.IgnoresKeyboard = true;
        using Process child = Process.Start(start)!;
        using CancellationTokenRegistration passing = interruption.Token.Register(() => LibC.kill(child.Id, LibC.SIGTERM));
        child.WaitForExit();
        return child.ExitCode;
    }

    private static bool Works(string[] way)
    {
        try
        {
            using Process trial = Process.Start(new ProcessStartInfo("unshare", [.. way, "--", "sh", "-c", "exec 3<>/dev/net/tun"]) { RedirectStandardError = true })!;
            trial.WaitForExit();
            return trial.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false; // no such program here
        }
    }
}
