using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Workbook.Notebooks.Kernel;

namespace Workbook.Tools.Tests.Notebooks.Kernel;

/// <summary>The process that Jupyter starts: <c>wb notebook kernel</c>. It ends, whatever happens.</summary>
public sealed class KernelProcessTests : IDisposable
{
    // Other tests may be looking at artifacts/notebooks.
    private const string AsItIs = "--as-it-is";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string _folder = Directory.CreateTempSubdirectory("workbook-kernel-").FullName;
    private readonly List<Process> _processes = [];

    public void Dispose()
    {
        foreach (Process process in _processes)
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
            process.Dispose();
        }
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("while (true) { }")]
    [InlineData("new System.Threading.Thread(() => System.Threading.Thread.Sleep(-1)).Start();")]
    public void It_ends_when_it_is_asked_to(string code)
    {
        long start = Stopwatch.GetTimestamp();
        Process process = Start(out ConnectionFile connection);
        using var client = new JupyterClient(connection);
        client.Send(client.Shell, "kernel_info_request");
        client.ReadReply(client.Shell);
        Tell($"first reply after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
        client.WaitUntilReady();
        string id = client.Execute(code);
        client.WaitFor(message => message.Parent == id && message.Type == "execute_input");

        start = Stopwatch.GetTimestamp();
        client.Send(client.Control, "shutdown_request", """{ "restart": true }""");
        JupyterMessage reply = client.ReadReply(client.Control);
        reply.Type.ShouldBe("shutdown_reply");
        reply.Content.GetProperty("restart").GetBoolean().ShouldBeTrue();
        process.WaitForExit(Patience).ShouldBeTrue("the process ends");
        Tell($"ended after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms");
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void It_ends_with_the_Jupyter_that_started_it()
    {
        using Process gone = Process.Start(new ProcessStartInfo("dotnet", ["--version"]) { RedirectStandardOutput = true })!;
        gone.WaitForExit(Patience).ShouldBeTrue();
        Process process = Start(out _, parent: gone.Id);
        process.WaitForExit(Patience).ShouldBeTrue("nobody is there to serve");
        process.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void A_connection_file_that_is_none_is_refused_in_one_line()
    {
        string path = Path.Combine(_folder, "bad.json");
        File.WriteAllText(path, "{}");
        ShouldRefuse(Run(["notebook", "kernel", path, AsItIs]), "no connection file");
    }

    [Fact]
    public void A_port_that_somebody_else_has_is_told_of_in_one_line()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string path = Write(JupyterClient.FreeConnection() with { IopubPort = ((IPEndPoint)taken.LocalEndpoint).Port });
        ShouldRefuse(Run(["notebook", "kernel", path, AsItIs]), "port that cannot be had");
    }

    [Fact]
    public void What_is_installed_starts_it()
    {
        Process install = Run(["notebook", "install", "--to", _folder]);
        install.StandardError.ReadToEnd().ShouldBe("");
        install.WaitForExit(Patience).ShouldBeTrue();
        install.ExitCode.ShouldBe(0);
        string spec = File.ReadAllText(Path.Combine(_folder, "kernels", ".net-csharp", "kernel.json"));
        string[] words = [.. JsonNode.Parse(spec)!["argv"]!.AsArray().Select(word => word!.GetValue<string>())];
        words[^1].ShouldBe("{connection_file}");

        ConnectionFile connection = JupyterClient.FreeConnection();
        Start(words[0], [.. words[1..^1], Write(connection), AsItIs]);
        using var client = new JupyterClient(connection);
        client.WaitUntilReady().Run("6 * 7").Status.ShouldBe("ok");
    }

    private static void ShouldRefuse(Process process, string reason)
    {
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit(Patience).ShouldBeTrue();
        process.ExitCode.ShouldBe(1);
        errors.Trim().Split('\n').Length.ShouldBe(1, errors);
        errors.ShouldContain(reason);
    }

    private Process Start(out ConnectionFile connection, int? parent = null)
    {
        connection = JupyterClient.FreeConnection();
        return Run(["notebook", "kernel", Write(connection), AsItIs], parent);
    }

    private string Write(ConnectionFile connection)
    {
        string path = Path.Combine(_folder, "connection.json");
        File.WriteAllText(path, new JsonObject
        {
            ["transport"] = "tcp", ["ip"] = connection.Ip, ["key"] = connection.Key, ["signature_scheme"] = "hmac-sha256",
            ["shell_port"] = connection.ShellPort, ["control_port"] = connection.ControlPort, ["iopub_port"] = connection.IopubPort,
            ["stdin_port"] = connection.StdinPort, ["hb_port"] = connection.HbPort,
        }.ToJsonString());
        return path;
    }

    private Process Run(string[] words, int? parent = null) =>
        Start("dotnet", ["exec", Path.Combine(AppContext.BaseDirectory, "wb.dll"), .. words], parent);

    private Process Start(string program, string[] words, int? parent = null)
    {
        var start = new ProcessStartInfo(program, words)
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = _folder,
        };
        start.Environment["JPY_PARENT_PID"] = $"{parent ?? Environment.ProcessId}";
        Process process = Process.Start(start)!;
        _processes.Add(process);
        return process;
    }

    private static void Tell(string message) => TestContext.Current.TestOutputHelper?.WriteLine(message);
}
