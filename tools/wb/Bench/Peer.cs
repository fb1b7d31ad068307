using System.Diagnostics;
using System.Globalization;

namespace Workbook.Cli.Bench;

/// <summary>Where a peer lives.</summary>
internal abstract record Place
{
    /// <summary>Where this process lives.</summary>
    public static Place Here { get; } = new Prefixed();

    /// <summary>In a network namespace of its own, which ends with the last process in it: nothing has to be removed.</summary>
    public static Place OwnNamespace { get; } = new Prefixed("unshare", "--net");

    /// <summary>In the network namespace of another peer.</summary>
    public static Place With(Peer other) => new Prefixed("nsenter", $"--net=/proc/{other.Id}/ns/net");

    public abstract IEnumerable<string> Prefix { get; }

    private sealed record Prefixed(params string[] Words) : Place
    {
        public override IEnumerable<string> Prefix => Words;
    }
}

/// <summary>A peer could not be started, or something failed in it.</summary>
internal sealed class PeerException(string message) : Exception(message);

/// <summary>
/// A process of its own that takes part in the measurements: this program, started again as <c>wb bench-peer ROLE</c>. It
/// reads requests from its standard input, a line each, and ends with it: also when we are killed.
/// </summary>
internal sealed class Peer : IDisposable
{
    private readonly Process _process;
    private readonly string _role;

    private Peer(Process process, string role) => (_process, _role) = (process, role);

    public int Id => _process.Id;

    /// <summary>Starts a peer and waits until it is ready.</summary>
    /// <exception cref="PeerException">It does not start; the message is what it said.</exception>
    public static async Task<Peer> StartAsync(Place place, string role, CancellationToken cancellation, params string[] arguments)
    {
        string program = Environment.ProcessPath!;
        bool isHosted = Path.GetFileNameWithoutExtension(program) == "dotnet";
        string[] command = [.. place.Prefix, program, .. isHosted ? [typeof(Peer).Assembly.Location] : Array.Empty<string>(), PeerRoles.Command, role, .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        Peer peer;
        try
        {
            peer = new Peer(Process.Start(start)!, role);
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw new PeerException($"{command[0]}: {e.Message}");
        }
        try
        {
            await peer.ReadAnswerAsync(cancellation);
            return peer;
        }
        catch
        {
            peer.Dispose();
            throw;
        }
    }

    /// <summary>Makes a request and waits for the numbers that answer it.</summary>
    /// <exception cref="PeerException">The peer says why not.</exception>
    public async Task<double[]> AskAsync(CancellationToken cancellation, params IConvertible[] request)
    {
        string line = string.Join(' ', request.Select(word => word.ToString(CultureInfo.InvariantCulture)));
        await _process.StandardInput.WriteLineAsync(line.AsMemory(), cancellation);
        await _process.StandardInput.FlushAsync(cancellation);
        return await ReadAnswerAsync(cancellation);
    }

    private async Task<double[]> ReadAnswerAsync(CancellationToken cancellation)
    {
        string? answer = await _process.StandardOutput.ReadLineAsync(cancellation);
        if (answer is null)
            throw new PeerException($"{_role}: {(await _process.StandardError.ReadToEndAsync(cancellation)).Trim()}");
        if (answer.StartsWith('!'))
            throw new PeerException($"{_role}: {answer[1..]}");
        return [.. answer.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
