using System.ComponentModel;
using System.Diagnostics;
using Spectre.Console;
using Tmds.Linux;
using Workbook.Basics;
using Workbook.Cli.Serving;
using Workbook.Cli.Terminal;
using Workbook.Link;

namespace Workbook.Cli.Lab;

/// <summary>The part of the lab that runs in the namespace: the stack on its thread, and the shell as a child.</summary>
internal static class LabInside
{
    private const string Interface = "tap0";
    private const ushort DialPort = 9000;
    private static readonly IPv4Prefix Kernel = IPv4Prefix.Parse("10.0.0.1/24"), Stack = IPv4Prefix.Parse("10.0.0.2/24");

    public static int Run(string[] command, bool noOffload, string? capture, Interruption interruption)
    {
        SilenceIPv6();
        TapInterface.Configure("lo", null);
        using var host = new TapHost(new TapPlan(Interface, Stack) { KernelAddress = Kernel, NoOffload = noOffload, Capture = capture, IsQuiet = true });
        Rehearsal.Run();
        Server.Start(host.Stack, new ServerPlan { DialPort = DialPort });
        host.Loop.Start();
        bool isShell = command.Length == 0;
        if (isShell && !Console.IsInputRedirected)
            Welcome();
        return RunShell(isShell ? [Environment.GetEnvironmentVariable("SHELL") ?? "/bin/sh"] : command, isShell, interruption);
    }

    private static int RunShell(string[] command, bool isShell, Interruption interruption)
    {
        interruption.IgnoresKeyboard = true;
        var start = new ProcessStartInfo(command[0], command[1..]);
        start.Environment["WB_LAB"] = Stack.Address.ToString();
        try
        {
            using Process shell = Process.Start(start)!;
            using CancellationTokenRegistration ending = interruption.Token.Register(() => LibC.kill(shell.Id, LibC.SIGHUP));
            shell.WaitForExit();
            // A shell's exit code is that of whatever came last in it.
            return isShell ? 0 : shell.ExitCode;
        }
        catch (Win32Exception e)
        {
            Screen.Complain($"{command[0]}: {e.Message}");
            return 1;
        }
    }

    private static void Welcome()
    {
        var lines = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(2).PadRight(3)).AddColumn();
        foreach ((string line, string purpose) in Suggestions())
            lines.AddRow(new Text(line, new Style(Color.Aqua)), new Text(purpose));
        Screen.Out.MarkupLine($"\n[bold]A network of your own.[/] The kernel is [yellow]{Kernel.Address}[/] on {Interface}, your stack is [yellow]{Stack.Address}[/]. Try:\n");
        Screen.Out.Write(lines);
        string way = Environment.GetEnvironmentVariable("SUDO_USER") is null && IsMapped() ? "-U --preserve-credentials -n" : "-n";
        Screen.Out.MarkupLine($"\nA second terminal: [aqua]nsenter {way} -t {Environment.ProcessId}[/]\n[grey]exit ends the shell, the stack and the network.[/]\n");
    }

    /// <summary>What can be tried with the programs there are.</summary>
    private static IEnumerable<(string Line, string Purpose)> Suggestions()
    {
        IPv4Address stack = Stack.Address;
        (string Program, string Line, string Purpose)[] all =
        [
            ("ping", $"ping -c 3 {stack}", "chapters 1 to 3 answer"),
            ("ping", $"ping -c 1 -s 4000 {stack}", "in fragments"),
            ("arping", $"arping -c 2 -I {Interface} {stack}", "chapter 2 alone"),
            ("nc", $"nc {stack} 7", "echo over TCP; Ctrl-D or Ctrl-C ends it"),
            ("nc", $"nc -u {stack} 7", "and over UDP"),
            ("nc", $"nc {stack} 13", "what time is it?"),
            ("nc", $"nc {stack} 19 | head", "characters"),
            ("nc", $"nc {stack} 80", "nobody is there: connection refused"),
            ("nc", $"nc -l 7000 &", "wait for a call, and then"),
            ("nc", $"echo dial {Kernel.Address} 7000 | nc -uw1 {stack} {DialPort}", "have the stack call you"),
            ("curl", $"curl -s telnet://{stack}:13 < /dev/null", "curl can, too"),
            ("bash", $"cat < /dev/tcp/{stack}/13", "so can bash alone"),
            ("tcpdump", $"tcpdump -ni {Interface} &", "watch the packets"),
            ("ip", $"ip neighbour", "what the kernel learned of the stack"),
        ];
        return all.Where(each => Exists(each.Program)).Select(each => (each.Line, each.Purpose));
    }

    private static bool Exists(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':').Concat(["/usr/sbin", "/sbin"]).Any(directory => File.Exists(Path.Combine(directory, program)));

    /// <summary>Is this a namespace of users, where root is somebody else outside?</summary>
    private static bool IsMapped() => !File.ReadAllText("/proc/self/uid_map").Contains("4294967295");

    /// <summary>The kernel would ask for IPv6 routers all the time, which disturbs the view.</summary>
    private static void SilenceIPv6()
    {
        try
        {
            File.WriteAllText("/proc/sys/net/ipv6/conf/default/disable_ipv6", "1");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Then they are seen, and counted as of unknown type.
        }
    }
}
