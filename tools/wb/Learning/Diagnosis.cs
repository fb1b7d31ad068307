using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Workbook.Cli.Learning;

/// <summary>One thing that the workbook wants of a machine.</summary>
/// <param name="Found">What there is.</param>
/// <param name="Mend">The line that mends it; null if all is well.</param>
/// <param name="IsOptional">The exercises do without.</param>
internal sealed record Ailment(string Name, string Found, string? Mend, bool IsOptional = false);

/// <summary>Looks around.</summary>
internal static class Diagnosis
{
    private const int ReadAndWrite = 6;

    private static readonly (string Command, string Name)[] Editors = [("code", "VS Code"), ("rider", "Rider"), ("codium", "VSCodium"), ("nvim", "Neovim"), ("vim", "Vim"), ("emacs", "Emacs")];

    public static IEnumerable<Ailment> Run(string root)
    {
        yield return Sdk();
        yield return Writable(root);
        yield return Watches();
        yield return Tool("git", "git", "sudo apt-get install git");
        yield return Editor();
        if (!OperatingSystem.IsLinux())
        {
            yield return new Ailment("TAP", "needs Linux; everything else runs here", "in WSL 2, a container or a virtual machine:  sudo ./wb lab", IsOptional: true);
            yield break;
        }
        yield return Tap();
        yield return Rights();
        yield return Tool("ip", "iproute2", "sudo apt-get install iproute2");
        yield return Tool("ping", "ping", "sudo apt-get install iputils-ping");
        yield return Tool("nc", "netcat", "sudo apt-get install netcat-openbsd");
        yield return Tool("tcpdump", "tcpdump", "sudo apt-get install tcpdump");
    }

    private static Ailment Sdk()
    {
        string version = Output("dotnet", "--version") ?? "none";
        return new Ailment(".NET SDK", version, version.Split('.') is [var major, ..] && int.TryParse(major, out int number) && number >= 10 ? null : "https://dot.net: the .NET 10 SDK");
    }

    private static Ailment Writable(string root)
    {
        try
        {
            string probe = Path.Combine(Directory.CreateDirectory(Path.Combine(root, "artifacts")).FullName, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return new Ailment("artifacts/", "can be written", null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new Ailment("artifacts/", $"cannot be written: {e.Message}", OperatingSystem.IsWindows() ? "close whatever keeps files of it open" : "sudo chown -R \"$USER\" artifacts    # left over from a run with sudo?");
        }
    }

    /// <summary>Without file events wb watch looks at the files' times: somewhat slower.</summary>
    private static Ailment Watches()
    {
        const string file = "/proc/sys/fs/inotify/max_user_watches";
        if (!File.Exists(file) || !int.TryParse(File.ReadAllText(file), out int watches))
            return new Ailment("file events", "as the system has them", null);
        return new Ailment("file events", $"{watches} watches", watches >= 8192 ? null : "sudo sysctl fs.inotify.max_user_watches=65536", IsOptional: true);
    }

    private static Ailment Editor()
    {
        string found = string.Join(", ", Editors.Where(editor => Find(editor.Command) is not null).Select(editor => editor.Name));
        return found.Length > 0 ? new Ailment("editor", found, null) : new Ailment("editor", "none that is known", "https://code.visualstudio.com: it asks for the C# Dev Kit when it opens this directory", IsOptional: true);
    }

    private static Ailment Tap() => File.Exists("/dev/net/tun")
        ? new Ailment("TAP", Access("/dev/net/tun", ReadAndWrite) == 0 ? "/dev/net/tun can be opened" : "/dev/net/tun is there, for root alone", Access("/dev/net/tun", ReadAndWrite) == 0 ? null : "sudo chmod 666 /dev/net/tun", IsOptional: true)
        : new Ailment("TAP", "/dev/net/tun is not there", "sudo modprobe tun    # in a container: --cap-add=NET_ADMIN --device=/dev/net/tun", IsOptional: true);

    private static Ailment Rights()
    {
        if (Environment.IsPrivilegedProcess)
            return new Ailment("rights", "root", null);
        bool spaces = Output("unshare", "--user --map-root-user --net true") is not null;
        return new Ailment("rights", spaces ? "may make a network namespace (./wb lab)" : "a user who may not make a network namespace", spaces ? null : "sudo ./wb lab", IsOptional: true);
    }

    private static Ailment Tool(string command, string name, string install) =>
        Find(command) is { } path ? new Ailment(name, path, null) : new Ailment(name, "not found", install, IsOptional: true);

    private static string? Find(string command) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(directory => OperatingSystem.IsWindows() ? new[] { command + ".exe", command + ".cmd" }.Select(name => Path.Combine(directory, name)) : [Path.Combine(directory, command)])
        .FirstOrDefault(File.Exists);

    /// <summary>What a command prints; null if it fails, or is not there.</summary>
    private static string? Output(string command, string arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? output.Trim() : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [DllImport("libc", EntryPoint = "access")]
    private static extern int Access([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int mode);
}
