using System.Diagnostics;
using System.Security.Cryptography;
using Workbook.Basics;
using Workbook.Demux;
using Workbook.Host;
using Workbook.Link;

namespace Workbook.Cli.Echo;

/// <summary>
/// A server stack, a cable and a client stack in this process, on one loop and in virtual time: what the ladder shows is
/// the same every time. Nothing is spared for that: every byte goes down one stack and up the other, checksums and all.
/// </summary>
public sealed class EchoRun : IDisposable
{
    public static readonly IPv4Prefix ClientAddress = IPv4Prefix.Parse("10.0.0.1/24");
    public static readonly IPv4Prefix ServerAddress = IPv4Prefix.Parse("10.0.0.2/24");

    /// <summary>Frames that may wait at an end of the cable: more than a full window has.</summary>
    private const int CableCapacity = 8192;

    /// <summary>Both hosts have told their addresses to whom it may concern, before the conversation begins.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private readonly EchoPlan _plan;
    private readonly Conversation _conversation;
    private readonly VirtualTime _time = new();
    private readonly StackLoop _loop;
    private readonly NetworkStack _client;
    private readonly NetworkStack _server;
    private readonly TcpService _service;
    private readonly PcapWriter? _capture;

    /// <param name="tell">Told of every frame, when its fate is known; null to save the time.</param>
    /// <exception cref="IOException">The capture file cannot be written.</exception>
    public EchoRun(EchoPlan plan, StoryTeller? tell)
    {
        _plan = plan;
        _loop = new StackLoop(_time);
        _conversation = new Conversation(plan.Lose, tell);
        _capture = plan.Capture is { } path ? new PcapWriter(File.Create(path, 1 << 16)) : null;
        _client = _loop.CreateStack(StackOptions.Seeded(unchecked(2 * plan.Seed + 1), "client"));
        _server = _loop.CreateStack(StackOptions.Seeded(unchecked(2 * plan.Seed), "server"));
        _client.Counters.Dropped = _conversation.Dropped;
        _server.Counters.Dropped = _conversation.Dropped;
        (ILink a, ILink b) = Cable.Create(new CableOptions { Capacity = CableCapacity });
        ILink clientEnd = ObservedLink.Create(a, isClient: true, plan.Faults, unchecked(2 * plan.Seed + 1), _client.Packets, _conversation);
        ILink serverEnd = ObservedLink.Create(b, isClient: false, plan.Faults, unchecked(2 * plan.Seed), _server.Packets, _conversation);
        _server.AddInterface(serverEnd, ServerAddress);
        _service = EchoServer.Start(_server);
        _client.AddInterface(_capture is null ? clientEnd : new CaptureLink(clientEnd, _capture), ClientAddress);
    }

    /// <summary>Runs to the end of the conversation, and through TIME-WAIT to see that nothing is left over.</summary>
    /// <param name="progress">Told now and then how many bytes have come back.</param>
    public EchoOutcome Run(Action<long>? progress, CancellationToken token)
    {
        _loop.RunFor(Settling);
        _conversation.Start(_time.Now);
        var watch = Stopwatch.StartNew();
        var application = new EchoClient(_client, new Endpoint(ServerAddress.Address, EchoServer.Port), progress);
        string? failure = null;
        TimeSpan end = default;
        try
        {
            _loop.Run(() => _plan.Size is { } size ? application.EchoBytesAsync(size, _plan.Seed, token) : application.EchoLinesAsync(_plan.Lines, token));
            end = _loop.Now - _conversation.Begin;
            failure = application.Mismatch;
            _loop.RunFor(TimeSpan.FromMinutes(2));
            _conversation.TellLast();
            failure ??= LeftOver();
        }
        catch (Exception e) when (e is NetworkException or InvalidOperationException)
        {
            end = _loop.Now - _conversation.Begin;
            _conversation.TellLast();
            failure = e.Message;
        }
        return new EchoOutcome(
            failure, application.Sent, application.Echoed, Convert.ToHexStringLower(application.Hash), _conversation.Frames, _conversation.Bytes, _conversation.Lost,
            _conversation.Again, _conversation.Damaged, _conversation.Duplicated, _conversation.Refused, end, watch.Elapsed);
    }

    public void Dispose()
    {
        _loop.Dispose();
        _capture?.Dispose();
    }

    /// <summary>Two minutes after the last word neither side may hold a connection or a buffer.</summary>
    private string? LeftOver()
    {
        foreach (NetworkStack stack in (ReadOnlySpan<NetworkStack>)[_client, _server])
        {
            if (stack.Tcp!.Count > 0)
                return $"The {stack.Name} still has a connection after everything is over.";
            if (stack.Buffers.OutstandingBytes > 0 || stack.Packets.Outstanding > 0)
                return $"The {stack.Name} has not given back {stack.Buffers.OutstandingBytes} bytes of buffers and {stack.Packets.Outstanding} packets.";
        }
        return _service.Active > 0 ? "The server still serves after everything is over." : null;
    }
}

/// <summary>The client: sends, and compares what comes back.</summary>
internal sealed class EchoClient(NetworkStack stack, Endpoint server, Action<long>? progress)
{
    private const int ChunkSize = 64 << 10;

    private readonly IncrementalHash _sentHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _echoedHash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public long Sent { get; private set; }
    public long Echoed { get; private set; }
    public byte[] Hash => _sentHash.GetCurrentHash();

    /// <summary>In what way the echo is none; null if it is one.</summary>
    public string? Mismatch =>
        Sent != Echoed ? $"{Sent} bytes were sent, {Echoed} came back."
        : !_sentHash.GetCurrentHash().AsSpan().SequenceEqual(_echoedHash.GetCurrentHash()) ? "What came back is not what was sent: the SHA-256 differ."
        : null;

    /// <summary>Sends each line when the one before has come back.</summary>
    public async Task EchoLinesAsync(IEnumerable<string> lines, CancellationToken token)
    {
        await using TcpStream stream = await stack.ConnectTcpAsync(server, cancellationToken: token);
        foreach (string line in lines)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(line + "\n");
            _sentHash.AppendData(bytes);
            Sent += bytes.Length;
            await stream.WriteAsync(bytes, token);
            byte[] echo = new byte[bytes.Length];
            int count = await stream.ReadAtLeastAsync(echo, echo.Length, throwOnEndOfStream: false, token);
            _echoedHash.AppendData(echo, 0, count);
            Echoed += count;
            if (count < echo.Length)
                return;
        }
        stream.ShutdownSend();
        await DrainAsync(stream, token);
    }

    /// <summary>Sends random bytes as fast as it may, and reads at the same time.</summary>
    public async Task EchoBytesAsync(long size, int seed, CancellationToken token)
    {
        await using TcpStream stream = await stack.ConnectTcpAsync(server, cancellationToken: token);
        await Task.WhenAll(SendAsync(stream, size, new Random(seed), token), DrainAsync(stream, token));
    }

    private async Task SendAsync(TcpStream stream, long size, Random random, CancellationToken token)
    {
        byte[] chunk = new byte[ChunkSize];
        while (Sent < size)
        {
            int count = (int)Math.Min(size - Sent, chunk.Length);
            random.NextBytes(chunk.AsSpan(0, count));
            _sentHash.AppendData(chunk, 0, count);
            Sent += count;
            await stream.WriteAsync(chunk.AsMemory(0, count), token);
        }
        stream.ShutdownSend();
    }

    private async Task DrainAsync(TcpStream stream, CancellationToken token)
    {
        byte[] buffer = new byte[ChunkSize];
        int count;
        while ((count = await stream.ReadAsync(buffer, token)) > 0)
        {
            _echoedHash.AppendData(buffer, 0, count);
            Echoed += count;
            progress?.Invoke(Echoed);
            token.ThrowIfCancellationRequested();
        }
    }
}
